"""What a request says, once it is sure who signed it: a code is read, verified and looked up."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from backend import clock
from backend.codes import request as requests
from backend.codes.errors import (
    CodeKeyRevoked,
    CodeKeyUnknown,
    CodeSignatureBad,
    CodeWrongCommunity,
)
from backend.codes.keys import load_public_key
from backend.codes.request import PayeeKind, PaymentRequest
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.errors import NotFound
from backend.identity import queries as identity
from backend.sending import rules
from backend.sending.errors import OwnRequest, PayeeLeft, RequestUnknown
from backend.sending.models import Request, RequestPayment
from backend.web.caller import Caller, Grant, Place

COUNTER_ROLES = frozenset({"shop_owner", "shop_staff", "coordinator"})
"""Who asks for an organisation, and sees what was paid."""


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid: a person or an organisation of the community."""

    kind: PayeeKind
    id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that holds; ``row`` is None for a "pay me" code that nobody registered."""

    community: CommunityFacts
    payee: Payee
    content: PaymentRequest
    standing: rules.Standing
    row: Request | None


def verified(
    code: str, now: datetime
) -> tuple[CommunityFacts, PaymentRequest, Request | None, uuid.UUID]:
    """Who asks for what, truly signed and in its window; and who holds the key that signed it.

    Raises, in the order of docs/codes.md, CodeUnreadable, CodeVersionUnknown,
    CodeWrongCommunity, CodeKeyUnknown, CodeKeyRevoked, CodeSignatureBad, RequestExpired,
    CodeFromFuture.
    """
    content = requests.read_unverified(code)
    community = _community(content.community)
    key = identity.device_key(content.key_id)
    if key is None:
        raise CodeKeyUnknown
    row = db.session.get(Request, content.request_id)
    if row is None and key.revoked_at is not None:
        raise CodeKeyRevoked
    requests.verify(code, load_public_key(key.public_key_spki), now=now)
    return community, content, row, key.person_id


def read(code: str, caller: Caller, now: datetime) -> Asked:
    """The request for somebody who may pay it: a member of its community, not its payee.

    Raises what ``verified`` does, CodeSignatureBad also for a key that is not the payee's,
    and RequestUnknown, OwnRequest, PayeeLeft.
    """
    community, content, row, signer = verified(code, now)
    if row is None and content.kind is PayeeKind.MEMBER and signer != content.payee_id:
        raise CodeSignatureBad
    if not caller.holds({"member"}, Place(community.id)):
        raise CodeWrongCommunity
    if row is None and not content.is_standing:
        raise RequestUnknown
    if row is not None and signed_part(row.code) != signed_part(code):
        raise RequestUnknown
    payee = Payee(content.kind, content.payee_id)
    check_payee(payee, community, caller)
    return Asked(community, payee, content, standing(row, content), row)


def check_payee(payee: Payee, community: CommunityFacts, caller: Caller) -> None:
    """Raise OwnRequest or PayeeLeft unless ``caller`` could pay them."""
    if payee.id == caller.person_id:
        raise OwnRequest
    if payee.kind is PayeeKind.MEMBER and not is_member(payee.id, community.id):
        raise PayeeLeft


def is_member(person_id: uuid.UUID, community_id: uuid.UUID) -> bool:
    """Whether the person takes part in the community now."""
    return Grant("member", Place(community_id)) in communities.grants_of(person_id)


def standing(row: Request | None, content: PaymentRequest) -> rules.Standing:
    """The request as the rules see it."""
    if row is None:
        expires_at = clock.from_millis(content.expires_at * 1000)
        return rules.Standing(0, many=True, payments=0, cancelled=False, expires_at=expires_at)
    return standing_of(row, payments_of(row.id))


def standing_of(row: Request, payments: int) -> rules.Standing:
    """A registered request with the number of its payments."""
    return rules.Standing(
        amount=row.amount,
        many=row.many,
        payments=payments,
        cancelled=row.cancelled_at is not None,
        expires_at=row.expires_at,
        declined=row.declined_at is not None,
    )


def payments_of(request_id: uuid.UUID) -> int:
    """How often the request was paid; the next payment has the next number."""
    return db.session.execute(
        select(func.coalesce(func.max(RequestPayment.number), 0)).where(
            RequestPayment.request_id == request_id
        )
    ).scalar_one()


def signed_part(code: str) -> str:
    """What was signed: one content can have many signatures, and only the content counts."""
    return code.rpartition(".")[0]


def _community(number: int) -> CommunityFacts:
    try:
        return communities.community_by_number(number)
    except NotFound:
        raise CodeWrongCommunity from None
