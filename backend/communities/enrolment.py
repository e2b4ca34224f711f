"""Use cases: enrolment links. One use, seven days, one role at one place; kept as a hash only."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field

from sqlalchemy import Select, select, update

from backend import clock
from backend.communities import queries, rules
from backend.communities.errors import LinkUnknown, LinkVoid
from backend.communities.facts import LinkFacts
from backend.communities.models import EnrolmentLink
from backend.communities.roles import check_place, grant
from backend.db import db, unit_of_work
from backend.ids import new_id
from backend.web.caller import Place

TOKEN_BYTES = 24
"""192 bits: nobody guesses one, and a printed QR stays small."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was just made; ``token`` exists nowhere else."""

    facts: LinkFacts
    token: str = field(repr=False)


@unit_of_work
def invite(role: str, place: Place, by: uuid.UUID | None) -> NewLink:
    """Make a link that gives whoever uses it first ``role`` at ``place``.

    ``by`` is None for the command line. Raises NotFound, RoleNotHere.
    """
    check_place(role, place)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    link = EnrolmentLink(
        id=new_id(),
        token_hash=_hash(token),
        community_id=place.community_id,
        organisation_id=place.organisation_id,
        role=role,
        issued_by=by,
        issued_at=now,
        expires_at=now + rules.LINK_LIFE,
    )
    db.session.add(link)
    return NewLink(_facts(link), token)


def look(token: str) -> LinkFacts:
    """What an unused link offers. Raises LinkUnknown, LinkUsed, LinkExpired, LinkVoid."""
    link = db.session.scalar(_by_token(token))
    return _usable(link)


def look_at(link_id: uuid.UUID) -> LinkFacts:
    """The same as ``look``, by the link's id."""
    return _usable(db.session.get(EnrolmentLink, link_id, populate_existing=True))


@unit_of_work
def accept(token: str, person_id: uuid.UUID) -> LinkFacts:
    """Give the person what the link offers, once. Raises as ``look`` does."""
    link = db.session.scalar(_by_token(token).with_for_update())
    return _use(link, person_id)


@unit_of_work
def accept_by_id(link_id: uuid.UUID, person_id: uuid.UUID) -> LinkFacts:
    """The same as ``accept``, for a caller that proved earlier to hold the token."""
    wanted = select(EnrolmentLink).where(EnrolmentLink.id == link_id).with_for_update()
    return _use(db.session.scalar(wanted.execution_options(populate_existing=True)), person_id)


@unit_of_work
def void_links() -> int:
    """Let every link that was not used yet come to its end now; says how many."""
    now = clock.now()
    open_links = EnrolmentLink.used_at.is_(None) & (EnrolmentLink.expires_at > now)
    voided = db.session.execute(
        update(EnrolmentLink).where(open_links).values(expires_at=now).returning(EnrolmentLink.id),
        execution_options={"synchronize_session": False},
    )
    return len(voided.all())


def _use(link: EnrolmentLink | None, person_id: uuid.UUID) -> LinkFacts:
    facts = _usable(link)
    assert link is not None  # noqa: S101 - narrows the type: _usable raised otherwise
    link.used_at = clock.now()
    link.used_by = person_id
    grant(person_id, facts.role, facts.place, by=link.issued_by)
    return facts


def _usable(link: EnrolmentLink | None) -> LinkFacts:
    if link is None:
        raise LinkUnknown
    rules.check_link(link.expires_at, link.used_at, clock.now())
    facts = _facts(link)
    # Who was dismissed gives nothing any more, also by what was made before.
    if link.issued_by is not None and not _may_give(link.issued_by, facts):
        raise LinkVoid
    return facts


def _may_give(person_id: uuid.UUID, facts: LinkFacts) -> bool:
    wanted = rules.may_give(facts.role)
    return any(
        grant.role in wanted
        and grant.place.community_id == facts.place.community_id
        and grant.place.organisation_id in {None, facts.place.organisation_id}
        for grant in queries.grants_of(person_id)
    )


def _facts(link: EnrolmentLink) -> LinkFacts:
    place = Place(link.community_id, link.organisation_id)
    return LinkFacts(link.id, place, link.role, link.expires_at)


def _by_token(token: str) -> Select[EnrolmentLink]:
    return (
        select(EnrolmentLink)
        .where(EnrolmentLink.token_hash == _hash(token))
        .execution_options(populate_existing=True)
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
