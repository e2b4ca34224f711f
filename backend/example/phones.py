"""The phones of the example's people: a session and a device key that signs, as in a browser.

When the past has been played, ``put_away`` ends the sessions and with them the keys; the private
halves are gone with the process.
"""

import uuid
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)

from backend import clock
from backend.codes import keys, payment
from backend.codes import task as task_codes
from backend.codes.payment import UnsignedPaymentCode
from backend.codes.task import TaskCode, TaskCodeKind
from backend.communities import callers
from backend.communities.queries import CommunityFacts
from backend.identity import service as identity
from backend.identity.service import Tokens
from backend.tasks import codes
from backend.tasks import queries as tasks
from backend.web.caller import Caller
from backend.web.code_schemas import CodeClaims, PreparedCode


@dataclass
class Phone:
    """Somebody's phone; ``counter`` numbers its payment codes."""

    person_id: uuid.UUID
    tokens: Tokens
    key_id: bytes
    private_key: EllipticCurvePrivateKey = field(repr=False)
    counter: int = 0

    def caller(self) -> Caller:
        """Who calls when this phone sends something."""
        return callers.caller_of(
            self.person_id, self.tokens.session_id, self.tokens.authenticated_at
        )

    def payment_code(self, community: CommunityFacts, limit: int) -> str:
        """The code that the phone shows now, for any sum up to ``limit`` minor units."""
        self.counter += 1
        content = UnsignedPaymentCode(
            exact=False,
            community=community.number,
            key_id=self.key_id,
            counter=self.counter,
            issued_at=int(clock.now().timestamp()),
            amount=limit,
        )
        return payment.sign(content, self.private_key)

    def sign_poster(self, community: CommunityFacts, task_id: uuid.UUID) -> str:
        """Sign a poster for the task and register it; returns what its QR holds."""
        prepared = codes.prepare(task_id, codes.Signer(self.key_id, self.person_id))
        jws = self.sign(prepared, tasks.task(task_id).organisation_id, task_id)
        codes.register(task_id, jws, self.person_id)
        return jws

    def sign(self, prepared: PreparedCode, organisation_id: uuid.UUID, about_id: uuid.UUID) -> str:
        """Sign what the server prepared for a task, or for a sheet of notes."""
        content = _content(prepared.claims, organisation_id, about_id, self.key_id)
        return task_codes.sign(content, self.private_key)


def unpack(person_id: uuid.UUID, name: str) -> Phone:
    """A phone on which the person has just signed in."""
    tokens = identity.open_session(person_id, name, clock.now())
    private_key = generate_private_key(SECP256R1())
    spki = keys.public_key_spki(private_key.public_key())
    key_id = identity.register_device_key(person_id, tokens.session_id, spki, name)
    return Phone(person_id, tokens, key_id, private_key)


def put_away(phone: Phone) -> None:
    """End the phone's session and key."""
    identity.revoke(phone.tokens.session_id)


def _content(
    claims: CodeClaims, organisation_id: uuid.UUID, task_id: uuid.UUID, key_id: bytes
) -> TaskCode:
    return TaskCode(
        kind=TaskCodeKind(claims.kind),
        organisation_id=organisation_id,
        task_id=task_id,
        community=claims.com,
        code_id=claims.jti,
        not_before=claims.nbf,
        expires_at=claims.exp,
        key_id=key_id,
    )
