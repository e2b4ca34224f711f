"""HTTP of payments without a network: certificates, settlement, conflicts, the guarantee."""

import uuid
from collections.abc import Mapping
from typing import Any

from backend import clock
from backend.codes import base64url, certificate
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.identity import queries as identity
from backend.offline import authority, certificates, guarantee, queries, schemas, service
from backend.offline.guarantee import MoveOrder
from backend.offline.models import Status
from backend.offline.records import Outcome
from backend.web import throttle
from backend.web.api import Routes
from backend.web.caller import Caller, Place
from backend.web.guards import PUBLIC, role
from backend.web.problems import InvalidRequest

routes = Routes("offline")

MOST_BYTES_OF_A_QUEUE = 1024 * 1024
"""A thousand items have about 600 bytes each."""

CERTIFICATES = "24 per 1 day"

_MEMBER = role("member", at=communities.community_in)
_COUNTER = role("shop_owner", "shop_staff", at=communities.organisation_in)
_DESK = role("issuer", "treasurer", at=communities.community_in)


@routes.post(
    "/communities/<uuid:community_id>/certificates",
    guard=_MEMBER,
    body=schemas.CertificateWanted,
    returns=schemas.Certificate,
    status=201,
)
def give_certificate(
    community_id: uuid.UUID, body: schemas.CertificateWanted, caller: Caller
) -> schemas.Certificate:
    """A certificate with which the caller's phone can pay where nobody has a network."""
    throttle.limit("offline certificate", str(caller.person_id), CERTIFICATES)
    key_id = bytes.fromhex(body.key_id)
    given = service.give_certificate(community_id, caller.person_id, key_id)
    return schemas.Certificate(
        certificate=base64url.encode(certificate.encode(given.certificate)),
        allowance=given.certificate.allowance,
        expires_at=given.expires_at,
        serial=given.certificate.serial,
    )


@routes.get(
    "/communities/<uuid:community_id>/certificate-keys",
    guard=PUBLIC,
    returns=schemas.CertificateKeys,
)
def read_certificate_keys(community_id: uuid.UUID) -> schemas.CertificateKeys:
    """The keys that sign wallet certificates here."""
    return _certificate_keys(communities.community(community_id).id)


@routes.get(
    "/organisations/<uuid:organisation_id>/offline",
    guard=_COUNTER,
    returns=schemas.ShopCache,
)
def read_shop_cache(organisation_id: uuid.UUID, caller: Caller) -> schemas.ShopCache:
    """What the shop's phone keeps for when it has no network."""
    community = communities.community(communities.organisation(organisation_id).community_id)
    return schemas.ShopCache(
        rules=settings.offline_rules(community),
        certificate_keys=_certificate_keys(community.id),
        revoked=[key_id.hex() for key_id in certificates.not_to_accept(community.id)],
        now=clock.now(),
    )


@routes.post(
    "/organisations/<uuid:organisation_id>/offline-payments",
    guard=_COUNTER,
    body=schemas.Queue,
    returns=schemas.Results,
    most_bytes=MOST_BYTES_OF_A_QUEUE,
)
def settle_offline_payments(
    organisation_id: uuid.UUID, body: schemas.Queue, caller: Caller
) -> schemas.Results:
    """Book what the shop accepted without a network, oldest first, each exactly once."""
    items = [_item(one) for one in body.items]
    done = service.settle(organisation_id, items)
    return schemas.Results(results=[_result(outcome) for outcome in done])


@routes.get(
    "/organisations/<uuid:organisation_id>/offline-conflicts",
    guard=role("shop_owner", "shop_staff", "issuer", "treasurer", at=communities.organisation_in),
    query=schemas.ConflictQuery,
    returns=schemas.ConflictList,
)
def read_conflicts_of_shop(
    organisation_id: uuid.UUID, query: schemas.ConflictQuery, caller: Caller
) -> schemas.ConflictList:
    """What this shop accepted offline and was not simply paid."""
    return queries.of_shop(organisation_id, query.before, query.limit)


