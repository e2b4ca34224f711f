"""Coin is followed first in, first out, whole minor units, refunds included."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from backend.ids import new_id
from backend.ledger.queries import Movement
from backend.programmes.tracing import Spent, follow

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
OURS, THEIRS, WALLET, SHOP, OTHER_SHOP = (uuid.UUID(int=number) for number in range(1, 6))


class Book:
    """Movements of one wallet, an hour apart."""

    def __init__(self) -> None:
        self.movements: list[Movement] = []

    def add(
        self,
        kind: str,
        other: uuid.UUID,
        amount: int,
        *,
        incoming: bool = False,
        reverses: uuid.UUID | None = None,
    ) -> uuid.UUID:
        purpose = "budget" if other in {OURS, THEIRS} else "till"
        at = START + timedelta(hours=len(self.movements))
        made = Movement(
            WALLET, new_id(), at, kind, incoming, amount, reverses, other, purpose, other
        )
        self.movements.append(made)
        return made.id

    def earn(self, source: uuid.UUID, amount: int) -> uuid.UUID:
        return self.add("reward", source, amount, incoming=True)

    def pay(self, shop: uuid.UUID, amount: int) -> uuid.UUID:
        return self.add("payment", shop, amount)

    def refund(self, payment: uuid.UUID, shop: uuid.UUID, amount: int) -> None:
        self.add("refund", shop, amount, incoming=True, reverses=payment)

    def spent(self) -> list[tuple[uuid.UUID, int]]:
        return [(one.owner_id, one.amount) for one in self.follow()]

    def follow(self, *sources: uuid.UUID) -> Iterator[Spent]:
        return follow(self.movements, set(sources) or {OURS}, lambda at: at.date())


def test_what_came_in_first_goes_out_first() -> None:
    book = Book()
    book.earn(THEIRS, 300)
    book.earn(OURS, 500)
    book.earn(THEIRS, 200)
    book.pay(SHOP, 400)
    book.pay(OTHER_SHOP, 450)
    assert book.spent() == [(SHOP, 100), (OTHER_SHOP, 400)]
    first = next(book.follow())
    assert (first.wallet, first.till, first.purpose, first.day) == (
        WALLET, SHOP, "till", date(2026, 3, 1),
    )  # fmt: skip


def test_a_refund_comes_back_as_what_it_was() -> None:
    book = Book()
    book.earn(OURS, 500)
    book.earn(THEIRS, 500)
    payment = book.pay(SHOP, 700)
    book.refund(payment, SHOP, 300)
    book.pay(OTHER_SHOP, 600)
    # Of the refund 200 were theirs (spent last, so given back first) and 100 ours.
    assert book.spent() == [(SHOP, 500), (SHOP, -100), (OTHER_SHOP, 100)]
    book.refund(payment, SHOP, 400)
    assert sum(amount for _, amount in book.spent()) == 100


def test_a_reward_that_was_taken_back_was_not_spent() -> None:
    book = Book()
    book.earn(OURS, 500)
    reward = book.earn(OURS, 300)
    book.add("reward_reversal", OURS, 300, reverses=reward)
    book.pay(SHOP, 500)
    book.pay(SHOP, 100)
    assert book.spent() == [(SHOP, 500)]


def test_nothing_is_attributed_twice_whatever_happens() -> None:
    chance = random.Random(7)  # noqa: S311
    for _ in range(50):
        book, held, earned = Book(), 0, 0
        payments: list[tuple[uuid.UUID, int]] = []
        for _ in range(60):
            amount = chance.randint(1, 90)
            match chance.randint(0, 3):
                case 0 | 1:
                    source = chance.choice([OURS, THEIRS])
                    book.earn(source, amount)
                    held += amount
                    earned += amount
                case 2 if held >= amount:
                    payments.append((book.pay(SHOP, amount), amount))
                    held -= amount
                case 3 if payments:
                    payment, paid = payments.pop(chance.randrange(len(payments)))
                    book.refund(payment, SHOP, paid)
                    held += paid
        both = sum(one.amount for one in book.follow(OURS, THEIRS))
        each = sum(one.amount for source in (OURS, THEIRS) for one in book.follow(source))
        assert both == each == earned - held
