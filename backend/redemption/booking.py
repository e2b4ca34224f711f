"""What a bank statement says, booked: a payout made, or one that the bank returned.

Each is one unit of work that holds its settlement line, under ids derived from the request and
its attempt: whatever is sent again or breaks off, it is booked once.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.ids import derived_id
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.notices import service as notices
from backend.redemption import bank_details, fees, requests
from backend.redemption.fees import Parts
from backend.redemption.models import Redemption, Settlement, SettlementLine


@dataclass(frozen=True, slots=True)
class Seen:
    """A payment on a statement of one of our accounts, by its end-to-end id."""

    end_to_end_id: str
    cents: int
    direction: str
    account_id: uuid.UUID
    return_reason: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it, why it did not (a stable word), and whose line it is."""

    outcome: str
    why: str | None = None
    line_id: uuid.UUID | None = None


@unit_of_work
def settle(community_id: uuid.UUID, seen: Seen) -> Result:
    """Book a payment that a statement shows, when id, amount and account are those of a payout.

    Raises what the ledger refuses (NotEnoughCoins: the reserve is short; ReserveTooSmall).
    """
    found = _line(community_id, seen.end_to_end_id)
    if found is None:
        return Result("unmatched", "no_such_payout")
    line, settlement = found
    why = _mismatch(line, settlement, seen)
    if why:
        return Result("unmatched", why, line.id)
    request = requests.locked(line.redemption_id)
    if seen.direction == "out":
        if line.paid_at is not None:
            return Result("paid_before", None, line.id)
        _pay(line, request)
        return Result("paid", None, line.id)
    if line.returned_at is not None:
        return Result("returned_before", None, line.id)
    if line.paid_at is None:
        # The bank tells of the return first: it cannot have come back without having gone.
        _pay(line, request, quietly=True)
    _take_back(line, request, seen.return_reason)
    return Result("returned", None, line.id)


