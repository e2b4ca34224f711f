"""Conditions under which coin does not become euro."""

from backend.errors import Invalid, Refused


class IbanInvalid(Invalid):
    """Not an account number: its digits do not check, or its country pays no SEPA transfers."""

    code = "iban_invalid"


class HolderInvalid(Invalid):
    """A holder's name that a bank file cannot carry; ``characters`` are those it refuses."""

    code = "holder_invalid"


class BankDetailsMissing(Refused):
    """Nobody has said yet to (or from) which bank account; ``of`` is shop or community."""

    code = "bank_details_missing"


class BankDetailsUnreadable(Refused):
    """The details were sealed under a secret that this installation no longer has."""

    code = "bank_details_unreadable"


class RedemptionNotOpen(Refused):
    """Organisations of this ``kind`` do not turn coin into euro here."""

    code = "redemption_not_open"


class RedemptionBelowMinimum(Refused):
    """Less than the ``minimum`` (minor units) that is paid out at once."""

    code = "redemption_below_minimum"


class RedemptionTooSmall(Refused):
    """Worth less than one euro cent."""

    code = "redemption_too_small"


class NotRedeemableYet(Refused):
    """The coin is there, and part of it has to wait; ``redeemable`` minor units need not."""

    code = "not_redeemable_yet"


class RedemptionUnderWay(Refused):
    """The request is in a settlement or paid, so that its shop cannot take it back any more."""

    code = "redemption_under_way"


class RedemptionNotReturned(Refused):
    """Only a request that the bank returned can be sent again."""

    code = "redemption_not_returned"


class FeeAssociationInvalid(Invalid):
    """What a fee is to support is no open association of this community."""

    code = "fee_association_invalid"


class NothingToSettle(Refused):
    """No request is open."""

    code = "nothing_to_settle"


class SettlementUnchecked(Refused):
    """Gathered by the calendar: a treasurer has to check it before another releases it."""

    code = "settlement_unchecked"


class SettlementClosed(Refused):
    """The settlement was released or dissolved (``state``); nothing in it changes any more."""

    code = "settlement_closed"


class SettlementNotReleased(Refused):
    """There is no bank file before the settlement is released."""

    code = "settlement_not_released"


class PayoutsExceedReserve(Refused):
    """The reserve holds ``available_cents``, and the payouts need ``needed_cents``."""

    code = "payouts_exceed_reserve"


class StatementUnreadable(Invalid):
    """Not a whole camt.053 bank statement."""

    code = "statement_unreadable"


class StatementXmlUnsafe(Invalid):
    """The file declares entities or asks for other files, which no bank statement does."""

    code = "statement_xml_unsafe"


class StatementOtherAccount(Invalid):
    """A statement of another account than the community's own."""

    code = "statement_other_account"


class StatementWrongCurrency(Invalid):
    """A statement in another currency than the euro."""

    code = "statement_wrong_currency"


class StatementTooLong(Invalid):
    """More lines than ``most`` in one file."""

    code = "statement_too_long"
