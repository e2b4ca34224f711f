"""What can be refused about programmes, budgets, issues and the reserve."""

from backend.errors import Invalid, Refused


class RequestDecided(Refused):
    """Somebody has decided otherwise before; ``decided`` says how."""

    code = "request_decided"


class RequestExpired(Refused):
    """Nobody agreed within ``days`` days, so it has to be asked for again."""

    code = "request_expired"


class LinesTooLarge(Invalid):
    """The lines of a programme are ``over`` minor units more than the programme itself."""

    code = "lines_too_large"


class LineForeign(Refused):
    """The line belongs to another programme."""

    code = "line_foreign"


class ProgrammeClosed(Refused):
    """The programme has ended: nothing is issued or allocated any more."""

    code = "programme_closed"


class ProgrammeExceeded(Refused):
    """More would be issued than the programme is for; ``left`` minor units can still be."""

    code = "programme_exceeded"


class ProgrammeShort(Refused):
    """The programme has only ``left`` minor units that no budget has yet."""

    code = "programme_short"


class LineExceeded(Refused):
    """More would be allocated than the line is for; ``left`` minor units can still be."""

    code = "line_exceeded"


class BudgetOfOther(Refused):
    """The budget draws on another programme."""

    code = "budget_of_other_programme"


class BudgetShort(Refused):
    """The budget has only ``left`` minor units to give back."""

    code = "budget_short"


class DayInFuture(Refused):
    """What a bank statement shows has happened by ``latest`` (community's time zone)."""

    code = "day_in_future"


class ReferenceUsed(Refused):
    """This bank reference was recorded before: ``cents`` on ``day``."""

    code = "reference_used"


class ReserveNeeded(Refused):
    """The coin that is out needs the reserve; ``possible_cents`` can be taken out."""

    code = "reserve_needed"
