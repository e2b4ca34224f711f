"""Neighbours who send coins and ask for them, and a table with a code in the bakery."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from backend import clock
from backend.codes import request
from backend.codes.request import PayeeKind, PaymentRequest
from backend.example.cast import COIN
from backend.example.neighbourhood import Neighbourhood
from backend.ids import new_id
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.sending import asking, paying
from backend.sending.asking import NewRequest
from backend.sending.paying import Order

_LIFE = {True: 365, False: 30}


@dataclass(frozen=True)
class Give:
    """Somebody scans a neighbour's code, so long before now, and sends ``amount`` minor units."""

    ago: timedelta
    who: str
    to: str
    amount: int
    words: str


@dataclass(frozen=True)
class Ask:
    """Somebody asks a neighbour (``of``), or a shop hangs up a code for many."""

    ago: timedelta
    who: str
    words: str
    amount: int = 0
    of: str = ""
    shop: str = ""


GivingEvent = Give | Ask


def events() -> Iterator[GivingEvent]:
    """What passes between neighbours leaves Samira with what she earned."""
    yield Give(timedelta(days=5, hours=-2), "youssef", "samira", 5 * COIN, "Voor het oppassen")
    yield Give(timedelta(days=4, hours=-8), "samira", "youssef", 5 * COIN, "Appeltaart, heerlijk!")
    yield Give(timedelta(days=3, hours=-6), "ayse", "truus", 4 * COIN, "Boodschappen gedaan")
    yield Ask(timedelta(days=6), "naima", "Tafel 4", shop="bakery")
    yield Ask(timedelta(days=1, hours=-5), "youssef", "Bloemen voor Truus", 3 * COIN, of="samira")


def happen(event: GivingEvent, here: Neighbourhood) -> None:
    """Do it as the app does. Nobody gives what they have not got: that is left out."""
    match event:
        case Give():
            _give(event, here)
        case Ask():
            _ask(event, here)


def _give(event: Give, here: Neighbourhood) -> None:
    payer = here.phones[event.who]
    wallet = ledger.wallet(here.community.id, payer.person_id)
    if ledger_queries.balance(wallet) < event.amount:
        return
    code = _signed(here, event.to, new_id(), 0, "", None)
    paying.pay(Order(new_id(), event.amount, event.words, code), payer.caller())


def _ask(event: Ask, here: Neighbourhood) -> None:
    request_id = new_id()
    shop = here.organisations[event.shop].id if event.shop else None
    code = _signed(here, event.who, request_id, event.amount, event.words, shop)
    asked_id = here.people[event.of] if event.of else None
    new = NewRequest(request_id, code, many=shop is not None, asked_id=asked_id)
    asking.register(new, here.phones[event.who].caller())


def _signed(
    here: Neighbourhood,
    who: str,
    request_id: uuid.UUID,
    amount: int,
    words: str,
    shop_id: uuid.UUID | None,
) -> str:
    phone, now = here.phones[who], clock.now()
    content = PaymentRequest(
        community=here.community.number,
        kind=PayeeKind.SHOP if shop_id else PayeeKind.MEMBER,
        payee_id=shop_id or phone.person_id,
        amount=amount,
        words=words,
        request_id=request_id,
        issued_at=int(now.timestamp()),
        expires_at=int((now + timedelta(days=_LIFE[shop_id is not None])).timestamp()),
        key_id=phone.key_id,
    )
    return request.sign(content, phone.private_key)
