"""The counter: a code is scanned, decided upon from memory, and booked in one round trip.

What is decided from memory is only written while the stamps of what was remembered still hold,
so a revoked key, a dismissed cashier or a closed shop is obeyed at once. Whatever is not simply
booked takes the careful way: it looks for an earlier answer to the same id, reads the balance,
and keeps the refusal, so that the code is used up and a retry gets the same answer.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from backend import clock
from backend.codes import payment
from backend.codes.payment import PaymentCode
from backend.db import Batch, DuplicateRow, StaleFacts, commit, read_stamps
from backend.errors import DomainError, IdConflict
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins
from backend.ledger.service import Transfer
from backend.payments import (
    covering,
    facts,
    owing,
    records,
    refusals,
    rules,
    schemas,
    short_codes,
    telling,
    visits,
)
from backend.payments.covering import Cover, Shortfall
from backend.payments.errors import CodeUsed
from backend.payments.facts import Counter, Payer
from backend.payments.models import Status
from backend.payments.records import Command, Outcome
from backend.payments.rules import Decision
from backend.payments.visits import Home
from backend.web.caller import Caller

_DIGITS = re.compile(r"([0-9]{4})[ -]?([0-9]{4})")


@dataclass(frozen=True, slots=True)
class _Scan:
    """A command with what is remembered about it; ``unread`` is why there is no code."""

    command: Command
    caller: Caller
    counter: Counter
    now: datetime
    code: PaymentCode | None = None
    payer: Payer | None = None
    unread: DomainError | None = None

    @property
    def home(self) -> Home | None:
        """The other community that the payer is a member of, when they visit this counter."""
        return self.counter.home_of(self.code.community) if self.code else None

    def decide(self, balance: int | None) -> Decision:
        """The decision, or the first refusal, raised."""
        if self.code is None:
            raise self.unread or CodeUsed()
        payer = self.payer.facts if self.payer else None
        amount, now = self.command.amount, self.now
        return rules.decide(self.code, amount, self.counter.facts, payer, balance=balance, now=now)

    def batch(self) -> Batch:
        """A batch that is refused unless everything remembered is still true."""
        payer = self.payer.stamps if self.payer else ()
        return Batch(stamps=[*self.caller.stamps, *self.counter.stamps, *payer])


def take(payment_id: uuid.UUID, wanted: schemas.PaymentCommand, caller: Caller) -> schemas.Payment:
    """Take a payment: paid, or waiting for the payer; else raises the named refusal.

    The same command with the same id gets the same answer, whatever happened in between. Raises
    IdConflict for another command with a used id, and ``StaleFacts`` when something remembered
    has changed: it is then forgotten, and the request is to be served anew.
    """
    now = clock.now()
    given = wanted.code.strip()
    command = Command(payment_id, wanted.shop_id, caller.person_id, wanted.amount, given)
    counter = facts.counter(wanted.shop_id, now)
    typed = _DIGITS.fullmatch(given)
    if typed:
        return _take_typed(_Scan(command, caller, counter, now), typed[1] + typed[2])
    return _take(_read(_Scan(command, caller, counter, now), given))


def take_at_once(
    payment_id: uuid.UUID, wanted: schemas.PaymentCommand, caller: Caller
) -> Mapping[str, object] | None:
    """Take a payment that is simply booked; None, or any condition, when ``take`` has to decide.

    Nothing is written then, and nothing was refused yet. The answer has the members of
    ``schemas.Payment``, without the time that validating our own values takes.
    """
    now = clock.now()
    command = Command(payment_id, wanted.shop_id, caller.person_id, wanted.amount, wanted.code)
    scan = _read(_Scan(command, caller, facts.counter(wanted.shop_id, now), now), wanted.code)
    if scan.decide(balance=None) is not Decision.BOOK:
        return None
    return _members(scan, _write(scan))


def _read(scan: _Scan, text: str) -> _Scan:
    """``scan`` with the code that ``text`` is, and whose it says it is."""
    try:
        code = payment.decode(text)
    except DomainError as unread:
        return _Scan(scan.command, scan.caller, scan.counter, scan.now, unread=unread)
    home = scan.counter.home_of(code.community)
    of = home.community_id if home else scan.counter.shop.community_id
    payer = facts.payer(code.key_id, of)
    return _Scan(scan.command, scan.caller, scan.counter, scan.now, code, payer)


def _take_typed(scan: _Scan, digits: str) -> schemas.Payment:
    _require_current(scan.caller)
    earlier = records.first_result(scan.command)
    if earlier:
        return records.describe(earlier, scan.now, for_payer=False)
    try:
        text = short_codes.use(digits, scan.command.id, scan.command.shop_id, scan.now)
    except short_codes.REFUSALS as unread:
        return _refuse(
            _Scan(scan.command, scan.caller, scan.counter, scan.now, unread=unread), unread
        )
    return _take(_read(scan, text))


def _take(scan: _Scan) -> schemas.Payment:
    try:
        try:
            if scan.decide(balance=None) is Decision.BOOK:
                return _book(scan)
        except (DuplicateRow, DomainError):
            pass
        return _carefully(scan)
    except StaleFacts:
        facts.forget(scan.counter, scan.code.key_id if scan.code else None, scan.now)
        raise


def _carefully(scan: _Scan) -> schemas.Payment:
    _require_current(scan.caller)
    earlier = records.first_result(scan.command)
    if earlier:
        return records.describe(earlier, scan.now, for_payer=False)
    try:
        decision, cover = _decide_carefully(scan)
        return _book(scan, cover) if decision is Decision.BOOK else _ask(scan)
    except DuplicateRow as duplicate:
        return _refuse(scan, _meaning(duplicate), spends=False)
    except refusals.LEDGER_REFUSALS as refusal:
        return _refuse(scan, refusals.from_ledger(refusal))
    except refusals.REFUSALS as refusal:
        # Only what was decided is kept: of a full disk the same command is asked again.
        return _refuse(scan, refusal)


def _decide_carefully(scan: _Scan) -> tuple[Decision, Cover | None]:
    """The decision, and where coin comes from that the payer is short of."""
    home_id = scan.home.community_id if scan.home else scan.counter.shop.community_id
    if scan.payer:
        owing.make_whole(home_id, scan.payer.person_id)
    balance = ledger_queries.balance(scan.payer.wallet_id) if scan.payer else None
    try:
        return scan.decide(balance), None
    except NotEnoughCoins:
        if scan.payer is None or balance is None:
            raise
        missing = scan.command.amount - balance
        short = Shortfall(home_id, scan.payer.person_id, scan.command.id, missing, scan.now)
        cover = covering.cover(short)
        if cover is None:
            raise
        return scan.decide(balance=None), cover


def _book(scan: _Scan, cover: Cover | None = None) -> schemas.Payment:
    """Write the payment and its transfer together, or nothing."""
    return _answer(scan, _write(scan, cover))


def _write(scan: _Scan, cover: Cover | None = None) -> Outcome:
    assert scan.payer is not None  # noqa: S101 - rules.decide has refused unknown keys
    command = scan.command
    batch = scan.batch()
    outcome = _outcome(scan, Status.PAID)
    records.add_to(batch, command, outcome)
    transfer = Transfer(
        id=command.id,
        kind="payment",
        debit_account=scan.payer.wallet_id,
        credit_account=scan.counter.till_id,
        amount=command.amount,
        at=scan.now,
        about_kind="payment",
        about_id=command.id,
    )
    if cover is None:
        ledger.add_to(batch, transfer)
    else:
        cover.add_to(batch, transfer)
    home = scan.home
    if home is not None:
        visits.add_to(batch, command.id, home, scan.counter.community.id)
        visits.count(batch, home, scan.counter.community, command.amount, scan.now)
    if scan.payer.is_told:
        telling.add_paid_to(batch, scan.payer.person_id, scan.counter, command, scan.now)
    commit(batch)
    return outcome


def _ask(scan: _Scan) -> schemas.Payment:
    """Let the payment wait for the payer's passkey."""
    batch = scan.batch()
    outcome = _outcome(scan, Status.WAITING)
    records.add_to(batch, scan.command, outcome)
    if scan.home is not None:
        visits.add_to(batch, scan.command.id, scan.home, scan.counter.community.id)
    if scan.payer is not None and scan.payer.is_asked:
        telling.add_question_to(batch, scan.payer.person_id, scan.counter, scan.command, scan.now)
    commit(batch)
    return _answer(scan, outcome)


