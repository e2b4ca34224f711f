"""Disputes as the API shows them; the shop is never told who the payer is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from backend import clock
from backend.communities import queries as communities
from backend.disputes import queries, rules, schemas, steps
from backend.disputes.models import Dispute, DisputeStep
from backend.payments import queries as payments
from backend.web.caller import Caller, Place

May = Literal["answer", "accept", "ask", "withdraw", "decide", "pay"]


def dispute(row: Dispute, caller: Caller) -> schemas.DisputeWithSteps:
    """One with its history."""
    found = queries.history(row.id)
    staff = {one.person_id for one in communities.staff(row.shop_id)}
    said = [_step(row, step, step.person_id in staff) for step in found]
    return schemas.DisputeWithSteps.model_validate(
        {**_plain(row, caller, clock.now()), "steps": said}
    )


def disputes(rows: Iterable[Dispute], caller: Caller) -> schemas.DisputeList:
    """Several in short."""
    now = clock.now()
    shown = [schemas.Dispute.model_validate(_plain(row, caller, now)) for row in rows]
    return schemas.DisputeList(disputes=shown)


def _plain(row: Dispute, caller: Caller, now: datetime) -> dict[str, object]:
    status = rules.status_at(steps.stand(row), now)
    lapsed = status == rules.CLOSED and row.outcome is None
    payment = payments.facts_of(row.payment_id)
    shop = communities.organisation(row.shop_id, vouched=True)
    return {
        "id": row.id,
        "community_id": row.community_id,
        "shop": communities.organisation_brief(shop),
        "payment": schemas.DisputedPayment(
            id=payment.id,
            at=payment.at,
            amount=payment.amount,
            left=payment.amount - payment.refunded,
        ),
        "amount": row.amount,
        "words": row.words,
        "status": status,
        "outcome": "lapsed" if lapsed else row.outcome,
        "refunded": row.refunded,
        "owed": row.owed,
        "opened_at": row.opened_at,
        "due_at": row.due_at if status == row.status else None,
        "closed_at": row.due_at if lapsed else row.closed_at,
        "may": _may(row, status, caller),
    }


def _may(row: Dispute, status: str, caller: Caller) -> list[May]:
    place = Place(row.community_id, row.shop_id)
    staff = caller.holds(queries.STAFF, place)
    if row.person_id == caller.person_id:
        turns: dict[str, list[May]] = {
            rules.OPEN: ["withdraw"],
            rules.ANSWERED: ["accept", "ask", "withdraw"],
            rules.ASKED: ["withdraw"],
        }
        return turns.get(status, [])
    if staff:
        return ["answer"] if status == rules.OPEN else ["pay"] if row.owed else []
    if caller.holds({"issuer"}, place) and status == rules.ASKED:
        return ["decide"]
    return []


def _step(row: Dispute, step: DisputeStep, by_staff: bool) -> schemas.DisputeStep:
    """Who took a step: by its kind, but a payment that was owed may come by the calendar."""
    side: schemas.Side | None
    if step.kind in {"opened", "accepted", "asked", "withdrawn"}:
        side = "payer"
    elif step.kind == "answered" or (step.kind == "paid" and by_staff):
        side = "shop"
    else:
        side = "community" if step.kind == "decided" else None
    return schemas.DisputeStep(
        kind=step.kind,  # type: ignore[arg-type]
        at=step.at,
        side=side,
        words=step.words,
        amount=step.amount,
    )
