"""Standing orders as the API shows them."""

import uuid
from collections.abc import Sequence

from backend.communities import queries as communities
from backend.identity import queries as identity
from backend.ledger import queries as ledger
from backend.mandates import models, plots, queries, schemas
from backend.mandates.queries import Standing

Shown = dict[str, object]
_OF_PLAN = (
    *("id", "community_id", "kind", "name", "amount", "euro_cents", "period", "offer_days"),
    "status",
)
_OF_MANDATE = (
    *("id", "amount", "euro_cents", "first_on", "ends_on", "due_on", "tries", "holds_until"),
    *("given_at", "ended_at", "end_reason"),
)
_OF_COLLECTION = (
    *("id", "mandate_id", "due_on", "amount", "euro_cents", "status", "at", "euro_paid_at"),
    "euro_reference",
)


def open_plans(found: Sequence[models.Plan], person_id: uuid.UUID) -> list[schemas.OpenPlan]:
    """Plans as the person may join them."""
    waiting = queries.waiting_counts([plan.id for plan in found])
    given = {
        one.plan_id: one.id
        for community_id in {plan.community_id for plan in found}
        for one in queries.mandates_of_person(community_id, person_id)
        if one.ended_at is None
    }
    return [
        schemas.OpenPlan(
            **_plan(plan).model_dump(),
            free_plots=_free(plan),
            waiting=waiting.get(plan.id, 0),
            mine=_my_place(plan, person_id, given.get(plan.id)),
        )
        for plan in found
    ]


def managed_plans(found: Sequence[models.Plan]) -> list[schemas.ManagedPlan]:
    """Plans as who looks after them sees them."""
    ids = [plan.id for plan in found]
    active, waiting = queries.active_counts(ids), queries.waiting_counts(ids)
    described = []
    for plan in found:
        standings = queries.standings(plan.id).values()
        described.append(
            schemas.ManagedPlan(
                **_plan(plan).model_dump(),
                active=active.get(plan.id, 0),
                behind=sum(1 for one in standings if one.behind),
                euro_owed_cents=sum(one.euro_owed_cents for one in standings),
                waiting=waiting.get(plan.id, 0),
            )
        )
    return described


def mandates(found: Sequence[models.Mandate]) -> list[schemas.Mandate]:
    """Mandates with their plans and parties."""
    plans = {one.plan_id: queries.plan(one.plan_id) for one in found}
    described = {plan_id: _plan(plan) for plan_id, plan in plans.items()}
    names = party_names(found)
    labels = queries.plot_labels([one.plot_id for one in found if one.plot_id])
    return [
        _mandate(
            one, described[one.plan_id], names[one.id], labels.get(one.plot_id or uuid.UUID(int=0))
        )
        for one in found
    ]


def collections(found: Sequence[models.Collection]) -> list[schemas.Collection]:
    """Periods with the names of whose they are."""
    names = party_names(queries.mandates({period.mandate_id for period in found}))
    return [
        schemas.Collection.model_validate(
            {**_own(one, _OF_COLLECTION), "party": names[one.mandate_id]}
        )
        for one in found
    ]


def payers(found: Sequence[models.Mandate], plan_id: uuid.UUID) -> list[schemas.Payer]:
    """Mandates with how they stand."""
    standings = queries.standings(plan_id)
    return [
        schemas.Payer(
            mandate=shown,
            behind=standing.behind,
            euro_owed_cents=standing.euro_owed_cents,
            last_paid_on=standing.last_paid_on,
        )
        for shown in mandates(found)
        for standing in [standings.get(shown.id, Standing())]
    ]


def garden(plan: models.Plan) -> schemas.Garden:
    """The plots of a plan and its waiting list."""
    line, shown = queries.line(plan.id), queries.plots(plan.id)
    names = identity.display_names({wait.person_id for wait in line})
    labels = {plot.id: plot.label for plot in shown}
    offers = {wait.plot_id: wait for wait in line if wait.plot_id}
    renters = queries.renters(plan.id, plots.today(plan))
    holders = party_names(list(renters.values()))
    described = []
    for plot in shown:
        renter, offer = renters.get(plot.id), offers.get(plot.id)
        described.append(
            schemas.Plot(
                id=plot.id,
                label=plot.label,
                holder=holders[renter.id] if renter else None,
                holds_until=renter.holds_until if renter else None,
                offered_to=names.get(offer.person_id, "") if offer else None,
                offered_until=offer.until if offer else None,
            )
        )
    waiting = [
        schemas.Waiting(
            person_id=wait.person_id,
            name=names.get(wait.person_id, ""),
            since=wait.since,
            offered_plot=labels.get(wait.plot_id) if wait.plot_id else None,
            offered_until=wait.until,
        )
        for wait in line
    ]
    return schemas.Garden(plan=managed_plans([plan])[0], plots=described, waiting=waiting)


def party_names(found: Sequence[models.Mandate]) -> dict[uuid.UUID, str]:
    """By mandate, what its payer (of a grant: its receiver) is called."""
    people = identity.display_names({one.person_id for one in found if one.person_id})
    owners = communities.organisation_names(
        {one.organisation_id for one in found if one.organisation_id}
    )
    names = {}
    for one in found:
        if one.person_id is not None:
            names[one.id] = people.get(one.person_id, "")
        elif one.organisation_id is not None:
            names[one.id] = owners[one.organisation_id].name
    return names


def _free(plan: models.Plan) -> int:
    return len(plots.free_plots(plan, plots.today(plan))) if plan.kind == "plot" else 0


def _my_place(
    plan: models.Plan, person_id: uuid.UUID, mandate_id: uuid.UUID | None
) -> schemas.MyPlace:
    wait = plots.place_of(plan.id, person_id) if plan.kind == "plot" else None
    offered = wait.plot_id if wait else None
    place = None
    if wait and not offered:
        ahead = [one.person_id for one in queries.line(plan.id) if one.status == "waiting"]
        place = ahead.index(person_id) + 1
    return schemas.MyPlace(
        mandate_id=mandate_id,
        place=place,
        offered_plot=queries.plot_labels([offered])[offered] if offered else None,
        offered_until=wait.until if wait else None,
    )


def _plan(plan: models.Plan) -> schemas.Plan:
    owner = plan.organisation_id
    return schemas.Plan.model_validate(
        {
            **_own(plan, _OF_PLAN),
            "organisation": communities.organisation_brief(communities.organisation(owner))
            if owner
            else None,
            "source": ledger.account(plan.account_id).purpose,
        }
    )


def _mandate(
    one: models.Mandate, plan: schemas.Plan, party: str, plot: str | None
) -> schemas.Mandate:
    dearer = plan.amount > one.amount or plan.euro_cents > one.euro_cents
    asks = dearer and one.ended_at is None and plan.kind != "grant"
    return schemas.Mandate.model_validate(
        {
            **_own(one, _OF_MANDATE),
            "plan": plan,
            "party": party,
            "plot": plot,
            "next_on": one.try_on,
            "new_amount": plan.amount if asks else None,
            "new_euro_cents": plan.euro_cents if asks else None,
        }
    )


def _own(row: models.Plan | models.Mandate | models.Collection, names: tuple[str, ...]) -> Shown:
    """What a schema takes over from a row as it is."""
    return {name: getattr(row, name) for name in names}
