"""The people with whom a member exchanged coin: by name, newest first, and nobody else."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select, union_all

from backend import clock
from backend.db import db, unit_of_work
from backend.identity import queries as identity
from backend.sending import reading, rules
from backend.sending.errors import ContactUnknown
from backend.sending.models import HiddenContact, Send

MOST = 30


@dataclass(frozen=True, slots=True)
class Contact:
    """A member, and when coin last passed between the two."""

    person_id: uuid.UUID
    name: str
    last_at: datetime
    hidden: bool


def of(person_id: uuid.UUID, community_id: uuid.UUID) -> list[Contact]:
    """The newest contacts of a member who still take part, hidden ones last."""
    since = clock.now() - rules.REMEMBERED
    out = select(Send.payee_id.label("other"), Send.at.label("at")).where(
        Send.payer_id == person_id, Send.community_id == community_id, Send.at >= since
    )
    back = select(Send.payer_id.label("other"), Send.at.label("at")).where(
        Send.payee_id == person_id, Send.community_id == community_id, Send.at >= since
    )
    both = union_all(out, back).subquery()
    last = func.max(both.c.at).label("last_at")
    rows = db.session.execute(
        select(both.c.other, last).group_by(both.c.other).order_by(last.desc()).limit(MOST)
    ).all()
    others = {row.other for row in rows}
    hidden = set(
        db.session.scalars(
            select(HiddenContact.other_id).where(
                HiddenContact.person_id == person_id, HiddenContact.other_id.in_(others)
            )
        )
    )
    names = identity.display_names(others)
    found = [
        Contact(row.other, names[row.other], row.last_at, row.other in hidden)
        for row in rows
        if row.other in names and reading.is_member(row.other, community_id)
    ]
    return sorted(found, key=lambda contact: contact.hidden)


def require(person_id: uuid.UUID, other_id: uuid.UUID, community_id: uuid.UUID) -> None:
    """Raise ContactUnknown unless coin passed between the two, and the other did not hide them."""
    pair = exists().where(
        Send.community_id == community_id,
        Send.payer_id.in_((person_id, other_id)),
        Send.payee_id.in_((person_id, other_id)),
    )
    if not db.session.execute(select(pair)).scalar() or hides(other_id, person_id):
        raise ContactUnknown


def hides(person_id: uuid.UUID, other_id: uuid.UUID) -> bool:
    """Whether a member does not want to see another one."""
    return db.session.get(HiddenContact, (person_id, other_id)) is not None


@unit_of_work
def hide(person_id: uuid.UUID, other_id: uuid.UUID) -> None:
    """Leave somebody out of the contacts: they can ask for nothing any more."""
    if identity.display_names([other_id]) and not hides(person_id, other_id):
        db.session.add(HiddenContact(person_id=person_id, other_id=other_id, at=clock.now()))


@unit_of_work
def show(person_id: uuid.UUID, other_id: uuid.UUID) -> None:
    """Let somebody who was hidden be a contact again."""
    db.session.execute(
        delete(HiddenContact).where(
            HiddenContact.person_id == person_id, HiddenContact.other_id == other_id
        )
    )
