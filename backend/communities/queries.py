"""Reads of neighbourhoods, organisations and roles, for this feature's routes and for the others.

Facts of a community and of an organisation are kept in memory. By default they are checked
against the database's stamps first; a hot path asks with ``vouched=True``, passes ``.stamps`` to
the batch that it writes, and calls ``forget`` when that batch is refused as stale.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import select

from backend.communities.facts import (
    Appointment,
    CommunityFacts,
    CurrencyFacts,
    Holder,
    OrganisationFacts,
    SettingFacts,
)
from backend.communities.models import Community, Currency, Membership, Organisation, Setting
from backend.communities.schemas import CommunityBrief, OrganisationBrief
from backend.db import FactCache, Stamp, db, in_unit_of_work, matching, read_stamps
from backend.errors import NotFound
from backend.web.caller import Grant, Place

__all__ = [
    "Appointment",
    "CommunityBrief",
    "CommunityFacts",
    "OrganisationBrief",
    "OrganisationFacts",
    "appointments",
    "brief",
    "closed_organisations",
    "communities",
    "community",
    "community_by_number",
    "community_in",
    "forget",
    "grants_of",
    "holders",
    "organisation",
    "organisation_brief",
    "organisation_in",
    "organisation_names",
    "organisations",
    "place_of_organisation",
    "staff",
    "times_held",
    "who_hold",
]

F = TypeVar("F", CommunityFacts, OrganisationFacts)


class _Kept:
    """What one application instance keeps in memory."""

    def __init__(self) -> None:
        self.communities: FactCache[uuid.UUID, CommunityFacts] = FactCache(1_000)
        self.organisations: FactCache[uuid.UUID, OrganisationFacts] = FactCache(20_000)
        self.ids_by_number: FactCache[int, uuid.UUID] = FactCache(1_000)


def _memory() -> _Kept:
    kept: _Kept | None = current_app.extensions.get("communities")
    return kept or current_app.extensions.setdefault("communities", _Kept())


def community(community_id: uuid.UUID, *, vouched: bool = False) -> CommunityFacts:
    """The community, its currency and its settings. Raises NotFound."""
    return _kept(_memory().communities, community_id, _load_community, vouched)


def community_by_number(number: int, *, vouched: bool = False) -> CommunityFacts:
    """The community whose payment codes carry ``number``. Raises NotFound."""
    return community(_memory().ids_by_number.get(number, lambda: _id_of(number)), vouched=vouched)


def communities() -> list[CommunityFacts]:
    """Every community here, by name."""
    ids = db.session.scalars(select(Community.id).order_by(Community.name, Community.id))
    return [community(community_id) for community_id in ids.all()]


def organisation(organisation_id: uuid.UUID, *, vouched: bool = False) -> OrganisationFacts:
    """The organisation. Raises NotFound."""
    return _kept(_memory().organisations, organisation_id, _load_organisation, vouched)


def organisations(community_id: uuid.UUID) -> list[OrganisationFacts]:
    """The organisations of a community, by name."""
    ids = db.session.scalars(
        select(Organisation.id)
        .where(Organisation.community_id == community_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [organisation(organisation_id) for organisation_id in ids.all()]


def closed_organisations(community_id: uuid.UUID) -> list[uuid.UUID]:
    """The organisations of a community that do not take part at present."""
    return list(
        db.session.scalars(
            select(Organisation.id).where(
                Organisation.community_id == community_id, Organisation.status != "open"
            )
        )
    )


def organisation_names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, OrganisationBrief]:
    """These organisations in short, in one query; unknown ids are left out."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name, Organisation.kind).where(
            Organisation.id.in_(set(ids))
        )
    )
    return {row.id: OrganisationBrief.model_validate(row) for row in rows}


def forget(*ids: uuid.UUID) -> None:
    """Drop what is kept of these communities and organisations, after ``StaleFacts``."""
    for scope in ids:
        _memory().communities.drop(scope)
        _memory().organisations.drop(scope)


def brief(facts: CommunityFacts) -> CommunityBrief:
    """The community in short, as every feature's answers show it."""
    return CommunityBrief.model_validate(facts)


def organisation_brief(facts: OrganisationFacts) -> OrganisationBrief:
    """The organisation in short, as every feature's answers show it."""
    return OrganisationBrief.model_validate(facts)


def place_of_organisation(organisation_id: uuid.UUID) -> Place:
    """Where the roles of an organisation are held. Raises NotFound."""
    return organisation(organisation_id).place


def community_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the community named by the path argument ``community_id``."""
    return Place(community(touched["community_id"]).id)


def organisation_in(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation named by the path argument ``organisation_id``."""
    return place_of_organisation(touched["organisation_id"])


