"""HTTP of one's own keys: passkeys, recovery codes and the keys of one's phones."""

import uuid

from backend.codes import base64url
from backend.codes.errors import CodeUnreadable, PublicKeyInvalid
from backend.errors import NotFound
from backend.identity import device_keys, passkeys, queries, recovery
from backend.identity.queries import KeyOfMine
from backend.identity.routes.declared import routes
from backend.identity.schemas import (
    CeremonyOptions,
    DeviceKey,
    DeviceKeyList,
    NewDeviceKey,
    NewPasskeyAnswer,
    Passkey,
    PasskeyList,
    RecoveryCodes,
    RecoveryCodesLeft,
)
from backend.web.caller import Caller
from backend.web.guards import FRESH, SIGNED_IN
from backend.web.schemas import Nothing


@routes.get("/me/passkeys", guard=SIGNED_IN, returns=PasskeyList)
def read_passkeys(caller: Caller) -> PasskeyList:
    """One's passkeys."""
    return _passkeys_of(caller)


@routes.post("/me/passkeys/options", guard=SIGNED_IN, body=Nothing, returns=CeremonyOptions)
def begin_adding_passkey(body: Nothing, caller: Caller) -> CeremonyOptions:
    """Options for another passkey; needs a fresh login or a recovery code used just now."""
    return CeremonyOptions.model_validate(passkeys.begin_adding(caller))


@routes.post(
    "/me/passkeys", guard=SIGNED_IN, body=NewPasskeyAnswer, returns=PasskeyList, status=201
)
def add_passkey(body: NewPasskeyAnswer, caller: Caller) -> PasskeyList:
    """Keep another passkey; needs a fresh login or a recovery code used just now."""
    passkeys.finish_adding(caller, body.challenge_id, body.credential, body.name)
    return _passkeys_of(caller)


@routes.delete("/me/passkeys/<uuid:passkey_id>", guard=FRESH)
def remove_passkey(passkey_id: uuid.UUID, caller: Caller) -> None:
    """Forget a passkey, unless no way back in would remain."""
    passkeys.remove(caller.person_id, passkey_id)


@routes.get("/me/recovery-codes", guard=SIGNED_IN, returns=RecoveryCodesLeft)
def count_recovery_codes(caller: Caller) -> RecoveryCodesLeft:
    """How many recovery codes still work."""
    return RecoveryCodesLeft(unused=recovery.unused(caller.person_id))


@routes.post("/me/recovery-codes", guard=FRESH, body=Nothing, returns=RecoveryCodes)
def replace_recovery_codes(body: Nothing, caller: Caller) -> RecoveryCodes:
    """Ten new recovery codes; all earlier ones are void."""
    return RecoveryCodes(codes=list(recovery.replace(caller.person_id)))


@routes.get("/me/device-keys", guard=SIGNED_IN, returns=DeviceKeyList)
def read_device_keys(caller: Caller) -> DeviceKeyList:
    """The keys of one's phones."""
    found = queries.device_keys_of(caller.person_id)
    return DeviceKeyList(device_keys=[_shown(key, caller) for key in found])


@routes.post("/me/device-keys", guard=SIGNED_IN, body=NewDeviceKey, returns=DeviceKey, status=201)
def register_device_key(body: NewDeviceKey, caller: Caller) -> DeviceKey:
    """Register the key of this phone; registering it again links it to this session."""
    try:
        public_key = base64url.decode(body.public_key)
    except CodeUnreadable:
        raise PublicKeyInvalid from None
    key_id = device_keys.register_device_key(
        caller.person_id, caller.session_id, public_key, body.name
    )
    found = queries.device_keys_of(caller.person_id)
    return next(_shown(key, caller) for key in found if key.key_id == key_id)


@routes.delete("/me/device-keys/<string(length=16):key_id>", guard=FRESH)
def revoke_device_key(key_id: str, caller: Caller) -> None:
    """Revoke the key of a phone and sign it out."""
    try:
        given = bytes.fromhex(key_id)
    except ValueError:
        raise NotFound from None
    device_keys.revoke_own_key(caller.person_id, given)


def _passkeys_of(caller: Caller) -> PasskeyList:
    found = queries.passkeys_of(caller.person_id)
    return PasskeyList(passkeys=[Passkey.model_validate(one) for one in found])


def _shown(key: KeyOfMine, caller: Caller) -> DeviceKey:
    return DeviceKey(
        id=key.key_id.hex(),
        name=key.name,
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
        current=key.session_id == caller.session_id and key.revoked_at is None,
    )
