"""The ceremonies as a page runs them: ask for options, let the authenticator answer, send it."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient

from tests.factories.authenticator import Authenticator
from tests.factories.identity import send


def options(client: FlaskClient, path: str, body: object = None) -> dict[str, Any]:
    """What ``path`` says to ask the authenticator for."""
    answer = send(client, "POST", path, body)
    assert answer.status_code == 200, answer.json
    given: dict[str, Any] = answer.json
    return given


def sign_up(
    client: FlaskClient, authenticator: Authenticator, community_id: uuid.UUID, name: str = "Samira"
) -> Any:
    """Make a passkey in an open community and send it."""
    wanted = {"display_name": name, "community_id": str(community_id)}
    given = options(client, "/sign-up/options", wanted)
    made = authenticator.create(given["public_key"])
    return send(client, "POST", "/sign-up", answered(given, made, device_name="a", language="nl"))


def sign_in(client: FlaskClient, authenticator: Authenticator) -> Any:
    """Prove to hold a passkey and send it."""
    given = options(client, "/sign-in/options")
    proof = authenticator.get(given["public_key"])
    return send(client, "POST", "/sign-in", answered(given, proof, device_name="a"))


def confirm(client: FlaskClient, authenticator: Authenticator) -> Any:
    """Prove it again in a session that exists."""
    given = options(client, "/session/confirm/options")
    return send(
        client, "POST", "/session/confirm", answered(given, authenticator.get(given["public_key"]))
    )


def add_passkey(client: FlaskClient, authenticator: Authenticator) -> Any:
    """Make another passkey and send it."""
    given = options(client, "/me/passkeys/options")
    made = authenticator.create(given["public_key"])
    return send(client, "POST", "/me/passkeys", answered(given, made, name="tweede"))


def answered(given: Mapping[str, Any], credential: object, **more: str) -> dict[str, object]:
    """The body that answers the options ``given``."""
    return {"challenge_id": given["challenge_id"], "credential": credential, **more}


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code of a problem."""
    return answer.status_code, answer.json["code"]
