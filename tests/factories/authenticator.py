"""A passkey authenticator in software: real attestation objects and real signatures.

It answers the same JSON that ``PublicKeyCredential.toJSON()`` gives in a browser, so that tests run
the true ceremonies over HTTP. Its attributes are public, so that a test can make it lie.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

from backend.codes import base64url

USER_PRESENT = 0x01
USER_VERIFIED = 0x04
_ATTESTED = 0x40
_NO_MODEL = bytes(16)


@dataclass
class Passkey:
    """A discoverable credential: what the authenticator keeps of it."""

    rp_id: str
    user_handle: bytes
    credential_id: bytes
    private_key: EllipticCurvePrivateKey = field(repr=False)


@dataclass
class Authenticator:
    """Holds passkeys for pages of ``origin``.

    ``counts`` raises the signature counter with every use, as a security key does; most phones
    leave it at zero. ``flags`` say that somebody was there and was verified. ``client_data`` is
    what the browser says beside, or instead of, what it usually does.
    """

    origin: str
    counts: bool = True
    sign_count: int = 0
    flags: int = USER_PRESENT | USER_VERIFIED
    passkeys: list[Passkey] = field(default_factory=list)
    client_data: Mapping[str, object] = field(default_factory=dict)

    def create(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """``navigator.credentials.create``: a new passkey, attested by nobody."""
        excluded = {base64url.decode(one["id"]) for one in options.get("excludeCredentials", [])}
        if excluded & {passkey.credential_id for passkey in self.passkeys}:
            raise AssertionError("this authenticator holds an excluded passkey")
        passkey = Passkey(
            rp_id=options["rp"]["id"],
            user_handle=base64url.decode(options["user"]["id"]),
            credential_id=secrets.token_bytes(32),
            private_key=generate_private_key(SECP256R1()),
        )
        self.passkeys.append(passkey)
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._authenticator_data(passkey, _attested(passkey)),
        }
        response = {
            "clientDataJSON": self._client_data("webauthn.create", options["challenge"]),
            "attestationObject": base64url.encode(cbor2.dumps(attestation)),
            "transports": ["internal", "hybrid"],
        }
        return _credential(passkey, response)

    def get(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """``navigator.credentials.get``: sign the challenge with a passkey that is allowed."""
        passkey = self._choose(options)
        if self.counts:
            self.sign_count += 1
        data = self._authenticator_data(passkey, b"")
        client_data = self._client_data("webauthn.get", options["challenge"])
        signed = data + hashlib.sha256(base64url.decode(client_data)).digest()
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": base64url.encode(data),
            "signature": base64url.encode(passkey.private_key.sign(signed, ECDSA(SHA256()))),
            "userHandle": base64url.encode(passkey.user_handle),
        }
        return _credential(passkey, response)

    def _choose(self, options: Mapping[str, Any]) -> Passkey:
        allowed = {base64url.decode(one["id"]) for one in options.get("allowCredentials", [])}
        return next(
            passkey
            for passkey in reversed(self.passkeys)
            if passkey.rp_id == options["rpId"]
            and (not allowed or passkey.credential_id in allowed)
        )

    def _client_data(self, kind: str, challenge: str) -> str:
        usual = {"type": kind, "challenge": challenge, "origin": self.origin}
        text = json.dumps({**usual, **self.client_data})
        return base64url.encode(text.encode())

    def _authenticator_data(self, passkey: Passkey, attested: bytes) -> bytes:
        """WebAuthn level 3 section 6.1."""
        flags = self.flags | (_ATTESTED if attested else 0)
        rp_id_hash = hashlib.sha256(passkey.rp_id.encode()).digest()
        return rp_id_hash + bytes([flags]) + self.sign_count.to_bytes(4) + attested


def _attested(passkey: Passkey) -> bytes:
    """Attested credential data (section 6.5.1) with a COSE key (RFC 9053 section 7.1)."""
    point = passkey.private_key.public_key().public_numbers()
    cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
    length = len(passkey.credential_id).to_bytes(2)
    return _NO_MODEL + length + passkey.credential_id + cbor2.dumps(cose)


def _credential(passkey: Passkey, response: dict[str, Any]) -> dict[str, Any]:
    credential_id = base64url.encode(passkey.credential_id)
    return {
        "id": credential_id,
        "rawId": credential_id,
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": response,
    }
