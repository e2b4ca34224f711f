"""People for tests: with a session in a test client, a passkey, a device key."""

import contextvars
import uuid
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from flask import Flask, current_app
from flask.testing import FlaskClient

from backend import clock
from backend.codes import keys
from backend.identity import ceremonies, device_keys, passkeys, service
from backend.identity.cookies import ACCESS, ACCESS_PATH, REFRESH, REFRESH_PATH
from backend.identity.tokens import Tokens
from tests.factories.authenticator import Authenticator


def make_person(display_name: str = "Samira", language: str = "nl") -> uuid.UUID:
    """A person without any passkey; needs an app context."""
    return service.create_person(display_name, language)


def sign_in(
    client: FlaskClient,
    person_id: uuid.UUID,
    *,
    fresh: bool = False,
    device_name: str = "telefoon",
) -> Tokens:
    """Give ``client`` a session of the person, ``fresh`` as after confirming a passkey just now."""
    with client.application.app_context():
        authenticated_at = clock.now() if fresh else None
        tokens = service.open_session(person_id, device_name, authenticated_at)
    keep_cookies(client, tokens)
    return tokens


def signed_in_client(app: Flask, person_id: uuid.UUID, *, fresh: bool = False) -> FlaskClient:
    """A browser of its own in which the person is signed in."""
    client = app.test_client()
    sign_in(client, person_id, fresh=fresh)
    return client


def keep_cookies(client: FlaskClient, tokens: Tokens) -> None:
    """Put the tokens where the browser keeps them."""
    host = client.application.config["WIJKMUNT"].host
    client.set_cookie(ACCESS, tokens.access, domain=host, path=ACCESS_PATH)
    if tokens.refresh is not None:
        client.set_cookie(REFRESH, tokens.refresh, domain=host, path=REFRESH_PATH)


def send(client: FlaskClient, method: str, path: str, body: object = None) -> Any:
    """Send as the app's own pages do; ``path`` is below ``/api/v1``.

    The request gets a context of its own: the one that the test pushed would keep who called.
    """
    origin = client.application.config["WIJKMUNT"].origin
    return contextvars.Context().run(
        client.open,
        f"/api/v1{path}",
        method=method,
        json={} if body is None and method in {"POST", "PUT", "PATCH"} else body,
        headers={"Origin": origin},
        base_url=origin,
    )


def give_passkey(person_id: uuid.UUID, name: str = "sleutel") -> Authenticator:
    """An authenticator that holds a passkey of the person; needs an app context."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    authenticator = Authenticator(origin=app.config["WIJKMUNT"].origin)
    with own_request(app):
        ceremony = ceremonies.begin_registration(
            passkeys.ADD, person_id=person_id, display_name="Samira"
        )
        made = ceremonies.finish_registration(
            ceremony.challenge_id, authenticator.create(ceremony.public_key), (passkeys.ADD,)
        )
        passkeys.keep(made, name)
    return authenticator


def give_device_key(
    person_id: uuid.UUID, session_id: uuid.UUID, name: str = "telefoon"
) -> tuple[bytes, EllipticCurvePrivateKey]:
    """A registered device key as (key id, private key); needs an app context."""
    private_key = generate_private_key(SECP256R1())
    spki = keys.public_key_spki(private_key.public_key())
    return device_keys.register_device_key(person_id, session_id, spki, name), private_key


def own_request(app: Flask) -> Any:
    """The context of a request from the app's own pages, for services that ask where they are."""
    origin = app.config["WIJKMUNT"].origin
    return app.test_request_context("/", base_url=origin, headers={"Origin": origin})


def seconds_later(moment: datetime, seconds: float) -> None:
    """Set the clock of this process to ``seconds`` after ``moment``."""
    later = clock.from_millis(clock.millis(moment) + int(seconds * 1000))
    clock.use_source(lambda: later)
