"""What can be refused about a wallet card and its PIN."""

from backend.errors import Forbidden, Invalid, Refused


class CardUnknown(Refused):
    """No card of this community has this number."""

    code = "card_unknown"


class CardBlocked(Refused):
    """The card was blocked; it can be replaced, never opened again."""

    code = "card_blocked"


class CardReplaced(Refused):
    """Another card took this one's place."""

    code = "card_replaced"


class CardLocked(Refused):
    """Too many wrong PINs: the holder or a coordinator has to unlock the card first."""

    code = "card_locked"


class CardPinWrong(Refused):
    """Not this card's PIN. How many tries are left is not told."""

    code = "card_pin_wrong"


class CardPinNeeded(Refused):
    """Nothing was paid under this id; with the PIN it can be."""

    code = "card_pin_needed"


class CardLimit(Refused):
    """More than a card pays at once; ``limit`` in minor units."""

    code = "card_limit"


class CardDayLimit(Refused):
    """More than a card pays in a day; ``limit`` and what is ``left`` of it, minor units."""

    code = "card_day_limit"


class CardsOff(Refused):
    """This community has no cards."""

    code = "cards_off"


class CardExists(Refused):
    """The person has a card that works; it can be replaced."""

    code = "card_exists"


class PinInvalid(Invalid):
    """A PIN is 4 to 6 digits."""

    code = "pin_invalid"


class PinTooSimple(Invalid):
    """A PIN that many people choose, and that is therefore tried first."""

    code = "pin_too_simple"


class HolderHasPhone(Forbidden):
    """Who signs in with a passkey decides alone about PIN and phone."""

    code = "holder_has_phone"


class HolderNotHere(Refused):
    """The holder has not typed the PIN here in the last minutes."""

    code = "holder_not_here"


class PinTooNew(Refused):
    """A PIN chosen anew at a coordinator's; the wallet can move to a phone at ``opens_at``."""

    code = "pin_too_new"


class OwnCard(Forbidden):
    """A coordinator cannot let the own card earn."""

    code = "own_card"


class HandOverGone(Refused):
    """The link to put a wallet on a phone was used, is over, or never was."""

    code = "hand_over_gone"