def grants_of(person_id: uuid.UUID) -> tuple[Grant, ...]:
    """The roles that a person holds now, oldest first."""
    rows = db.session.execute(
        select(Membership.role, Membership.community_id, Membership.organisation_id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(Membership.since, Membership.id)
    )
    return tuple(Grant(row.role, Place(row.community_id, row.organisation_id)) for row in rows)


def times_held(
    person_id: uuid.UUID, roles: Collection[str], place: Place
) -> list[tuple[datetime, datetime | None]]:
    """From when until when (None: still) a person held one of ``roles`` at ``place``."""
    held = select(Membership.since, Membership.until).where(
        Membership.person_id == person_id,
        Membership.role.in_(roles),
        Membership.community_id == place.community_id,
        Membership.organisation_id == place.organisation_id,
    )
    return [(row.since, row.until) for row in db.session.execute(held)]


def staff(organisation_id: uuid.UUID) -> list[Holder]:
    """Who holds a role at an organisation now, longest first."""
    return _holders(Membership.organisation_id == organisation_id)


def holders(role: str, place: Place) -> list[Holder]:
    """Who holds ``role`` at ``place`` now, longest first."""
    return _holders(
        Membership.role == role,
        Membership.community_id == place.community_id,
        Membership.organisation_id == place.organisation_id
        if place.organisation_id
        else Membership.organisation_id.is_(None),
    )


def who_hold(role: str, place: Place, person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some people who hold ``role`` at ``place``, a whole community, now."""
    holding = select(Membership.person_id).where(
        Membership.role == role,
        Membership.community_id == place.community_id,
        Membership.organisation_id.is_(None),
        Membership.until.is_(None),
    )
    asked = [(person_id,) for person_id in person_ids]
    return set(db.session.scalars(matching(holding, (Membership.person_id,), asked)))


def appointments(community_id: uuid.UUID) -> list[Appointment]:
    """Every role but membership that was ever given in a community, and by whom, oldest first."""
    rows = db.session.execute(
        select(Membership)
        .where(Membership.community_id == community_id, Membership.role != "member")
        .order_by(Membership.since, Membership.id)
    ).scalars()
    return [
        Appointment(row.person_id, row.role, row.since, row.granted_by, row.until is None)
        for row in rows
    ]


def _holders(*conditions: Any) -> list[Holder]:
    rows = db.session.execute(
        select(Membership.person_id, Membership.role, Membership.since)
        .where(Membership.until.is_(None), *conditions)
        .order_by(Membership.since, Membership.id)
    )
    return [Holder(row.person_id, row.role, row.since) for row in rows]


def _kept(
    cache: FactCache[uuid.UUID, F],
    key: uuid.UUID,
    load: Callable[[uuid.UUID, tuple[Stamp, ...]], F],
    vouched: bool,
) -> F:
    if in_unit_of_work():
        # What this unit sees may yet be rolled back, so nobody else may be told.
        stamps, known = read_stamps([key]), cache.peek(key)
        return known if known and known.stamps == stamps else load(key, stamps)
    facts = cache.get(key, lambda: load(key, read_stamps([key])))
    if vouched or read_stamps([key]) == facts.stamps:
        return facts
    cache.drop(key)
    return cache.get(key, lambda: load(key, read_stamps([key])))


def _id_of(number: int) -> uuid.UUID:
    found = db.session.scalar(select(Community.id).where(Community.number == number))
    if found is None:
        raise NotFound
    return found


def _load_community(community_id: uuid.UUID, stamps: tuple[Stamp, ...]) -> CommunityFacts:
    row = db.session.execute(
        select(Community, Currency).join(Currency).where(Community.id == community_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    found, currency = row
    return CommunityFacts(
        id=found.id,
        number=found.number,
        slug=found.slug,
        name=found.name,
        languages=tuple(found.languages),
        timezone=found.timezone,
        currency=CurrencyFacts(
            currency.id, currency.name, currency.plural, currency.symbol, currency.decimals
        ),
        settings=_load_settings(community_id),
        created_at=found.created_at,
        stamps=stamps,
    )


def _load_settings(community_id: uuid.UUID) -> tuple[SettingFacts, ...]:
    rows = db.session.scalars(
        select(Setting)
        .where(Setting.community_id == community_id)
        .order_by(Setting.valid_from, Setting.created_at, Setting.id)
    )
    return tuple(
        SettingFacts(row.key, row.value, row.valid_from, row.set_by, row.why, row.created_at)
        for row in rows
    )


def _load_organisation(organisation_id: uuid.UUID, stamps: tuple[Stamp, ...]) -> OrganisationFacts:
    row = db.session.get(Organisation, organisation_id, populate_existing=True)
    if row is None:
        raise NotFound
    return OrganisationFacts(
        row.id, row.community_id, row.name, row.kind, row.category, row.status,
        row.coin_share, stamps,
    )  # fmt: skip
