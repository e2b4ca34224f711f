"""One client: earns, pays, gives back, asks for euro, sends a queue; and asks until it is answered.

It keeps a diary, and never begins anything new before the last thing was answered. What is in
its memory is only what the next thing may be; the proof reads the diaries.
"""

import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.storm import commands
from tests.storm.commands import Command, Signer
from tests.storm.diary import Diary
from tests.storm.line import LATER, Answer, Lines
from tests.storm.world import Shop, World

MOST_PAUSE = 2.0
LAST_SECONDS = 400
_KEPT = 20


@dataclass
class Sky:
    """What all clients look at: whether the storm is over, and how eager they are.

    ``forgetful``: they ask for answered things again. ``answers`` counts what they were told.
    """

    over: threading.Event = field(default_factory=threading.Event)
    pause: float = 0.25
    deadline: float = float("inf")
    forgetful: bool = True
    answers: int = 0


class Client(threading.Thread):
    """A resident with a phone and the shops they go to; ``number`` makes them different."""

    def __init__(self, number: int, seed: int, world: World, sky: Sky, lines: Lines, diary: Diary):
        super().__init__(name=f"client-{number}", daemon=True)
        self._chance = random.Random(f"{seed}/{number}")  # noqa: S311 - a simulation
        self._world, self._sky, self._lines, self._diary = world, sky, lines, diary
        self._phone = world.phones[number]
        self._signer = Signer(world, self._phone)
        self._owns = world.shops[number] if number < len(world.shops) else None
        self._gathers = number == len(world.shops)
        self._queue: dict[uuid.UUID, list[dict[str, Any]]] = {}
        self._paid: list[tuple[Shop, uuid.UUID, int]] = []
        self._answered: list[Command] = []
        self._in_doubt: list[Command] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Live until the storm is over, then bring everything to an end."""
        try:
            while not self._sky.over.is_set():
                self._choose()()
                time.sleep(self._chance.uniform(0, 2 * self._sky.pause))
            self._finish()
        except BaseException as failure:
            self.failure = failure
        finally:
            self._lines.close()
            self._diary.close()

    def _choose(self) -> Callable[[], None]:
        ways: list[tuple[int, Callable[[], None]]] = [
            (4, self._earn),
            (8, self._pay),
            (2, self._give_back),
            (3, self._take_offline),
            (2, self._send_queue),
            (2, self._ask_again),
            (1, self._show_twice),
        ]
        if self._owns:
            ways.append((4, self._redeem))
        if self._gathers:
            ways.append((3, self._gather))
        weights = [weight for weight, _ in ways]
        return self._chance.choices(ways, weights)[0][1]

    # What people do

    def _earn(self) -> None:
        self._do(commands.earn(self._world, self._phone))

    def _pay(self) -> None:
        shop, amount = self._chance.choice(self._world.shops), self._chance.randrange(5, 300, 5)
        code = self._signer.code(amount)
        self._note_paid(shop, amount, self._do(commands.pay(shop, self._phone, code, amount)))

    def _show_twice(self) -> None:
        """One code at two counters: at most one may be paid by it."""
        first, second = self._chance.sample(self._world.shops, 2)
        code = self._signer.code(55)
        both = [commands.pay(shop, self._phone, code, 55) for shop in (first, second)]
        for command in both:
            self._write_asked(command)
        self._lines.send_only(both[0])
        for shop, command in zip((second, first), reversed(both), strict=True):
            self._note_paid(shop, 55, self._until_answered(command))

    def _note_paid(self, shop: Shop, amount: int, answer: tuple[Command, Answer]) -> None:
        command, said = answer
        if said.status == 200:
            self._paid = [*self._paid, (shop, command.id, amount)][-_KEPT:]

    def _give_back(self) -> None:
        if self._paid:
            shop, payment_id, amount = self._paid.pop(self._chance.randrange(len(self._paid)))
            part = self._chance.randint(1, amount)
            self._do(commands.refund(shop, self._phone, payment_id, part))

    def _redeem(self) -> None:
        assert self._owns is not None
        self._do(commands.redeem(self._owns, self._chance.randrange(10, 400, 10)))

    def _gather(self) -> None:
        self._do(commands.gather(self._world))

    def _take_offline(self) -> None:
        """A few payments where neither has a network."""
        shop = self._chance.choice(self._world.shops)
        for _ in range(self._chance.randint(1, 4)):
            amount = self._chance.randrange(5, 100, 5)
            _, code = self._signer.code(amount, offline=True)
            self._queue.setdefault(shop.id, []).append(commands.accept(shop, code, amount))

    def _send_queue(self) -> None:
        if self._queue:
            shop_id, items = self._queue.popitem()
            shop = next(one for one in self._world.shops if one.id == shop_id)
            self._do(commands.settle(shop, self._phone, items))

    def _ask_again(self) -> None:
        """The same once more, though it was answered: a phone that forgot."""
        if self._answered and self._sky.forgetful:
            self._until_answered(self._chance.choice(self._answered))

    def _finish(self) -> None:
        while self._queue:
            self._send_queue()
        for command in self._in_doubt[:]:
            self._until_answered(command)
        for _ in range(5):
            self._ask_again()

    # How it is asked

    def _do(self, command: Command) -> tuple[Command, Answer]:
        self._write_asked(command)
        if self._chance.random() < 0.1:
            self._lines.send_only(command)
        return self._until_answered(command)

    def _write_asked(self, command: Command) -> None:
        kept = {"id": command.id, "kind": command.kind, **command.said}
        self._diary.write(said="asked", **kept)

    def _until_answered(self, command: Command) -> tuple[Command, Answer]:
        tries = 0
        while True:
            tries += 1
            answer = self._lines.ask(command)
            if answer and answer.status not in LATER:
                break
            if answer and answer.status == 500:
                self._diary.write(said="wrong", what=f"{command.kind}: an answer without a name")
            if time.monotonic() > self._sky.deadline:
                raise TimeoutError(f"{command.kind} {command.id} was never answered")
            time.sleep(self._chance.uniform(0.02, min(MOST_PAUSE, 0.1 * 2**tries)))
        good = answer.status == 200
        body = command.essence(answer.body) if good else {"code": answer.body.get("code")}
        self._diary.write(
            said="answer", id=command.id, status=answer.status, body=body, tries=tries
        )
        self._sky.answers += 1
        if good:
            self._answered = [*self._answered, command][-_KEPT:]
        elif command not in self._in_doubt:
            # An earlier try may still be under way; what it came to is asked when all is calm.
            self._in_doubt.append(command)
        return command, answer
