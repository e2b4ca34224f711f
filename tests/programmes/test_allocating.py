"""A programme's coin goes to budgets, never more than there is, and what is left comes back."""

import contextvars
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from backend import clock
from backend.communities import queries as communities
from backend.db import db
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.ledger import audit
from backend.ledger import queries as ledger
from backend.ledger import service as ledger_service
from backend.notices.models import Notice
from backend.programmes import queries, service
from backend.programmes.audit import CHECKS
from backend.programmes.jobs import JOBS
from tests.factories.communities import make_community, make_member, make_organisation
from tests.factories.identity import send
from tests.factories.ledger import transfer
from tests.factories.programmes import make_programme
from tests.programmes.conftest import Here, balance, ok, outstanding, refused


def pay(here: Here, budget: dict[str, object], amount: int) -> uuid.UUID:
    """Let a new member earn ``amount`` from a budget; the wallet."""
    member = make_member(here.community.id)
    wallet = ledger_service.wallet(here.community.id, member)
    paid = transfer("reward", uuid.UUID(str(budget["account_id"])), wallet, amount, at=clock.now())
    ledger_service.book(paid)
    return wallet


def test_coin_goes_from_programme_to_budget_within_its_line(here: Here) -> None:
    lines = [
        {"id": str(new_id()), "name": "Groen", "amount": 3_000},
        {"id": str(new_id()), "name": "Ontmoeten", "amount": 7_000},
    ]
    programme = here.programme(10_000, lines=lines, purpose="Schone straat")
    here.issued(programme, 6_000)
    green = here.budget(programme, line_id=lines[0]["id"])
    free = here.budget(programme, name="Los")

    item = new_id()
    got = ok(here.allocate(programme, green, 2_500, item))
    assert (got["balance"], got["issued"], got["state"]) == (2_500, 2_500, "enough")
    assert ok(here.allocate(programme, green, 2_500, item)) == got
    assert refused(here.allocate(programme, green, 2_501, item)) == (409, "id_conflict")
    over_line = here.allocate(programme, green, 501)
    assert (refused(over_line), over_line.json["left"]) == ((409, "line_exceeded"), 500)
    over_programme = here.allocate(programme, free, 3_501)
    assert refused(over_programme) == (409, "programme_short")
    assert over_programme.json["left"] == 3_500
    ok(here.allocate(programme, free, 1_000))

    pay(here, green, 1_200)
    back = {"budget_id": green["id"], "amount": 1_301, "why": "Over"}
    short = here.put(here.issuer, "allocation-returns", back)
    assert (refused(short), short.json["left"]) == ((409, "budget_short"), 1_300)
    ok(here.put(here.issuer, "allocation-returns", {**back, "amount": 300}))
    destroyed = {"programme_id": programme["id"], "amount": 800, "why": "Niet nodig"}
    ok(here.put(here.issuer, "issue-returns", destroyed))

    shown = ok(here.read(here.treasurer, "programmes"))["programmes"][0]
    assert (shown["issued"], shown["balance"], shown["in_budgets"], shown["spent"]) == (
        5_200, 2_000, 2_000, 1_200,
    )  # fmt: skip
    assert [(one["allocated"], one["spent"]) for one in shown["lines"]] == [(2_200, 1_200), (0, 0)]
    assert outstanding(here) == 5_200
    burned = send(here.issuer.client, "GET", f"/programmes/{programme['id']}/burn-down").json
    assert burned["points"][0] == {"day": "2026-01-01", "left": 0}
    assert burned["points"][-1]["left"] == 4_000
    assert audit.check_all({**audit.CHECKS, **CHECKS}) == []


def test_two_allocations_at_once_never_use_a_line_twice(here: Here) -> None:
    line = {"id": str(new_id()), "name": "Groen", "amount": 1_000}
    programme = here.programme(10_000, lines=[line])
    here.issued(programme, 10_000)
    budgets = [here.budget(programme, line_id=line["id"]) for _ in range(4)]
    with ThreadPoolExecutor(len(budgets)) as pool:
        work = [
            pool.submit(contextvars.Context().run, here.allocate, programme, one, 1_000)
            for one in budgets
        ]
        answers = [one.result().status_code for one in work]
    assert sorted(answers) == [200, 409, 409, 409]
    db.session.rollback()
    assert sum(balance(one["account_id"]) for one in budgets) == 1_000