def _line(community_id: uuid.UUID, reference: str) -> tuple[SettlementLine, Settlement] | None:
    found = db.session.execute(
        select(SettlementLine, Settlement)
        .join(Settlement, Settlement.id == SettlementLine.settlement_id)
        .where(SettlementLine.end_to_end_id == reference, Settlement.community_id == community_id)
        .with_for_update(of=SettlementLine)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def _mismatch(line: SettlementLine, settlement: Settlement, seen: Seen) -> str | None:
    if settlement.status != "released" or line.taken_out_at is not None:
        return "not_released"
    if line.euro_cents != seen.cents:
        return "other_amount"
    debtor = settlement.debtor_id
    assert debtor is not None  # noqa: S101 - what is released has one
    opened = bank_details.opened([debtor, seen.account_id])
    return None if opened[debtor].iban == opened[seen.account_id].iban else "other_account"


def _pay(line: SettlementLine, request: Redemption, *, quietly: bool = False) -> None:
    parts = fees.from_kept(line.fee_parts)
    paid = [_retire(line, request), *_fees(line, request, parts), _payout(line, request)]
    _post_all(request, paid)
    line.paid_at = clock.now()
    requests.change(request, "paid")
    if not quietly:
        _tell(request, "payout_sent", line)


def _take_back(line: SettlementLine, request: Redemption, reason: str | None) -> None:
    """Euro back into the reserve, coin back into the till, and the request open to be sent again.

    A fee that its recipient no longer has stays there: what is missing is noted (``fee_kept``),
    and counts as paid when the request is sent again.
    """
    parts = fees.from_kept(line.fee_parts)
    to = {part: fees.account_of(request.community_id, part) for part, _ in parts}
    held = ledger.lock([*to.values(), *_accounts(request)])
    kept: Parts = [(part, max(0, amount - held[to[part]])) for part, amount in parts]
    back: Parts = [
        (part, amount - less) for (part, amount), (_, less) in zip(parts, kept, strict=True)
    ]
    line.fee_kept = sum(amount for _, amount in kept)
    _post_all(
        request,
        [
            _reversal(line, request, "payout_return", "payout", line.euro_cents),
            _reversal(line, request, "retire_reversal", "retire", line.amount - line.fee),
            *(_fee_reversal(line, request, part, amount) for part, amount in back if amount),
        ],
    )
    requests.give_back(request, line.amount - line.fee_kept)
    line.returned_at, line.return_reason = clock.now(), reason
    request.amount -= line.fee_kept
    request.fee -= line.fee_kept
    request.fee_parts = fees.as_kept([(part, amount) for part, amount in back if amount])
    requests.change(request, "returned")
    _tell(request, "payout_returned", line)


def _retire(line: SettlementLine, request: Redemption) -> Transfer:
    source, target = ledger.redemption(request.community_id), ledger.issuance(request.community_id)
    return _transfer(line, request, "retire", source, target, line.amount - line.fee)


def _payout(line: SettlementLine, request: Redemption) -> Transfer:
    source, target = ledger.reserve(request.community_id), ledger.bank(request.community_id)
    return _transfer(line, request, "payout", source, target, line.euro_cents)


def _fees(line: SettlementLine, request: Redemption, parts: Parts) -> list[Transfer]:
    source = ledger.redemption(request.community_id)
    return [
        _transfer(
            line, request, "fee", source, fees.account_of(request.community_id, to), amount, to
        )
        for to, amount in parts
    ]


def _reversal(
    line: SettlementLine, request: Redemption, kind: str, original: str, amount: int
) -> Transfer:
    ends = {
        "payout_return": (ledger.bank, ledger.reserve),
        "retire_reversal": (ledger.issuance, ledger.redemption),
    }[kind]
    source, target = (account(request.community_id) for account in ends)
    reverses = _id(request, original)
    return _transfer(line, request, kind, source, target, amount, reverses=reverses)


def _fee_reversal(
    line: SettlementLine, request: Redemption, part: uuid.UUID | None, amount: int
) -> Transfer:
    source = fees.account_of(request.community_id, part)
    target = ledger.redemption(request.community_id)
    reverses = _id(request, "fee", part)
    return _transfer(line, request, "fee_reversal", source, target, amount, part, reverses=reverses)


def _transfer(
    line: SettlementLine,
    request: Redemption,
    kind: str,
    source: uuid.UUID,
    target: uuid.UUID,
    amount: int,
    part: uuid.UUID | None = None,
    *,
    reverses: uuid.UUID | None = None,
) -> Transfer:
    is_fee = kind in {"fee", "fee_reversal"}
    return Transfer(
        id=_id(request, kind, part) if is_fee else _id(request, kind),
        kind=kind,
        debit_account=source,
        credit_account=target,
        amount=amount,
        at=clock.now(),
        about_kind="payout",
        about_id=line.id,
        reverses=reverses,
    )


def _id(request: Redemption, kind: str, *of: object) -> uuid.UUID:
    return derived_id(kind, request.id, request.attempt, *of)


def _post_all(request: Redemption, transfers: list[Transfer]) -> None:
    ledger.lock(_accounts(request))
    for transfer in transfers:
        ledger.post(transfer)


def _accounts(request: Redemption) -> list[uuid.UUID]:
    """What each booking touches, held in one order before the first transfer."""
    community_id = request.community_id
    return [
        ledger.issuance(community_id),
        ledger.redemption(community_id),
        ledger.reserve(community_id),
        ledger.bank(community_id),
    ]


def _tell(request: Redemption, kind: str, line: SettlementLine) -> None:
    organisation = communities.organisation(request.organisation_id)
    notices.tell(
        bank_details.people_of(organisation),
        request.community_id,
        kind,
        organisation_id=organisation.id,
        organisation=organisation.name,
        amount=line.amount - line.fee_kept,
        euro_cents=line.euro_cents,
    )
