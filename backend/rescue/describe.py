"""Helpers, blocks and recoveries as the API shows them."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from backend import clock
from backend.codes import text_code
from backend.communities import queries as communities
from backend.db import db
from backend.identity import queries as people
from backend.rescue import helpers, recovering, rules, schemas
from backend.rescue.models import Block, Recovery, TrustedHelper
from backend.web.caller import Place

_EVENTS = 20
_NAMES_AT_ONCE = 5_000
_MOST_FOUND = 20


def helper_list(community_id: uuid.UUID, person_id: uuid.UUID) -> schemas.HelperList:
    """A person's helpers, those whom they help, and what was ever stopped of theirs."""
    mine = helpers.of_member(community_id, person_id)
    theirs = helpers.of_helper(community_id, person_id)
    names = people.display_names(
        {one.helper_id for one in mine if one.helper_id} | {one.member_id for one in theirs}
    )
    return schemas.HelperList(
        most=rules.MOST_HELPERS,
        helpers=[_helper(row, row.helper_id, names) for row in mine],
        helping=[_helper(row, row.member_id, names) for row in theirs],
        events=_events(person_id),
    )


def blocked(row: Block) -> schemas.Blocked:
    """What was stopped."""
    return schemas.Blocked.model_validate(row)


def namesakes(community_id: uuid.UUID, name: str) -> schemas.FoundList:
    """Everybody in a community with this name, however it is capitalised."""
    community = communities.community(community_id)
    since = {one.person_id: one.since for one in communities.holders("member", Place(community_id))}
    wanted = _plain(name)
    names = {person: said for person, said in _names(list(since)).items() if _plain(said) == wanted}
    trusted = {
        one.person_id
        for one in communities.appointments(community_id)
        if one.held and one.role in rules.TRUSTED
    }
    found = sorted(names, key=lambda person: since[person])[:_MOST_FOUND]
    return schemas.FoundList(
        people=[
            schemas.Found(
                person_id=person,
                display_name=names[person],
                member_since=community.day(since[person]),
                trusted=person in trusted,
            )
            for person in found
        ]
    )


def recovery(row: Recovery, seen_by: uuid.UUID, *, with_slip: bool) -> schemas.Recovery:
    """One recovery."""
    return recoveries([row], seen_by, with_slip=with_slip)[0]


def recoveries(
    rows: Iterable[Recovery], seen_by: uuid.UUID, *, with_slip: bool
) -> list[schemas.Recovery]:
    """Several, with the names of those who take part."""
    every = list(rows)
    now = clock.now()
    names = people.display_names(_everybody_in(every))
    places = communities.organisation_names({row.organisation_id for row in every})
    return [
        schemas.Recovery(
            id=row.id,
            organisation=places[row.organisation_id],
            person_name=names[row.person_id],
            trusted=row.trusted,
            at_once=not row.trusted,
            reason=row.reason,
            slip=text_code.show(row.slip) if with_slip else None,
            started_by_name=names[row.started_by],
            mine=row.started_by == seen_by,
            started_at=row.started_at,
            opens_at=row.opens_at,
            ends_at=row.ends_at,
            agreed_by_name=names[row.agreed_by] if row.agreed_by else None,
            agreed_at=row.agreed_at,
            ended_at=None if recovering.is_under_way(row, now) else row.ended_at or row.ends_at,
            ended_how=recovering.how_ended(row, now),  # type: ignore[arg-type]
        )
        for row in every
    ]


def _everybody_in(rows: Sequence[Recovery]) -> set[uuid.UUID]:
    met = {person for row in rows for person in (row.person_id, row.started_by, row.agreed_by)}
    return {person for person in met if person is not None}


def _helper(
    row: TrustedHelper, other: uuid.UUID | None, names: dict[uuid.UUID, str]
) -> schemas.Helper:
    waits = row.accepted_at is None
    return schemas.Helper(
        id=row.id,
        person_id=other,
        name=names.get(other) if other else None,
        since=row.accepted_at,
        offer_ends_at=row.offer_ends_at if waits else None,
    )


def _events(person_id: uuid.UUID) -> list[schemas.Event]:
    rows = db.session.scalars(
        select(Block)
        .where(Block.person_id == person_id)
        .order_by(Block.at.desc(), Block.id.desc())
        .limit(_EVENTS)
    ).all()
    names = people.display_names({row.by_person for row in rows if row.by_person})
    return [
        schemas.Event.model_validate(
            {
                **{
                    field: getattr(row, field)
                    for field in ("at", "how", "sessions", "device_keys", "passkeys", "cards")
                },
                "by_name": names.get(row.by_person) if row.by_person else None,
            }
        )
        for row in rows
    ]


def _names(person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    found: dict[uuid.UUID, str] = {}
    for start in range(0, len(person_ids), _NAMES_AT_ONCE):
        found |= people.display_names(person_ids[start : start + _NAMES_AT_ONCE])
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def link_look(row: Recovery) -> schemas.LinkLook:
    """Whose account a link opens, and until when."""
    ends: datetime = row.link_ends_at or row.ends_at
    community = communities.community(row.community_id)
    name = people.display_names([row.person_id])[row.person_id]
    return schemas.LinkLook(
        community=communities.brief(community), display_name=name, expires_at=ends
    )
