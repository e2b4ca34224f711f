"""Why somebody cannot be let in, or a key cannot be taken or given up."""

from backend.errors import Invalid, NotFound, Refused, Unauthenticated


class SessionMissing(Unauthenticated):
    """No access token, or none that is ours and still good: the app refreshes, then retries."""

    code = "session_missing"


class SessionRevoked(Unauthenticated):
    """The session was ended, here or from another device."""

    code = "session_revoked"


class RefreshReused(Unauthenticated):
    """A refresh token came back after its successor was used: the session is ended for safety."""

    code = "refresh_reused"


class PasskeyRefused(Invalid):
    """What the authenticator answered does not prove what was asked."""

    code = "passkey_refused"


class PasskeyUnknown(Invalid):
    """The passkey is not, or no longer, registered here."""

    code = "passkey_unknown"


class ChallengeExpired(Refused):
    """The challenge was used, is older than five minutes, or was made for something else."""

    code = "challenge_expired"


class LastPasskey(Refused):
    """Without this passkey and without unused recovery codes the person could never come back."""

    code = "last_passkey"


class TooManyPasskeys(Refused):
    """The person has as many passkeys as are allowed; ``most`` says how many."""

    code = "too_many_passkeys"


class RecoveryCodeRefused(Invalid):
    """No unused recovery code reads like this."""

    code = "recovery_code_refused"


class DeviceKeyTaken(Refused):
    """The key, or another with the same id, belongs to somebody else or was revoked."""

    code = "device_key_taken"


class TooManyDeviceKeys(Refused):
    """The person has as many live device keys as are allowed; ``most`` says how many."""

    code = "too_many_device_keys"


class AccountHeld(Refused):
    """A recovery in person is under way: until it ends nobody can sign in as this person.

    Whoever holds a passkey or a recovery code can stop it, and is signed in by that.
    """

    code = "account_held"


class PersonUnknown(NotFound):
    """There is no such person."""