@routes.get(
    "/communities/<uuid:community_id>/my-offline-conflicts",
    guard=_MEMBER,
    query=schemas.ConflictQuery,
    returns=schemas.ConflictList,
)
def read_my_conflicts(
    community_id: uuid.UUID, query: schemas.ConflictQuery, caller: Caller
) -> schemas.ConflictList:
    """What the caller paid offline and had not enough coin for, or showed twice."""
    return queries.of_payer(community_id, caller.person_id, query.before, query.limit)


@routes.get(
    "/communities/<uuid:community_id>/offline-conflicts",
    guard=_DESK,
    query=schemas.ConflictQuery,
    returns=schemas.ConflictList,
)
def read_conflicts(
    community_id: uuid.UUID, query: schemas.ConflictQuery, caller: Caller
) -> schemas.ConflictList:
    """All conflicts of a community, with what is still owed."""
    return queries.of_community(community_id, query.before, query.limit)


@routes.post(
    "/offline-conflicts/<uuid:conflict_id>/waive",
    guard=role("issuer", at=queries.place_of_conflict_in, fresh=True),
    body=schemas.Waiver,
    returns=schemas.Conflict,
)
def waive_debt(conflict_id: uuid.UUID, body: schemas.Waiver, caller: Caller) -> schemas.Conflict:
    """Forgive what a payer still owes of a conflict."""
    service.waive(conflict_id, by=caller.person_id, why=body.why)
    return queries.one(conflict_id)


@routes.get("/communities/<uuid:community_id>/guarantee", guard=_DESK, returns=schemas.Guarantee)
def read_guarantee(community_id: uuid.UUID, caller: Caller) -> schemas.Guarantee:
    """How the guarantee account stands, and what was put into it."""
    return _guarantee(community_id)


def _community_in_body(touched: Mapping[str, Any]) -> Place:
    return Place(communities.community(touched["body"].community_id).id)


@routes.put(
    "/guarantee-moves/<uuid:move_id>",
    guard=role("issuer", at=_community_in_body, fresh=True),
    body=schemas.GuaranteeOrder,
    returns=schemas.Guarantee,
)
def move_guarantee(
    move_id: uuid.UUID, body: schemas.GuaranteeOrder, caller: Caller
) -> schemas.Guarantee:
    """Put coin into the guarantee account, or take it back out."""
    if body.amount == 0:
        raise InvalidRequest(fields=[{"path": "amount", "code": "amount_invalid"}])
    service.move_guarantee(
        MoveOrder(
            id=move_id,
            community_id=body.community_id,
            programme_id=body.programme_id,
            amount=body.amount,
            why=body.why,
            by=caller.person_id,
        )
    )
    return _guarantee(body.community_id)


def _certificate_keys(community_id: uuid.UUID) -> schemas.CertificateKeys:
    keys = [schemas.CertificateKey.model_validate(key) for key in authority.jwk_set(community_id)]
    return schemas.CertificateKeys(keys=keys)


def _item(given: schemas.AcceptedItem) -> service.Item:
    return service.Item(
        id=given.id,
        code=given.code,
        amount=given.amount,
        accepted_at=clock.from_millis(given.accepted_at * 1000),
        key_id=bytes.fromhex(given.key_id),
        signature=base64url.decode(given.signature),
    )


def _result(outcome: Outcome) -> schemas.Result:
    return schemas.Result(
        id=outcome.id,
        status=Status(outcome.status).value,
        code=outcome.code,
        amount=outcome.amount,
        received=outcome.received,
        covered=outcome.covered,
        payment=outcome.id if outcome.booked else None,
    )


def _guarantee(community_id: uuid.UUID) -> schemas.Guarantee:
    moves = guarantee.moves(community_id)
    names = identity.display_names({row.by for row in moves})
    shown = [
        schemas.GuaranteeMove(
            id=row.id, amount=row.amount, why=row.why, by_name=names.get(row.by, ""), at=row.at
        )
        for row in moves
    ]
    now = guarantee.standing(community_id)
    fields = {name: getattr(now, name) for name in now.__slots__}
    return schemas.Guarantee(**fields, moves=shown)
