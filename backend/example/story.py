"""What happened in the example's past weeks: who earned what, who paid where. Plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from backend.example import giving, payouts
from backend.example.cast import COIN, RESIDENTS
from backend.example.giving import GivingEvent
from backend.example.payouts import PayoutEvent

DAYS = 27
"""How many days back the first claim is."""

OTHERS = tuple(actor.key for actor in RESIDENTS if actor.key != "samira")
_JOBS = ("porch", "cooking", "plants", "coffee", "cycling", "porch", "homework")
_MINUTES = {"cooking": (60, 90, 120, 150), "coffee": (60, 120, 90), "homework": (60, 90)}
_AMOUNTS = (450, 600, 1250, 325, 800, 1500, 275, 2000, 950)
_ABOVE_LIMIT = 4_500


@dataclass(frozen=True)
class Earn:
    """Somebody scans a poster, so long before now."""

    ago: timedelta
    who: str
    job: str
    minutes: int | None = None


@dataclass(frozen=True)
class Pay:
    """Somebody pays a shop ``amount`` minor units; the shop may give some of it back."""

    ago: timedelta
    who: str
    shop: str
    amount: int
    refund: int = 0


@dataclass(frozen=True)
class Decide:
    """The coordinator goes through the queue; claims of ``declines`` are declined."""

    ago: timedelta
    declines: str = ""


Event = Earn | Pay | Decide | PayoutEvent | GivingEvent


def events() -> list[Event]:
    """Everything that happened, oldest first."""
    told = [*_samira(), *_neighbours(), *_queue(), *_today(), *payouts.events(), *giving.events()]
    return sorted(told, key=lambda event: -event.ago)


def _samira() -> Iterator[Event]:
    """The resident whom a visitor steps into: she ends with 142 coins."""
    yield Earn(_days(25, 9), "samira", "cycling")
    yield Earn(_days(23, 4), "samira", "porch")
    yield Pay(_days(22, 6), "samira", "bakery", 12 * COIN + COIN // 2)
    yield Earn(_days(19, 5), "samira", "plants")
    yield Earn(_days(16, 4), "samira", "porch")
    yield Pay(_days(15, 7), "samira", "bikes", 18 * COIN)
    yield Earn(_days(12, 3), "samira", "coffee", 90)
    yield Pay(_days(11, 8), "samira", "bakery", 7 * COIN + COIN // 2)
    yield Earn(_days(9, 2), "samira", "cycling")
    yield Earn(_days(7, 5), "samira", "porch")
    yield Pay(_days(6, 4), "samira", "bakery", 20 * COIN)
    yield Earn(_days(4, 6), "samira", "plants")
    yield Pay(_days(3, 3), "samira", "bikes", 24 * COIN)
    yield Earn(_days(1, 3), "samira", "porch")
    yield Pay(timedelta(minutes=47), "samira", "bakery", 6 * COIN)


def _neighbours() -> Iterator[Event]:
    for day in range(DAYS, 0, -1):
        for turn in range(2 + day % 2):
            who = OTHERS[(day * 5 + turn * 7) % len(OTHERS)]
            job = _JOBS[(day + turn * 3) % len(_JOBS)]
            choices = _MINUTES.get(job)
            minutes = choices[day % len(choices)] if choices else None
            yield Earn(_days(day, 2 + turn), who, job, minutes)
        for turn in range(1 + day % 3):
            who = OTHERS[(day * 3 + turn * 4) % len(OTHERS)]
            shop = "bikes" if (day + turn) % 4 == 0 else "bakery"
            amount = _AMOUNTS[(day * 2 + turn) % len(_AMOUNTS)]
            refund = amount // 2 if day == 8 and turn == 0 else 0
            yield Pay(_days(day, 5 + turn), who, shop, amount, refund)
    yield Pay(_days(2, 8), "truus", "bikes", _ABOVE_LIMIT)


def _queue() -> Iterator[Event]:
    for day in range(DAYS - 1, 1, -3):
        yield Decide(_days(day, 9), declines="grace" if day == 11 else "")
    yield Earn(_days(0, 20), "youssef", "cooking", 120)
    yield Earn(_days(0, 7), "grace", "homework", 60)
    yield Earn(_days(0, 5), "piet", "cooking", 90)


def _today() -> Iterator[Event]:
    yield Pay(timedelta(minutes=190), "ayse", "bakery", 1_250)
    yield Pay(timedelta(minutes=155), "willem", "bakery", 800)
    yield Pay(timedelta(minutes=120), "rachida", "bikes", 1_500)
    yield Pay(timedelta(minutes=95), "mohamed", "bakery", 450)
    yield Earn(timedelta(minutes=80), "elif", "playground")
    yield Earn(timedelta(minutes=20), "fatma", "playground")


def _days(days: int, hours: int) -> timedelta:
    """So many whole days before now, and ``hours`` later that day."""
    return timedelta(days=days) + (timedelta(hours=-hours) if days else timedelta(hours=hours))
