"""Bank details and requests as the API shows them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from backend import clock
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.communities.queries import OrganisationFacts
from backend.db import db
from backend.errors import Forbidden
from backend.identity import queries as identity
from backend.redemption import bank_details, fees, lots, queries, redeemable, rules, schemas
from backend.redemption.errors import RedemptionTooSmall
from backend.redemption.models import Redemption, Settlement, SettlementLine
from backend.web.caller import Caller, Place


def keeps(caller: Caller, organisation: OrganisationFacts) -> bool:
    """Whether the caller answers for this organisation's money."""
    return caller.holds(bank_details.keepers(organisation.kind), organisation.place)


def require_keeper(caller: Caller, organisation_id: uuid.UUID) -> None:
    """Raise Forbidden unless the caller answers for this organisation's money."""
    if not keeps(caller, communities.organisation(organisation_id)):
        raise Forbidden


def details_of_organisation(organisation_id: uuid.UUID, caller: Caller) -> schemas.BankDetails:
    """In full for treasurers and those who answer for it, the last four for other staff."""
    organisation = communities.organisation(organisation_id)
    treasurer = caller.holds({"treasurer"}, Place(organisation.community_id))
    return details(organisation_id, in_full=treasurer or keeps(caller, organisation))


def details(owner_id: uuid.UUID, *, in_full: bool) -> schemas.BankDetails:
    """What holds now, and, in full, everything that was set before."""
    versions = bank_details.history(owner_id)
    if not versions:
        return schemas.BankDetails(last4=None, iban=None, holder=None, set_at=None, history=[])
    now = versions[0]
    if not in_full:
        return schemas.BankDetails(
            last4=now.last4, iban=None, holder=None, set_at=now.set_at, history=[]
        )
    names = identity.display_names({version.set_by for version in versions})
    account = bank_details.opened([now.id])[now.id]
    return schemas.BankDetails(
        last4=now.last4,
        iban=account.iban,
        holder=account.holder,
        set_at=now.set_at,
        history=[
            schemas.BankDetailsChange(
                last4=one.last4, at=one.set_at, by_name=names.get(one.set_by, "")
            )
            for one in versions
        ],
    )


def till(organisation_id: uuid.UUID, caller: Caller) -> schemas.Redeemable:
    """What the organisation can turn into euro, and what became of its requests."""
    organisation = communities.organisation(organisation_id)
    community = communities.community(organisation.community_id)
    asked = settings.redemption_rules(community)
    found = redeemable.look(organisation)
    details_now = bank_details.current(organisation_id)
    association_id = fees.association_of(organisation_id)
    is_open = organisation.kind in asked.open_to
    return schemas.Redeemable(
        organisation=communities.organisation_brief(organisation),
        open=is_open,
        balance=found.balance,
        now=found.now,
        owed=found.owed,
        later=[schemas.RedeemableLater(day=one.day, amount=one.amount) for one in found.later],
        by_spending=found.by_spending,
        quote=quote(organisation, found.now),
        terms=schemas.RedemptionTerms(
            minimum=asked.minimum,
            fee_permille=asked.fee_permille,
            fee_to_association=any(share.to == "association" for share in asked.fee_to),
            after_days=asked.after_days,
            after_spends=asked.after_spends,
            after_refund_days=lots.waits_on(community).window,
            cut_off_day=asked.cut_off_day,
        ),
        next_cut_off=rules.next_cut_off(community.day(clock.now()), asked.cut_off_day),
        last4=details_now.last4 if details_now else None,
        may_ask=is_open and keeps(caller, organisation),
        fee_association=_brief(association_id),
        redemptions=redemptions(queries.of_organisation(organisation_id)),
    )


def quote(organisation: OrganisationFacts, amount: int) -> schemas.RedemptionQuote | None:
    """What ``amount`` gives today; None when it is not worth a cent."""
    community = communities.community(organisation.community_id)
    try:
        found = rules.quote(amount, redeemable.terms(community)) if amount > 0 else None
    except RedemptionTooSmall:
        return None
    return schemas.RedemptionQuote.model_validate(found) if found else None


def redemptions(rows: Sequence[Redemption]) -> list[schemas.Redemption]:
    """Requests with the names of their organisations and what the bank said."""
    names = communities.organisation_names({row.organisation_id for row in rows})
    lines = _last_lines(rows)
    return [_redemption(row, names[row.organisation_id], lines.get(row.id)) for row in rows]


def redemption(redemption_id: uuid.UUID) -> schemas.Redemption:
    """One request that exists."""
    return redemptions([db.session.get_one(Redemption, redemption_id)])[0]


_Line = tuple[SettlementLine, Settlement]


def _redemption(
    row: Redemption, organisation: communities.OrganisationBrief, line: _Line | None
) -> schemas.Redemption:
    counts = line is not None and line[0].attempt == row.attempt
    return schemas.Redemption.model_validate(
        {
            "id": row.id,
            "organisation": organisation,
            "amount": row.amount,
            "fee": row.fee,
            "euro_cents": row.euro_cents,
            "status": row.status,
            "attempt": row.attempt,
            "at": row.asked_at,
            "changed_at": row.changed_at,
            "execution_day": line[1].execution_day if line and counts else None,
            "return_reason": line[0].return_reason if line and counts else None,
        }
    )


def _last_lines(rows: Sequence[Redemption]) -> dict[uuid.UUID, _Line]:
    """The settlement line of each request's latest attempt that has one."""
    found = db.session.execute(
        select(SettlementLine, Settlement)
        .join(Settlement, Settlement.id == SettlementLine.settlement_id)
        .where(
            SettlementLine.redemption_id.in_([row.id for row in rows]),
            SettlementLine.taken_out_at.is_(None),
        )
        .order_by(SettlementLine.attempt)
    )
    return {line.redemption_id: (line, settlement) for line, settlement in found}


def _brief(organisation_id: uuid.UUID | None) -> communities.OrganisationBrief | None:
    if organisation_id is None:
        return None
    return communities.organisation_brief(communities.organisation(organisation_id))