def test_what_a_programme_may_be_is_checked(here: Here) -> None:
    whole = {
        "community_id": str(here.community.id),
        "funder": "Gemeente",
        "name": "Wijkbudget",
        "starts_on": "2026-05-01",
        "ends_on": "2099-01-01",
        "euro_cents": 100,
        "amount": 1_000,
    }
    lines = [{"id": str(new_id()), "name": "Groen", "amount": 1_001}]
    for change, code in (
        ({"ends_on": "2026-04-30"}, "period_invalid"),
        ({"starts_on": "2020-01-01", "ends_on": "2020-12-31"}, "period_invalid"),
        ({"lines": lines}, "lines_too_large"),
        ({"amount": 0}, "amount_invalid"),
        ({"ends_on": "morgen"}, "invalid_request"),
    ):
        answer = here.put(here.issuer, "programmes", {**whole, **change})
        assert refused(answer) == (422, code)
    twice = [{"id": str(new_id()), "name": "Groen", "amount": 1}] * 2
    answer = here.put(here.issuer, "programmes", {**whole, "lines": twice})
    assert refused(answer) == (409, "id_conflict")
    item = new_id()
    first = ok(here.put(here.issuer, "programmes", whole, item))
    assert ok(here.put(here.issuer, "programmes", whole, item)) == first
    other = here.put(here.issuer, "programmes", {**whole, "name": "Anders"}, item)
    assert refused(other) == (409, "id_conflict")
    elsewhere = make_organisation(make_community("Elders").id, "municipality", "Stad")
    foreign = here.put(here.issuer, "programmes", {**whole, "funder_id": str(elsewhere.id)})
    assert refused(foreign) == (404, "not_found")

    theirs = make_programme(elsewhere.community_id, lines=())
    budget = {"id": str(new_id()), "name": "Groen", "organisation_id": str(here.centre.id)}
    path = f"/communities/{here.community.id}/budgets"
    body = {**budget, "programme_id": str(theirs.id)}
    assert refused(send(here.issuer.client, "POST", path, body)) == (404, "not_found")
    body = {**budget, "programme_id": first["id"], "line_id": str(new_id())}
    assert refused(send(here.issuer.client, "POST", path, body)) == (409, "line_foreign")
    body = {**budget, "organisation_id": str(elsewhere.id)}
    assert refused(send(here.issuer.client, "POST", path, body)) == (404, "not_found")
    made = send(here.issuer.client, "POST", path, budget)
    assert send(here.issuer.client, "POST", path, budget).json == made.json
    renamed = send(here.issuer.client, "POST", path, {**budget, "name": "Grijs"})
    assert refused(renamed) == (409, "id_conflict")


def test_a_budget_from_before_there_were_programmes_goes_on(here: Here) -> None:
    old = service.create_budget(
        new_id(),
        community_id=here.community.id,
        organisation_id=here.centre.id,
        name="Van vroeger",
        by=None,
    )
    programme, other = here.programme(), here.programme()
    here.issued(programme, 1_000)
    here.issued(other, 1_000)
    budget = {"id": str(old.id), "account_id": str(old.account_id)}
    assert ok(here.allocate(programme, budget, 400))["programme_id"] == programme["id"]
    assert refused(here.allocate(other, budget, 1)) == (409, "budget_of_other_programme")
    assert ok(here.allocate(programme, budget, 100))["balance"] == 500
    listed = ok(here.read(here.anybody("coordinator"), "budgets"))["budgets"]
    assert [one["name"] for one in listed] == ["Van vroeger"]
    assert refused(here.read(here.anybody("member"), "budgets")) == (403, "forbidden")


def test_what_is_left_at_the_end_returns_to_the_programme(here: Here) -> None:
    programme = here.programme(
        starts_on="2026-01-01", ends_on=(_today(here) + timedelta(days=30)).isoformat()
    )
    here.issued(programme, 5_000)
    budgets = [here.budget(programme), here.budget(programme, name="Samen")]
    for budget in budgets:
        ok(here.allocate(programme, budget, 2_000))
    pay(here, budgets[0], 500)
    last_day = _today(here) + timedelta(days=30)

    assert _tick(here, last_day) == 0
    assert _tick(here, last_day + timedelta(days=1)) == 1
    assert _tick(here, last_day + timedelta(days=9)) == 0

    db.session.rollback()
    facts = queries.programme(uuid.UUID(programme["id"]))
    assert facts.status == "closed"
    assert ledger.balance(facts.account_id) == 4_500
    assert [balance(one["account_id"]) for one in budgets] == [0, 0]
    assert refused(here.allocate(programme, budgets[0], 1)) == (409, "programme_closed")
    assert refused(here.ask(programme)) == (409, "programme_closed")
    path = f"/programmes/{programme['id']}/close"
    assert ok(send(here.issuer.client, "POST", path, {}))["balance"] == 4_500
    destroyed = {"programme_id": programme["id"], "amount": 4_500, "why": "Over"}
    ok(here.put(here.issuer, "issue-returns", destroyed))
    assert outstanding(here) == 500
    assert audit.check_all({**audit.CHECKS, **CHECKS}) == []


def test_coordinators_are_told_once_each_time_a_budget_falls(here: Here) -> None:
    programme = here.programme()
    here.issued(programme, 3_000)
    budget = here.budget(programme)
    ok(here.allocate(programme, budget, 1_000))
    coordinator = here.anybody("coordinator")
    days = iter(range(1, 9))

    def notices() -> int:
        _tick(here, _today(here) + timedelta(days=next(days)))
        return db.session.query(Notice).filter_by(kind="budget_low").count()

    pay(here, budget, 899)
    assert notices() == 0
    pay(here, budget, 1)
    assert _states(here) == ["low"]
    assert notices() == 1
    pay(here, budget, 50)
    assert notices() == 1
    told = db.session.query(Notice).filter_by(kind="budget_low").one()
    assert (told.person_id, told.params["left"]) == (coordinator.person_id, 100)
    ok(here.allocate(programme, budget, 1_000))
    assert notices() == 1
    pay(here, budget, 1_050)
    assert _states(here) == ["empty"]
    assert notices() == 2
    assert service.watch(queries.budget(uuid.UUID(budget["id"]))) == "empty"
    assert notices() == 2


def _states(here: Here) -> list[str]:
    return [one["state"] for one in ok(here.read(here.issuer, "budgets"))["budgets"]]


def _today(here: Here) -> date:
    return here.community.day(clock.now())


def _tick(here: Here, day: date) -> int:
    """How many programmes the jobs ended on ``day``."""
    facts = communities.community(here.community.id)
    outcomes = run_due([facts], JOBS, until=day, strict=True)
    db.session.rollback()
    return next(one.done for one in outcomes if one.job == "programme_end")
