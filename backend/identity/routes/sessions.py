"""HTTP of sessions: signing in, keeping a session, making it fresh, and ending it here or there."""

from flask import request

from backend.identity import ceremonies, cookies, queries, service, sessions
from backend.identity.cookies import clear_cookies, set_cookies
from backend.identity.errors import PasskeyRefused, SessionMissing
from backend.identity.routes.declared import routes
from backend.identity.schemas import (
    CeremonyAnswer,
    CeremonyOptions,
    Session,
    SessionList,
)
from backend.web.api import Reply
from backend.web.caller import Caller
from backend.web.guards import PUBLIC, SIGNED_IN
from backend.web.schemas import Ident, Nothing

CONFIRM = "confirm_session"


@routes.post("/sign-in/options", guard=PUBLIC, body=Nothing, returns=CeremonyOptions)
def begin_sign_in(body: Nothing) -> CeremonyOptions:
    """Options for signing in with any passkey. Public."""
    return CeremonyOptions.model_validate(service.begin_sign_in())


@routes.post("/session/refresh", guard=PUBLIC, body=Nothing)
def refresh_session(body: Nothing) -> Reply:
    """New tokens for a refresh token. Public: the refresh cookie is what is checked."""
    token = cookies.refresh_token_of(request)
    if token is None:
        raise SessionMissing
    tokens = sessions.refresh(token)
    return Reply(None, finish=lambda response: set_cookies(response, tokens))


@routes.post("/session/sign-out", guard=PUBLIC, body=Nothing)
def sign_out(body: Nothing) -> Reply:
    """End this session, if there is one. Public: signing out works with an old token too."""
    token = cookies.access_token_of(request)
    if token is not None:
        _end_session_of(token)
    return Reply(None, finish=clear_cookies)


@routes.post("/session/confirm/options", guard=SIGNED_IN, body=Nothing, returns=CeremonyOptions)
def begin_confirmation(body: Nothing, caller: Caller) -> CeremonyOptions:
    """Options for confirming one's passkey."""
    ceremony = ceremonies.begin_assertion(CONFIRM, caller.session_id, caller.person_id)
    return CeremonyOptions.model_validate(ceremony)


@routes.post("/session/confirm", guard=SIGNED_IN, body=CeremonyAnswer)
def confirm_session(body: CeremonyAnswer, caller: Caller) -> Reply:
    """Make this session fresh by a passkey."""
    person_id = ceremonies.finish_assertion(
        body.challenge_id, body.credential, CONFIRM, caller.session_id
    )
    if person_id != caller.person_id:
        raise PasskeyRefused
    tokens = sessions.confirm(caller.session_id)
    return Reply(None, finish=lambda response: set_cookies(response, tokens))


@routes.get("/me/sessions", guard=SIGNED_IN, returns=SessionList)
def read_sessions(caller: Caller) -> SessionList:
    """Where one is signed in."""
    found = [
        Session(
            id=one.id,
            device_name=one.device_name,
            created_at=one.created_at,
            last_used_at=one.last_used_at,
            current=one.id == caller.session_id,
        )
        for one in queries.sessions_of(caller.person_id)
    ]
    return SessionList(sessions=found)


@routes.delete("/me/sessions/<uuid:session_id>", guard=SIGNED_IN)
def revoke_session(session_id: Ident, caller: Caller) -> Reply:
    """Sign out there; the device keys of that session stop too."""
    sessions.revoke_own(caller.person_id, session_id)
    return Reply(None, finish=clear_cookies) if session_id == caller.session_id else Reply(None)


def _end_session_of(token: str) -> None:
    try:
        claims = service.read_access_token(token, even_expired=True)
    except SessionMissing:
        return
    sessions.revoke(claims.session_id)
