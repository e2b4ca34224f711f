"""HTTP of recovery in person: who begins it, who agrees, the new phone, and the member's veto."""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Response, current_app

from backend import clock
from backend.communities import queries as communities
from backend.errors import NotFound
from backend.identity import service as identity
from backend.identity.service import CeremonyOptions, Tokens
from backend.rescue import blocking, describe, recovering, returning, schemas
from backend.web.api import Reply, Routes
from backend.web.caller import Caller, Place
from backend.web.guards import FRESH, PUBLIC, SIGNED_IN, role
from backend.web.schemas import Nothing
from backend.web.throttle import limit

routes = Routes("rescue")

RECOVERY_PATH = "/recover"
_FIND_RULE = "30 per hour"
_SHOWN_FOR = timedelta(days=90)


def organisation_in_body(touched: Mapping[str, Any]) -> Place:
    """For guards: the organisation that the body names."""
    return communities.place_of_organisation(touched["body"].organisation_id)


@routes.post(
    "/organisations/<uuid:organisation_id>/people/find",
    guard=role("coordinator", at=communities.organisation_in, fresh=True),
    body=schemas.WhoIsMeant,
    returns=schemas.FoundList,
)
def find_person(
    organisation_id: uuid.UUID, body: schemas.WhoIsMeant, caller: Caller
) -> schemas.FoundList:
    """Who of the neighbourhood carries exactly this name, for somebody who stands at the desk."""
    limit("find_person", str(caller.person_id), _FIND_RULE)
    place = communities.place_of_organisation(organisation_id)
    return describe.namesakes(place.community_id, body.name)


@routes.post(
    "/organisations/<uuid:organisation_id>/blocks",
    guard=role("coordinator", at=communities.organisation_in, fresh=True),
    body=schemas.BlockCommand,
    returns=schemas.Blocked,
)
def block_as_coordinator(
    organisation_id: uuid.UUID, body: schemas.BlockCommand, caller: Caller
) -> schemas.Blocked:
    """Stop a member's phones and cards; they sign in again with their passkey."""
    place = communities.place_of_organisation(organisation_id)
    row = blocking.by_coordinator(body.person_id, place.community_id, caller.person_id, body.reason)
    return describe.blocked(row)


@routes.get(
    "/organisations/<uuid:organisation_id>/recoveries",
    guard=role("coordinator", at=communities.organisation_in),
    returns=schemas.RecoveryList,
)
def read_recoveries(organisation_id: uuid.UUID, caller: Caller) -> schemas.RecoveryList:
    """The neighbourhood's recoveries of the last 90 days, for its coordinators."""
    return _list(communities.place_of_organisation(organisation_id).community_id, caller)


@routes.get(
    "/communities/<uuid:community_id>/recoveries",
    guard=role("issuer", at=communities.community_in),
    returns=schemas.RecoveryList,
)
def read_all_recoveries(community_id: uuid.UUID, caller: Caller) -> schemas.RecoveryList:
    """The same, for issuers."""
    return _list(community_id, caller)


@routes.put(
    "/recoveries/<uuid:recovery_id>",
    guard=role("coordinator", at=organisation_in_body, fresh=True),
    body=schemas.NewRecovery,
    returns=schemas.Recovery,
)
def put_recovery(
    recovery_id: uuid.UUID, body: schemas.NewRecovery, caller: Caller
) -> schemas.Recovery:
    """Begin to let somebody back in who stands at the desk; what they had stops at once."""
    place = communities.place_of_organisation(body.organisation_id)
    row = recovering.start(recovery_id, body.person_id, place, caller.person_id, body.reason)
    return describe.recovery(row, caller.person_id, with_slip=True)


@routes.post(
    "/communities/<uuid:community_id>/recoveries/look",
    guard=role("member", at=communities.community_in),
    body=schemas.Slip,
    returns=schemas.Recovery,
)
def look_up_recovery(
    community_id: uuid.UUID, body: schemas.Slip, caller: Caller
) -> schemas.Recovery:
    """The recovery on somebody's slip, for who may agree to it, now or after the wait."""
    row = recovering.find_by_slip(community_id, body.slip, caller.person_id)
    recovering.check_concerned(row, caller.person_id)
    return describe.recovery(row, caller.person_id, with_slip=False)


