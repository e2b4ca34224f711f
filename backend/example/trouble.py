"""What goes wrong in the example: complaints that wait for three different people, and a helper."""

import uuid

from sqlalchemy import select

from backend.db import db
from backend.disputes import service as disputes
from backend.disputes.service import Complaint
from backend.example.cast import COIN
from backend.example.neighbourhood import Neighbourhood
from backend.ids import new_id
from backend.payments.models import Payment, Status
from backend.rescue import helpers


def come(here: Neighbourhood) -> None:
    """Let a shop, a resident and an issuer each find one that waits, and Samira a helper."""
    joost, samira = here.people["joost"], here.people["samira"]
    _complain(*_last(here, "bakery"), "Er zat maar één brood in de tas.")
    mine = _complain(*_last(here, "bikes", samira), "De band is weer plat.", 6 * COIN)
    disputes.answer(mine, joost, "Kom langs, dan plak ik hem nog een keer.", 0)
    payment_id, neighbour = _last(here, "bikes")
    theirs = _complain(payment_id, neighbour, "Ik betaalde twee keer voor dezelfde lamp.")
    disputes.answer(theirs, joost, "Ik zie maar één lamp op de bon.", 0)
    disputes.ask(theirs, neighbour, "Op de bon staat het bedrag dubbel.")
    offer = helpers.offer(here.community.id, samira)
    helpers.accept(offer.token, here.phones["fatma"].caller())


def _last(
    here: Neighbourhood, shop: str, payer: uuid.UUID | None = None
) -> tuple[uuid.UUID, uuid.UUID]:
    """The newest payment at a shop, by somebody or by any neighbour but Samira; and who paid."""
    samira = here.people["samira"]
    by = Payment.payer_id == payer if payer else Payment.payer_id != samira
    row = db.session.execute(
        select(Payment.id, Payment.payer_id)
        .where(
            by,
            Payment.shop_id == here.organisations[shop].id,
            Payment.status == Status.PAID.value,
            Payment.refunded == 0,
        )
        .order_by(Payment.at.desc())
        .limit(1)
    ).one()
    return row.id, row.payer_id


def _complain(
    payment_id: uuid.UUID, payer_id: uuid.UUID, words: str, amount: int | None = None
) -> uuid.UUID:
    given = Complaint(new_id(), payment_id, payer_id, amount, words)
    return disputes.open_dispute(given).id
