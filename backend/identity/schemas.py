"""What the routes of identity take and answer."""

from typing import Annotated, Any

from pydantic import Field

from backend.web.schemas import Ident, Name, Schema, Time

KEY_ID_PATTERN = "^[0-9a-f]{16}$"
Base64Url = Annotated[str, Field(pattern="^[A-Za-z0-9_-]+$", max_length=512)]
KeyId = Annotated[str, Field(pattern=KEY_ID_PATTERN, description="16 hexadecimal characters")]
WebAuthnJson = Annotated[
    dict[str, Any], Field(description="as WebAuthn level 3 section 5.1 writes it in JSON")
]


class CeremonyOptions(Schema):
    """What the browser needs for a ceremony, and the challenge to send back with the answer."""

    challenge_id: Ident
    public_key: dict[str, Any]


class CeremonyAnswer(Schema):
    """What the authenticator answered."""

    challenge_id: Ident
    credential: WebAuthnJson


class NewPasskeyAnswer(CeremonyAnswer):
    """A passkey that the browser made, and what to call it."""

    name: Name


class Passkey(Schema):
    """A passkey of one's own."""

    id: Ident
    name: str
    created_at: Time
    last_used_at: Time | None


class PasskeyList(Schema):
    """One's passkeys, oldest first."""

    passkeys: list[Passkey]


class RecoveryCodesLeft(Schema):
    """How many recovery codes still work."""

    unused: int


class RecoveryCodes(Schema):
    """New recovery codes, shown only now."""

    codes: list[str]


class Session(Schema):
    """A browser in which one is signed in."""

    id: Ident
    device_name: str
    created_at: Time
    last_used_at: Time
    current: bool


class SessionList(Schema):
    """Where one is signed in, the most recently used first."""

    sessions: list[Session]


class NewDeviceKey(Schema):
    """A P-256 public key (SPKI DER, base64url) and the name of its phone."""

    public_key: Base64Url
    name: Name


class DeviceKey(Schema):
    """A device key of one's own; ``current`` when it belongs to this session."""

    id: KeyId
    name: str
    created_at: Time
    last_used_at: Time
    revoked_at: Time | None
    current: bool


class DeviceKeyList(Schema):
    """One's device keys, newest first, revoked ones included."""

    device_keys: list[DeviceKey]
