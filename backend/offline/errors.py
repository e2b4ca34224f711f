"""Why a certificate is refused, and what can be wrong with what a shop accepted offline.

``backend.codes.errors`` names what the codes themselves can tell.
"""

from backend.errors import Forbidden, Refused


class OfflineNotOffered(Refused):
    """This community has no payments while payer and shop are both without a network."""

    code = "offline_not_offered"


class AcceptanceKeyUnknown(Refused):
    """The acceptance is signed by no device of somebody who worked at this shop then."""

    code = "acceptance_key_unknown"


class AcceptanceKeyRevoked(Refused):
    """The shop's device had been blocked before it accepted."""

    code = "acceptance_key_revoked"


class AcceptanceFromFuture(Refused):
    """Accepted later than now: the shop's clock is wrong; ``seconds`` says by how much."""

    code = "acceptance_from_future"


class AcceptanceTooOld(Refused):
    """Sent in later than the guarantee waits; ``days`` is how long it does."""

    code = "acceptance_too_old"


class CodeUsedHere(Refused):
    """The same shop has had this code already."""

    code = "code_used_here"


class CounterReused(Refused):
    """Two different codes with one number: the payer's phone was tampered with."""

    code = "counter_reused"


class OverPerPayment(Refused):
    """More than the rules let a shop accept at once; ``limit`` in minor units."""

    code = "over_per_payment"


class OverPayerDay(Refused):
    """More than a shop may accept of one payer in a day; ``limit`` in minor units."""

    code = "over_payer_day"


class OverShopDay(Refused):
    """More than a shop may accept in a day; ``limit`` in minor units."""

    code = "over_shop_day"


class OverAllowance(Refused):
    """More than the certificate allows, at this shop alone; ``limit`` in minor units."""

    code = "over_allowance"


class GuaranteeEmpty(Refused):
    """The community's guarantee account holds too little."""

    code = "guarantee_empty"


class GuaranteeUsedUp(Refused):
    """What the guarantee bears for one payer is used up."""

    code = "guarantee_used_up"


class SharedByRule(Refused):
    """By the community's rules the shop bears part of a loss itself."""

    code = "shared_by_rule"


class OwnDebt(Forbidden):
    """Nobody forgives what they owe themselves."""

    code = "own_debt"


class DebtSettled(Refused):
    """Nothing is owed of this any more."""

    code = "debt_settled"