def _refuse(scan: _Scan, refusal: DomainError, *, spends: bool | None = None) -> schemas.Payment:
    """Keep ``refusal`` and raise it, unless the same command was answered meanwhile."""
    if spends is None:
        spends = rules.spends_code(refusal)
    batch = scan.batch()
    spent = scan if spends else _Scan(scan.command, scan.caller, scan.counter, scan.now)
    records.add_to(batch, scan.command, _outcome(spent, Status.REFUSED, refusal))
    try:
        commit(batch)
    except DuplicateRow:
        earlier = records.first_result(scan.command)
        if earlier:
            return records.describe(earlier, scan.now, for_payer=False)
        if not spends:
            raise
        named = refusal if rules.outranks_used(refusal) else CodeUsed()
        return _refuse(scan, named, spends=False)
    raise refusal


def _meaning(duplicate: DuplicateRow) -> DomainError:
    if duplicate.key.startswith("transfers."):
        raise IdConflict
    return CodeUsed()


def _require_current(caller: Caller) -> None:
    """Before anything is read for a caller from memory."""
    if read_stamps(stamp.scope for stamp in caller.stamps) != caller.stamps:
        raise StaleFacts


def _outcome(scan: _Scan, status: Status, refusal: DomainError | None = None) -> Outcome:
    return Outcome(
        status=status,
        at=scan.now,
        community_id=scan.counter.shop.community_id,
        code=scan.code,
        payer_id=scan.payer.person_id if scan.payer else None,
        expires_at=scan.now + rules.ASK_FOR if status is Status.WAITING else None,
        refusal=refusal,
    )


def _answer(scan: _Scan, outcome: Outcome) -> schemas.Payment:
    return schemas.Payment.model_validate(_members(scan, outcome))


def _members(scan: _Scan, outcome: Outcome) -> dict[str, object]:
    return {
        "id": scan.command.id,
        "status": outcome.status.value,
        "amount": scan.command.amount,
        "refunded": 0,
        "shop": scan.counter.brief,
        "at": outcome.at,
        "code_counter": None,
        "key_id": None,
        "expires_at": outcome.expires_at,
        "reason": None,
        "means": "code",
    }
