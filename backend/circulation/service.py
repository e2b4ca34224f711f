"""What the coin's own rules offer to routes, jobs, presets and other features.

Orders carry the id that the client made: the same order again gets the same answer, another one
with a used id raises ``IdConflict``. Amounts are minor units of coin, ``cents`` euro cents.
"""

from backend.circulation import (
    associations,
    bearer,
    bearer_taking,
    credit,
    customers,
    fund,
    loans,
    notes,
    offices,
    sales,
    trades,
    wages,
)
from backend.circulation.bearer import SheetOrder as NoteSheetOrder
from backend.circulation.bearer_taking import TakingOrder as NoteTakingOrder
from backend.circulation.credit import LineOrder
from backend.circulation.customers import Shown, Who
from backend.circulation.drawing import Need, cover_payment, ensure
from backend.circulation.fund import ContributionOrder
from backend.circulation.loans import LoanOrder, Source
from backend.circulation.notes import NoteOrder
from backend.circulation.parties import Party, organisation, person
from backend.circulation.sales import Quote, SaleOrder
from backend.circulation.trades import TradeOrder, TradeRefundOrder
from backend.circulation.wages import WageOrder

__all__ = [
    "ContributionOrder",
    "LineOrder",
    "LoanOrder",
    "Need",
    "NoteOrder",
    "NoteSheetOrder",
    "NoteTakingOrder",
    "Party",
    "Quote",
    "SaleOrder",
    "Shown",
    "Source",
    "TradeOrder",
    "TradeRefundOrder",
    "WageOrder",
    "Who",
    "ask_for_line",
    "ask_for_loan",
    "choose_association",
    "contribute",
    "cover_payment",
    "decide_line",
    "decide_loan",
    "ensure",
    "exchange_notes",
    "find_customer",
    "freeze_line",
    "name_office",
    "notes_outstanding",
    "organisation",
    "pay_wage",
    "person",
    "prepare_notes",
    "print_notes",
    "quote",
    "refund_trade",
    "register_notes",
    "repay_loan",
    "sell",
    "take_note",
    "trade",
]

quote = sales.quote
sell = sales.sell
name_office = offices.name
find_customer = customers.find
choose_association = associations.choose
contribute = fund.contribute
ask_for_line = credit.ask_for_line
decide_line = credit.decide
freeze_line = credit.freeze
ask_for_loan = loans.ask
decide_loan = loans.decide
repay_loan = loans.repay
trade = trades.pay
refund_trade = trades.refund
pay_wage = wages.pay
exchange_notes = notes.exchange
print_notes = bearer.create
prepare_notes = bearer.prepare
register_notes = bearer.register
take_note = bearer_taking.take
notes_outstanding = notes.all_outstanding
