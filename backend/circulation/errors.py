"""What can be refused of sales, credit, trade, wages, notes and shared currencies.

Amounts in the parameters are minor units, ``..._cents`` euro cents.
"""

from backend.errors import Invalid, NotFound, Refused


class SalesClosed(Refused):
    """Coin is not for sale here, or not to this kind of buyer."""

    code = "sales_closed"


class CentsDoNotDivide(Invalid):
    """So many cents are no whole number of coin; ``nearest`` are the sums that are, in cents."""

    code = "cents_do_not_divide"


class ReceiptUsed(Refused):
    """A sale was recorded with this bank reference or receipt before."""

    code = "receipt_used"


class BonusFundEmpty(Refused):
    """The fund cannot pay the bonus; ``bonus`` is what it would be, ``fund`` what is there."""

    code = "bonus_fund_empty"


class FundTooSmall(Refused):
    """The fund holds less than is to be lent; ``fund`` is what is there."""

    code = "fund_too_small"


class NoAssociation(Invalid):
    """A gift goes to an open association of this community."""

    code = "no_association"


class TooFewSponsors(Refused):
    """The association gets gifts from ``needed`` sponsors on."""

    code = "too_few_sponsors"


class NotAnOffice(Refused):
    """This organisation does not sell coin: a treasurer names exchange offices."""

    code = "not_an_office"


class CustomerUnknown(NotFound):
    """Nobody showed a code here under this number, or it was too long ago."""

    code = "customer_unknown"


class CustomerSpent(Refused):
    """With this code coin was taken already; the customer shows a new one."""

    code = "customer_spent"


class CodeTooSmall(Refused):
    """The code that was shown allows ``most``; the customer shows one for the whole amount."""

    code = "code_too_small"


class PartnerClosed(Refused):
    """The other organisation takes no coin at present, or is the same one."""

    code = "partner_closed"


class TradeRefundTooMuch(Refused):
    """More than is left of the trade; ``left``."""

    code = "trade_refund_too_much"


class WageToOneself(Refused):
    """Whoever pays a wage does not get it."""

    code = "wage_to_oneself"


class NotMember(Refused):
    """This person is no member here."""

    code = "not_member"


class DenominationUnknown(Invalid):
    """There is no note of this ``amount``; ``denominations`` are those there are."""

    code = "denomination_unknown"


class NotesNotOut(Refused):
    """More notes of this ``amount`` come back than are ``out``: look whether they are real."""

    code = "notes_not_out"


class OtherIssuerNeeded(Refused):
    """Somebody else than the issuer who asked has to agree."""

    code = "other_issuer_needed"


class AlreadyDecided(Refused):
    """Somebody decided otherwise before; ``status`` says how."""

    code = "request_decided"


class LineInUse(Refused):
    """So much is drawn already; ``drawn``. The line can not be smaller."""

    code = "line_in_use"


class LoanNotRunning(Refused):
    """Only a loan that runs can be repaid; ``now`` is its status."""

    code = "loan_not_running"


class LoanRepaidTooMuch(Refused):
    """More than is left of the loan; ``left``."""

    code = "loan_repaid_too_much"


class OwnNote(Refused):
    """Whoever printed a note for others does not take it: neither they nor their organisation."""

    code = "own_note"


class NoteUnknown(Refused):
    """No note with this code was printed here."""

    code = "note_unknown"


class NoteWithdrawn(Refused):
    """This note was taken out of circulation."""

    code = "note_withdrawn"


class NothingToWithdraw(Refused):
    """None of these serials is out any more."""

    code = "nothing_to_withdraw"
