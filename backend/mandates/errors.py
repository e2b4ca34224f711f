"""What can be refused about standing orders."""

from backend.errors import Invalid, Refused


class PlanClosed(Refused):
    """The plan takes part no longer."""

    code = "plan_closed"


class PlanChanged(Refused):
    """The plan costs another amount (``amount``, ``euro_cents``) than was agreed to."""

    code = "plan_changed"


class AmountAboveMax(Invalid):
    """More each period than one payment may be at all (``limit``, minor units)."""

    code = "amount_above_max"


class FirstDayInvalid(Invalid):
    """The first day must lie between ``earliest`` and ``latest`` (ISO days)."""

    code = "first_day_invalid"


class LastDayInvalid(Invalid):
    """The last day lies before the first."""

    code = "last_day_invalid"


class MandateExists(Refused):
    """The payer (of a grant: the receiver) has a mandate for this plan already."""

    code = "mandate_exists"


class MandateEnded(Refused):
    """The mandate was ended."""

    code = "mandate_ended"


class PlotNotOffered(Refused):
    """No plot is offered to this person now."""

    code = "plot_not_offered"


class PlotTaken(Refused):
    """Somebody rents this plot, or may choose it now."""

    code = "plot_taken"


class WrongPlan(Refused):
    """This cannot be done with a plan of this kind."""

    code = "wrong_plan"


class CollectionNotPaid(Refused):
    """Nothing was taken in this period, or it was given back."""

    code = "collection_not_paid"


class EuroNotOwed(Refused):
    """There is no euro part, or it was recorded with another reference."""

    code = "euro_not_owed"
