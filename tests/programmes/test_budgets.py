"""Budgets and issuing over HTTP: who may, once per id, and what the ledger says of it."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.errors import IdConflict
from backend.ids import new_id
from backend.ledger import audit
from backend.ledger import service as ledger
from backend.programmes import queries, service
from backend.programmes.audit import CHECKS
from backend.programmes.models import Issue
from backend.web.caller import Place
from tests.factories.communities import Somebody, make_community, make_organisation, somebody
from tests.factories.identity import send
from tests.factories.ledger import transfer


@dataclass
class Here:
    """A neighbourhood with a community centre and a fresh issuer."""

    app: Flask
    community: CommunityFacts
    centre: OrganisationFacts
    issuer: Somebody

    def anybody(self, role: str, *, fresh: bool = True) -> Somebody:
        """A new person with ``role``: at the centre, or in the community."""
        return somebody(self.app, role, self.centre.place, fresh=fresh)

    def open_budget(self, name: str = "Groen") -> uuid.UUID:
        """A new budget of the centre; its id."""
        budget_id = new_id()
        body = {"id": str(budget_id), "name": name, "organisation_id": str(self.centre.id)}
        made = send(self.issuer.client, "POST", f"/communities/{self.community.id}/budgets", body)
        assert made.status_code == 201
        return budget_id

    def issue(self, budget_id: uuid.UUID, amount: Any = 1_000, **changes: Any) -> Any:
        """Issue as the issuer does, under a new id unless ``id`` is given."""
        issue_id = changes.pop("id", new_id())
        body = {"budget_id": str(budget_id), "amount": amount, "why": "Subsidie", **changes}
        return send(self.issuer.client, "PUT", f"/issues/{issue_id}", body)


@pytest.fixture
def here(app: Flask) -> Here:
    community = make_community()
    centre = make_organisation(community.id, "association", "Buurthuis")
    return Here(app, community, centre, somebody(app, "issuer", centre.place, fresh=True))


def budgets_of(who: Somebody, here: Here) -> Any:
    return send(who.client, "GET", f"/communities/{here.community.id}/budgets")


def test_coin_is_issued_into_a_budget_and_accounted_for(here: Here) -> None:
    budget_id = here.open_budget()
    issued = here.issue(budget_id, 5_000)
    assert issued.status_code == 200
    assert issued.json["budget"]["balance"] == 5_000
    here.issue(budget_id, 250)
    facts = queries.budget(budget_id)
    wallet = ledger.wallet(here.community.id, here.issuer.person_id)
    ledger.book(transfer("reward", facts.account_id, wallet, 1_250))

    listed = budgets_of(here.issuer, here).json["budgets"]

    assert listed == [
        {
            "id": str(budget_id),
            "name": "Groen",
            "organisation": {
                "id": str(here.centre.id),
                "name": "Buurthuis",
                "kind": "association",
            },
            "account_id": str(facts.account_id),
            "balance": 4_000,
            "issued": 5_250,
            "spent": 1_250,
        }
    ]
    assert audit.check_all({**audit.CHECKS, **CHECKS}) == []


def test_the_same_issue_again_is_the_first_one(here: Here) -> None:
    budget_id, issue_id = here.open_budget(), new_id()
    first = here.issue(budget_id, id=issue_id)
    assert here.issue(budget_id, id=issue_id).json == first.json
    assert budgets_of(here.issuer, here).json["budgets"][0]["issued"] == 1_000


def test_an_id_is_not_used_for_another_issue(here: Here) -> None:
    budget_id, issue_id = here.open_budget(), new_id()
    here.issue(budget_id, id=issue_id)
    other_budget = here.open_budget("Samen")
    for answer in (
        here.issue(budget_id, 2_000, id=issue_id),
        here.issue(other_budget, id=issue_id),
        here.issue(budget_id, id=issue_id, why="Iets anders"),
    ):
        assert (answer.status_code, answer.json["code"]) == (409, "id_conflict")
    assert {one["issued"] for one in budgets_of(here.issuer, here).json["budgets"]} == {1_000, 0}


def test_one_issue_sent_many_times_at_once_is_booked_once(here: Here) -> None:
    budget_id, issue_id = here.open_budget(), new_id()

    def again(_: int) -> None:
        with here.app.app_context():
            try:
                service.issue(
                    issue_id, budget_id=budget_id, amount=700, why="x", by=here.issuer.person_id
                )
            finally:
                db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(again, range(12)))
    assert budgets_of(here.issuer, here).json["budgets"][0]["issued"] == 700
    with pytest.raises(IdConflict):
        service.issue(issue_id, budget_id=budget_id, amount=1, why="x", by=here.issuer.person_id)


@pytest.mark.parametrize("amount", [0, -1, 1.5, "100", True, None, 2**31])
def test_an_impossible_amount_is_refused(here: Here, amount: Any) -> None:
    answer = here.issue(here.open_budget(), amount)
    assert (answer.status_code, answer.json["code"]) == (422, "amount_invalid")


def test_an_issue_says_why(here: Here) -> None:
    answer = here.issue(here.open_budget(), why="  ")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")


def test_only_a_fresh_issuer_of_this_neighbourhood_issues(here: Here) -> None:
    budget_id = here.open_budget()
    body = {"budget_id": str(budget_id), "amount": 100, "why": "x"}
    for role in ("member", "treasurer", "coordinator"):
        answer = send(here.anybody(role).client, "PUT", f"/issues/{new_id()}", body)
        assert (answer.status_code, answer.json["code"]) == (403, "forbidden"), role
    stale = here.anybody("issuer", fresh=False)
    answer = send(stale.client, "PUT", f"/issues/{new_id()}", body)
    assert answer.json["code"] == "fresh_login_required"
    stranger = somebody(here.app, "issuer", Place(make_community("Elders").id), fresh=True)
    answer = send(stranger.client, "PUT", f"/issues/{new_id()}", body)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert here.issue(uuid.uuid4()).json["code"] == "not_found"
    assert budgets_of(here.issuer, here).json["budgets"][0]["issued"] == 0


def test_only_a_fresh_issuer_opens_a_budget_and_only_for_an_own_organisation(here: Here) -> None:
    path = f"/communities/{here.community.id}/budgets"
    body = {"id": str(new_id()), "name": "Groen", "organisation_id": str(here.centre.id)}
    for role in ("member", "treasurer", "coordinator"):
        assert send(here.anybody(role).client, "POST", path, body).json["code"] == "forbidden"
    stale = here.anybody("issuer", fresh=False)
    assert send(stale.client, "POST", path, body).json["code"] == "fresh_login_required"
    foreign = make_organisation(make_community("Elders").id)
    body["organisation_id"] = str(foreign.id)
    assert send(here.issuer.client, "POST", path, body).json["code"] == "not_found"


def test_the_same_budget_again_is_the_first_one(here: Here) -> None:
    path = f"/communities/{here.community.id}/budgets"
    body = {"id": str(new_id()), "name": "Groen", "organisation_id": str(here.centre.id)}
    first = send(here.issuer.client, "POST", path, body)
    assert send(here.issuer.client, "POST", path, body).json == first.json
    other = send(here.issuer.client, "POST", path, {**body, "name": "Grijs"})
    assert (other.status_code, other.json["code"]) == (409, "id_conflict")


def test_a_coordinator_sees_the_budgets_of_the_own_organisation(here: Here) -> None:
    own = here.open_budget()
    library = make_organisation(here.community.id, "institution", "Bibliotheek")
    service.create_budget(
        new_id(), community_id=here.community.id, organisation_id=library.id, name="Taal", by=None
    )
    seen = budgets_of(here.anybody("coordinator"), here).json["budgets"]
    assert [one["id"] for one in seen] == [str(own)]
    assert len(budgets_of(here.anybody("treasurer"), here).json["budgets"]) == 2
    assert budgets_of(here.anybody("member"), here).json["code"] == "forbidden"


def test_who_issued_and_why_is_on_record(here: Here) -> None:
    made = here.issue(here.open_budget(), why="Raadsbesluit 12")
    row = db.session.get_one(Issue, uuid.UUID(made.json["id"]))
    assert (row.issued_by, row.why) == (here.issuer.person_id, "Raadsbesluit 12")


def test_the_audit_names_coin_that_nobody_issued(
    here: Here, make_app: Callable[..., Flask]
) -> None:
    facts = queries.budget(here.open_budget())
    stray = transfer("issue", ledger.issuance(here.community.id), facts.account_id, 900)
    ledger.book(stray)
    found = audit.check_all(CHECKS)
    assert [(one.check, uuid.UUID(one.id)) for one in found] == [
        ("transfer_without_issue", stray.id)
    ]