@routes.post(
    "/recoveries/<uuid:recovery_id>/agree",
    guard=FRESH,
    body=schemas.Slip,
    returns=schemas.OpenedRecovery,
)
def agree_to_recovery(
    recovery_id: uuid.UUID, body: schemas.Slip, caller: Caller
) -> schemas.OpenedRecovery:
    """Say, as the second person, that it is who they say: the link for their new phone."""
    _require_slip(recovery_id, body.slip, caller)
    row, token = recovering.agree(recovery_id, caller.person_id)
    origin = current_app.config["WIJKMUNT"].origin
    return schemas.OpenedRecovery(
        recovery=describe.recovery(row, caller.person_id, with_slip=False),
        url=f"{origin}{RECOVERY_PATH}#{token}",
        expires_at=row.link_ends_at or row.ends_at,
    )


@routes.post(
    "/recoveries/<uuid:recovery_id>/stop",
    guard=SIGNED_IN,
    body=Nothing,
    returns=schemas.Recovery,
)
def stop_recovery(recovery_id: uuid.UUID, body: Nothing, caller: Caller) -> schemas.Recovery:
    """End a recovery at the desk: begun for the wrong person, or not needed any more."""
    row = recovering.stop_at_desk(recovery_id, caller.person_id)
    return describe.recovery(row, caller.person_id, with_slip=False)


@routes.post("/recovery-links/look", guard=PUBLIC, body=schemas.Secret, returns=schemas.LinkLook)
def look_at_recovery_link(body: schemas.Secret) -> schemas.LinkLook:
    """Whose account a link opens. Public: the link is what is checked."""
    return describe.link_look(returning.look(body.token))


@routes.post("/recovery-links/options", guard=PUBLIC, body=schemas.Secret, returns=CeremonyOptions)
def begin_coming_back(body: schemas.Secret) -> CeremonyOptions:
    """Options for the new passkey. Public: the link is what is checked."""
    return CeremonyOptions.model_validate(returning.begin(body.token))


@routes.post(
    "/recovery-links/accept",
    guard=PUBLIC,
    body=schemas.ComeBack,
    returns=schemas.Returned,
    status=201,
)
def come_back(body: schemas.ComeBack) -> Reply:
    """Be let in with a new passkey; all earlier ones are void. Public: the link is checked."""
    signed_in, codes = returning.finish(
        body.token, body.challenge_id, body.credential, body.device_name
    )
    answer = schemas.Returned(recovery_codes=list(codes))
    return Reply(answer, finish=_hand_over(signed_in.tokens))


@routes.post("/recovery-stops/options", guard=PUBLIC, body=Nothing, returns=CeremonyOptions)
def begin_stopping_recovery(body: Nothing) -> CeremonyOptions:
    """Options for stopping a recovery with any passkey. Public: the passkey is what is checked."""
    return CeremonyOptions.model_validate(returning.begin_stopping())


@routes.post("/recovery-stops", guard=PUBLIC, body=schemas.StopByPasskey)
def stop_recovery_by_passkey(body: schemas.StopByPasskey) -> Reply:
    """Stop the recovery of one's own account and be signed in. Public: the passkey is checked."""
    signed_in = returning.stop_by_passkey(body.challenge_id, body.credential, body.device_name)
    return Reply(None, finish=_hand_over(signed_in.tokens))


@routes.post("/recovery-stops/code", guard=PUBLIC, body=schemas.StopByCode)
def stop_recovery_by_code(body: schemas.StopByCode) -> Reply:
    """The same with a recovery code, which is used up. Public: the code is what is checked."""
    signed_in = returning.stop_by_code(body.code, body.device_name)
    return Reply(None, finish=_hand_over(signed_in.tokens))


def _list(community_id: uuid.UUID, caller: Caller) -> schemas.RecoveryList:
    rows = recovering.of_community(community_id, clock.now() - _SHOWN_FOR)
    shown = describe.recoveries(rows, caller.person_id, with_slip=True)
    return schemas.RecoveryList(recoveries=shown)


def _require_slip(recovery_id: uuid.UUID, slip: str, caller: Caller) -> None:
    """The slip in hand shows that its bearer is near; without it the recovery does not exist."""
    community_id = recovering.community_of(recovery_id)
    if not caller.holds({"member"}, Place(community_id)):
        raise NotFound
    if recovering.find_by_slip(community_id, slip, caller.person_id).id != recovery_id:
        raise NotFound


def _hand_over(tokens: Tokens) -> Callable[[Response], None]:
    return lambda response: identity.set_cookies(response, tokens)
