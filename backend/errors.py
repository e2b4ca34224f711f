"""Named conditions that a caller can meet, each with a stable code.

A feature declares its own in its ``errors.py`` by deriving from one of the families below.
The family says what kind of condition it is; ``backend.web.problems`` maps families to HTTP.
"""

from typing import ClassVar


class DomainError(Exception):
    """A refusal with a stable ``code`` and the parameters that explain it.

    ``params`` holds only plain values (numbers, text, lists of them) that the app may show.
    """

    code: ClassVar[str]

    def __init__(self, **params: object) -> None:
        super().__init__(self.code if not params else f"{self.code} {params}")
        self.params = params


class Unauthenticated(DomainError):
    """Nobody is signed in, or no longer."""

    code = "session_missing"


class Forbidden(DomainError):
    """The person is known, and may not do this."""

    code = "forbidden"


class NotFound(DomainError):
    """There is no such thing, or none that this person may know of."""

    code = "not_found"


class Invalid(DomainError):
    """What was sent cannot be understood or lies outside what is possible."""

    code = "invalid_request"


class Refused(DomainError):
    """Understood, permitted, and impossible in the present state."""

    code = "refused"


class IdConflict(Refused):
    """The id was used before, with other content."""

    code = "id_conflict"


class Throttled(DomainError):
    """Too many attempts; ``retry_after`` is in seconds."""

    code = "too_many_attempts"


class Unavailable(DomainError):
    """Not possible now (a full disk, a database that is away); trying later may help."""

    code = "unavailable"


class DiskFull(Unavailable):
    """Nothing can be written; what was written before can still be read."""

    code = "disk_full"


class ClockWrong(Unavailable):
    """The server's clock cannot be right; nothing is written under a wrong date."""

    code = "clock_wrong"


class AmountInvalid(Invalid):
    """An amount that is not a whole number of minor units from 1 to 2 147 483 647."""

    code = "amount_invalid"


class FreshLoginRequired(Forbidden):
    """The passkey was confirmed too long ago for this."""

    code = "fresh_login_required"


class SamePerson(Forbidden):
    """What one person asked for or prepared, another one has to agree to."""

    code = "same_person"


class PeriodInvalid(Invalid):
    """A period ends on its first day or later, and within what can be chosen."""

    code = "period_invalid"
