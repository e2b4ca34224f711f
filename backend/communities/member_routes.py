"""HTTP of being somebody here: sign up, sign in, accept a link, and what the app calls "me"."""

from collections.abc import Callable

from flask import Response

from backend.communities import describe, enrolment, joining
from backend.communities.member_schemas import (
    BeginSignUp,
    FinishSignIn,
    FinishSignUp,
    Me,
    ProfileChange,
    RecoverySignIn,
    SignedUp,
)
from backend.communities.schemas import EnrolmentLook, EnrolmentToken
from backend.identity import service as identity
from backend.identity.service import CeremonyOptions, SignedIn, Tokens
from backend.web.api import Reply, Routes
from backend.web.caller import Caller
from backend.web.guards import PUBLIC, SIGNED_IN
from backend.web.throttle import client_address, limit

routes = Routes("members")

LINK_RULE = "60 per 10 minutes"


@routes.post("/sign-up/options", guard=PUBLIC, body=BeginSignUp, returns=CeremonyOptions)
def begin_sign_up(body: BeginSignUp) -> CeremonyOptions:
    """Say what passkey to make, to join an open community or to use a link."""
    if body.enrolment_token is not None:
        _limit_links()
        begun = joining.begin_invited(body.display_name, body.enrolment_token)
    else:
        begun = joining.begin_open(body.display_name, body.open_community)
    return CeremonyOptions.model_validate(begun)


@routes.post("/sign-up", guard=PUBLIC, body=FinishSignUp, returns=SignedUp, status=201)
def finish_sign_up(body: FinishSignUp) -> Reply:
    """Make the person, passkey, recovery codes and session; they are a member from now on."""
    made = joining.finish(
        body.challenge_id, body.credential, device_name=body.device_name, language=body.language
    )
    me = _me_of(SignedIn(made.person_id, made.tokens))
    answer = SignedUp(me=me, recovery_codes=list(made.recovery_codes))
    return Reply(answer, finish=_hand_over(made.tokens))


@routes.post("/sign-in", guard=PUBLIC, body=FinishSignIn, returns=Me)
def finish_sign_in(body: FinishSignIn) -> Reply:
    """Open a session with a passkey."""
    return _welcome(identity.finish_sign_in(body.challenge_id, body.credential, body.device_name))


@routes.post("/sign-in/recovery", guard=PUBLIC, body=RecoverySignIn, returns=Me)
def sign_in_with_recovery_code(body: RecoverySignIn) -> Reply:
    """Open a session with a recovery code, which is used up."""
    return _welcome(identity.sign_in_with_recovery_code(body.code, body.device_name))


@routes.get("/me", guard=SIGNED_IN, returns=Me)
def read_me(caller: Caller) -> Me:
    """The signed-in person and their roles."""
    return _me(caller)


@routes.patch("/me", guard=SIGNED_IN, body=ProfileChange, returns=Me)
def change_me(body: ProfileChange, caller: Caller) -> Me:
    """Change one's own name or language."""
    identity.change_person(caller.person_id, display_name=body.display_name, language=body.language)
    return _me(caller)


@routes.post("/enrolment-links/look", guard=PUBLIC, body=EnrolmentToken, returns=EnrolmentLook)
def look_at_link(body: EnrolmentToken) -> EnrolmentLook:
    """What a link offers, before anybody decides to use it."""
    _limit_links()
    return describe.offer(enrolment.look(body.token))


@routes.post("/enrolment-links/accept", guard=SIGNED_IN, body=EnrolmentToken, returns=Me)
def accept_link(body: EnrolmentToken, caller: Caller) -> Me:
    """Take the role that a link offers; the link is used up."""
    _limit_links()
    enrolment.accept(body.token, caller.person_id)
    return _me(caller)


def _welcome(signed_in: SignedIn) -> Reply:
    return Reply(_me_of(signed_in), finish=_hand_over(signed_in.tokens))


def _me(caller: Caller) -> Me:
    return describe.me(caller.person_id, caller.session_id, caller.authenticated_at)


def _me_of(signed_in: SignedIn) -> Me:
    tokens = signed_in.tokens
    return describe.me(signed_in.person_id, tokens.session_id, tokens.authenticated_at)


def _hand_over(tokens: Tokens) -> Callable[[Response], None]:
    return lambda response: identity.set_cookies(response, tokens)


def _limit_links() -> None:
    limit("enrolment_link", client_address(), LINK_RULE)
