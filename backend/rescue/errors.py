"""What can be refused about helpers, blocking, and recovery in person."""

from backend.errors import Forbidden, Invalid, NotFound, Refused


class TooManyHelpers(Refused):
    """A member has as many trusted helpers as they may; ``most`` says how many."""

    code = "too_many_helpers"


class OwnHelper(Forbidden):
    """Nobody is their own trusted helper."""

    code = "own_helper"


class HelperOfferGone(NotFound):
    """No offer has this token, or it was used, taken back or too old."""

    code = "helper_offer_gone"


class OwnRecovery(Refused):
    """Nobody starts their own recovery or agrees to it: two others do."""

    code = "own_recovery"


class RecoveryUnderWay(Refused):
    """This person's account is being recovered already."""

    code = "recovery_under_way"


class RecoveryStoppedBefore(Refused):
    """The member stopped what this coordinator began; somebody else has to begin it now."""

    code = "recovery_stopped_before"


class RecoveryElsewhere(Refused):
    """The person answers for another neighbourhood, and has to be recovered there."""

    code = "recovery_elsewhere"


class RecoveryEnded(Refused):
    """This recovery was used, stopped or left too long; ``how`` says which."""

    code = "recovery_ended"


class RecoveryWaits(Refused):
    """Who asks may agree once the waiting time is over, at ``opens_at``; ``why`` it has to be."""

    code = "recovery_waits"


class NotASecond(Forbidden):
    """Who asks holds no role here that may let this person back in."""

    code = "not_a_second"


class RoleTooNew(Refused):
    """Who asks has held the role for less than ``days`` days."""

    code = "role_too_new"


class AppointedByFirst(Refused):
    """Who asks got the role from the person who began this recovery."""

    code = "appointed_by_first"


class SlipUnknown(NotFound):
    """No recovery under way here has this code."""

    code = "slip_unknown"


class RecoveryLinkGone(NotFound):
    """The link was used, replaced or is too old, or the recovery has ended."""

    code = "recovery_link_gone"


class NothingToStop(Refused):
    """No recovery of this person is under way."""

    code = "nothing_to_stop"


class NothingChosen(Invalid):
    """Nothing was chosen to be blocked."""

    code = "nothing_chosen"
