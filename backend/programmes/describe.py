"""Programmes, budgets and requests as the API shows them, with what the ledger says of them."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby

from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import OrganisationBrief
from backend.identity import queries as identity
from backend.ledger import queries as ledger
from backend.programmes import issuing, queries, reserve, rules, schemas
from backend.programmes.issuing import IssueFacts
from backend.programmes.queries import BudgetFacts, ProgrammeFacts
from backend.programmes.reserve import Coverage, DepositFacts, WithdrawalFacts


def budgets(found: Sequence[BudgetFacts]) -> list[schemas.Budget]:
    """Budgets with balance, what was put into them and what was paid out of them."""
    if not found:
        return []
    balances = ledger.balances([facts.account_id for facts in found])
    put_in = queries.put_in([facts.id for facts in found])
    names = communities.organisation_names({facts.organisation_id for facts in found})
    community = communities.community(found[0].community_id)
    percent = community_service.low_budget(community).percent
    return [
        _budget(
            facts,
            names[facts.organisation_id],
            balances[facts.account_id],
            put_in[facts.id],
            percent,
        )
        for facts in found
    ]


def _budget(
    facts: BudgetFacts, organisation: OrganisationBrief, balance: int, put_in: int, percent: int
) -> schemas.Budget:
    return schemas.Budget.model_validate(
        {
            "id": facts.id,
            "name": facts.name,
            "organisation": organisation,
            "account_id": facts.account_id,
            "programme_id": facts.programme_id,
            "line_id": facts.line_id,
            "balance": balance,
            "issued": put_in,
            "spent": put_in - balance,
            "state": rules.state_of(balance, put_in, percent),
        }
    )


def programme(facts: ProgrammeFacts) -> schemas.Programme:
    """A programme, and where its coin is."""
    of_it = budgets(queries.budgets_of(facts.id))
    funder = None
    if facts.funder_id is not None:
        funder = communities.organisation_names({facts.funder_id}).get(facts.funder_id)
    return schemas.Programme.model_validate(
        {
            **{name: getattr(facts, name) for name in _PLAIN},
            "funder_organisation": funder,
            "issued": queries.issued(facts.id),
            "waiting": issuing.waiting(facts.id),
            "balance": ledger.balance(facts.account_id),
            "in_budgets": sum(budget.balance for budget in of_it),
            "spent": sum(budget.spent for budget in of_it),
            "lines": _lines(facts.id, of_it),
            "budgets": of_it,
        }
    )


_PLAIN = (
    *("id", "community_id", "account_id", "funder", "name", "purpose"),
    *("starts_on", "ends_on", "euro_cents", "amount", "status"),
)


def _lines(programme_id: uuid.UUID, of_it: Sequence[schemas.Budget]) -> list[schemas.ProgrammeLine]:
    allocated = queries.allocated(programme_id)
    return [
        schemas.ProgrammeLine(
            id=line.id,
            name=line.name,
            amount=line.amount,
            allocated=allocated.get(line.id, 0),
            spent=sum(budget.spent for budget in of_it if budget.line_id == line.id),
        )
        for line in queries.lines_of([programme_id])
    ]


_WITHIN = frozenset({"allocate", "return_allocation"})
"""What goes from a programme to its own budgets stays in it."""


def burn_down(facts: ProgrammeFacts) -> schemas.BurnDown:
    """What was left at the end of each day (community's time zone) on which that changed."""
    day_of = communities.community(facts.community_id).day
    accounts = [facts.account_id, *(budget.account_id for budget in queries.budgets_of(facts.id))]
    left, points = 0, []
    moving = [flow for flow in ledger.flows(accounts) if flow.kind not in _WITHIN]
    for day, flows in groupby(moving, lambda flow: day_of(flow.at)):
        left += sum(flow.amount if flow.incoming else -flow.amount for flow in flows)
        points.append(schemas.BurnDownPoint(day=day, left=left))
    return schemas.BurnDown(points=_from_start(points, facts.starts_on))


def _from_start(
    points: list[schemas.BurnDownPoint], starts_on: date
) -> list[schemas.BurnDownPoint]:
    if points and points[0].day <= starts_on:
        return points
    return [schemas.BurnDownPoint(day=starts_on, left=0), *points]


def issues(found: Sequence[IssueFacts]) -> list[schemas.Issue]:
    """Issues with the names of programmes and people."""
    names = _names({one.issued_by for one in found} | {one.decided_by for one in found})
    programmes = {one.programme_id: queries.programme(one.programme_id).name for one in found}
    return [
        schemas.Issue.model_validate(
            {
                **{name: getattr(one, name) for name in _OF_ISSUE},
                "programme_name": programmes[one.programme_id],
                "until": one.at + rules.TIME_TO_AGREE,
                "issued_by_name": names.get(one.issued_by, ""),
                "decided_by_name": names.get(one.decided_by) if one.decided_by else None,
            }
        )
        for one in found
    ]


_OF_ISSUE = (
    *("id", "programme_id", "amount", "why", "at", "status", "issued_by", "decided_at", "reason"),
)


def deposits(found: Sequence[DepositFacts]) -> list[schemas.Deposit]:
    """Deposits with the names of those who noted them."""
    names = _names({one.made_by for one in found})
    fields = ("id", "cents", "bank_reference", "day", "received_from", "at")
    return [
        schemas.Deposit.model_validate(
            {
                **{name: getattr(one, name) for name in fields},
                "made_by_name": names.get(one.made_by, ""),
            }
        )
        for one in found
    ]


def withdrawals(found: Sequence[WithdrawalFacts]) -> list[schemas.Withdrawal]:
    """Withdrawals with the names of those who asked and decided."""
    names = _names({one.made_by for one in found} | {one.decided_by for one in found})
    fields = ("id", "cents", "why", "at", "status", "made_by", "decided_at", "reason")
    return [
        schemas.Withdrawal.model_validate(
            {
                **{name: getattr(one, name) for name in fields},
                "until": one.at + rules.TIME_TO_AGREE,
                "made_by_name": names.get(one.made_by, ""),
                "decided_by_name": names.get(one.decided_by) if one.decided_by else None,
            }
        )
        for one in found
    ]


def coverage(now: Coverage) -> dict[str, object]:
    """The fields that every answer about cover has."""
    worth = now.backing.worth_cents(now.outstanding)
    return {
        "policy": now.policy,
        "ratio_percent": now.backing.percent,
        "covered_percent": now.reserve_cents * 100 // worth if worth > 0 else None,
        "outstanding": now.outstanding,
        "worth_cents": worth,
        "reserve_cents": now.reserve_cents,
        "possible": now.possible,
        "spare_cents": now.spare_cents,
    }


def the_reserve(community_id: uuid.UUID) -> schemas.Reserve:
    """The reserve, and what went in and out of it by hand."""
    return schemas.Reserve.model_validate(
        {
            **coverage(reserve.coverage(community_id)),
            "deposits": deposits(reserve.deposits(community_id)),
            "withdrawals": withdrawals(reserve.withdrawals(community_id)),
        }
    )


def _names(person_ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    return identity.display_names([one for one in person_ids if one is not None])
