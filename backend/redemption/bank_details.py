"""Use cases: bank accounts of organisations and of the community, sealed, with their history."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.communities.queries import OrganisationFacts
from backend.db import db, unit_of_work
from backend.ids import new_id
from backend.notices import service as notices
from backend.redemption import sepa
from backend.redemption.models import BankDetails
from backend.redemption.sealing import seal, unseal
from backend.web.caller import Place

_KEEPERS = {"shop": ("shop_owner",), "municipality": ("shop_owner", "coordinator")}


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where money goes to; never logged."""

    id: uuid.UUID
    iban: str = field(repr=False)
    holder: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Version:
    """That somebody set bank details, and when."""

    id: uuid.UUID
    last4: str
    set_by: uuid.UUID
    set_at: datetime


@unit_of_work
def set_for_organisation(organisation_id: uuid.UUID, iban: str, holder: str, by: uuid.UUID) -> None:
    """Pay this organisation on another account from now on; its people and treasurers are told.

    A settlement that was gathered before keeps the account it was gathered with. Raises
    IbanInvalid, HolderInvalid.
    """
    organisation = communities.organisation(organisation_id)
    if _set(organisation.community_id, organisation.id, iban, holder, by):
        told = [*people_of(organisation), *treasurers(organisation.community_id)]
        _tell(told, organisation.community_id, organisation.name, iban)


@unit_of_work
def set_for_community(community_id: uuid.UUID, iban: str, holder: str, by: uuid.UUID) -> None:
    """Pay from this account of the community's own from now on; all treasurers are told.

    Raises IbanInvalid, HolderInvalid.
    """
    if _set(community_id, community_id, iban, holder, by):
        name = communities.community(community_id).name
        _tell(treasurers(community_id), community_id, name, iban)


def current(owner_id: uuid.UUID) -> Version | None:
    """What holds now for an organisation or a community, without opening it."""
    versions = history(owner_id)
    return versions[0] if versions else None


def history(owner_id: uuid.UUID) -> list[Version]:
    """Every time that the details were set, newest first."""
    rows = db.session.execute(
        select(BankDetails.id, BankDetails.last4, BankDetails.set_by, BankDetails.set_at)
        .where(BankDetails.owner_id == owner_id)
        .order_by(BankDetails.set_at.desc(), BankDetails.id.desc())
    )
    return [Version(*row) for row in rows]


def opened(details_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, BankAccount]:
    """The accounts themselves, for the bank file and those who may see them in full.

    Raises BankDetailsUnreadable when the secret behind them is gone.
    """
    rows = db.session.scalars(select(BankDetails).where(BankDetails.id.in_(set(details_ids))))
    return {row.id: _open(row) for row in rows}


def keepers(kind: str) -> tuple[str, ...]:
    """The roles that answer for the money of an organisation of ``kind``."""
    return _KEEPERS.get(kind, ("coordinator",))


def people_of(organisation: OrganisationFacts) -> list[uuid.UUID]:
    """Who answers for an organisation's money."""
    return [
        holder.person_id
        for role in keepers(organisation.kind)
        for holder in communities.holders(role, organisation.place)
    ]


def treasurers(community_id: uuid.UUID) -> list[uuid.UUID]:
    """The community's treasurers."""
    return [one.person_id for one in communities.holders("treasurer", Place(community_id))]


def _set(
    community_id: uuid.UUID, owner_id: uuid.UUID, iban: str, holder: str, by: uuid.UUID
) -> bool:
    number, name = sepa.check_iban(iban), sepa.check_holder(holder)
    before = current(owner_id)
    if before is not None:
        found = opened([before.id])[before.id]
        if (found.iban, found.holder) == (number, name):
            return False
    details_id = new_id()
    plain = json.dumps({"iban": number, "holder": name}).encode()
    db.session.add(
        BankDetails(
            id=details_id,
            community_id=community_id,
            owner_id=owner_id,
            sealed=seal(plain, binding(owner_id, details_id)),
            last4=number[-4:],
            set_by=by,
            set_at=clock.now(),
        )
    )
    db.session.flush()
    return True


def _open(row: BankDetails) -> BankAccount:
    plain = json.loads(unseal(row.sealed, binding(row.owner_id, row.id)))
    return BankAccount(row.id, plain["iban"], plain["holder"])


def binding(owner_id: uuid.UUID, details_id: uuid.UUID) -> bytes:
    """What bank details are sealed to."""
    return b"bank details/" + owner_id.bytes + details_id.bytes


def _tell(people: Sequence[uuid.UUID], community_id: uuid.UUID, name: str, iban: str) -> None:
    last4 = sepa.check_iban(iban)[-4:]
    notices.tell(people, community_id, "bank_details_changed", organisation=name, last4=last4)
