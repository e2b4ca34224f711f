"""What is due is taken on its day: once per period, however late, often or short of coin."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from backend.communities import dated_settings
from backend.communities import service as communities
from backend.db import db
from backend.ids import new_id
from backend.jobs.service import run_due
from backend.ledger import service as ledger
from backend.mandates import queries, service
from backend.mandates.errors import CollectionNotPaid
from backend.mandates.jobs import JOBS
from backend.mandates.models import Collection, Mandate
from backend.mandates.service import Promise
from tests.factories.communities import make_organisation
from tests.factories.ledger import funded_budget, transfer
from tests.factories.mandates import (
    START,
    give_coins,
    give_mandate,
    live_through,
    make_payer,
    make_plan,
)
from tests.mandates.conftest import Here


def set_rule(here: Here, **value: object) -> None:
    founder = here.coordinator.person_id
    rule = {"notice_days": 3, "retries": 2, "retry_days": 3, "short": "skip", **value}
    dated_settings.set_value(here.community.id, "dues", rule, START, by=founder, why="proef")


def test_a_year_of_dues_is_taken_on_the_last_days_of_months_once_each(here: Here) -> None:
    plan = make_plan(here.community.id, here.garden.id)
    people = [make_payer(here.community.id, 7_000) for _ in range(3)]
    given = [give_mandate(plan, person, START) for person in people]
    live_through(here.community, START)
    assert (here.till(), here.balance(people[0])) == (1_500, 6_500)
    live_through(here.community, date(2027, 4, 1))
    live_through(here.community, date(2027, 4, 1))
    assert here.till() == 4_500
    days = [period.due_on.isoformat() for period in queries.history(given[0].id)]
    assert days == ["2027-03-31", "2027-02-28", "2027-01-31"]
    [told, taken, _] = live_through(here.community, date(2028, 1, 30))
    assert (told.done, taken.done) == (30, 27)
    assert here.till() == 12 * 1_500
    assert here.told(people[0]) == ["due_coming"] * 12
    service.end(given[0].id, by=people[0], reason="payer")
    live_through(here.community, date(2028, 3, 1))
    assert [here.balance(person) for person in people] == [1_000, 0, 0]
    assert here.told(here.coordinator.person_id) == ["mandate_ended"]
    assert here.is_sound()


def test_whoever_is_short_is_told_tried_again_and_then_skipped(here: Here) -> None:
    set_rule(here)
    plan = make_plan(here.community.id, here.garden.id)
    person = make_payer(here.community.id, 100)
    mandate = give_mandate(plan, person, START)
    live_through(here.community, START)
    live_through(here.community, START + timedelta(days=2))
    assert here.told(person) == ["due_failed"]
    give_coins(here.community.id, person, 450)
    service.change_plan(plan.id, service.PlanChange(amount=490), by=person)
    live_through(here.community, START + timedelta(days=3))
    assert (here.till(), here.balance(person)) == (490, 60)
    for day in (date(2027, 2, 28), date(2027, 3, 3), date(2027, 3, 6), date(2027, 3, 30)):
        live_through(here.community, day)
    assert here.told(person)[1:] == ["due_coming", "due_failed", "due_skipped", "due_coming"]
    assert here.told(here.coordinator.person_id) == ["due_short"]
    db.session.refresh(mandate)
    assert (mandate.nth, mandate.due_on) == (2, date(2027, 3, 31))
    [behind] = queries.standings(plan.id).values()
    assert (behind.behind, behind.last_paid_on) == (1, START)
    assert here.is_sound()


def test_a_mandate_may_end_at_a_shortage_and_a_late_run_gives_the_days_to_fill_the_wallet(
    here: Here,
) -> None:
    set_rule(here, short="end", retries=1)
    plan = make_plan(here.community.id, here.garden.id)
    person = make_payer(here.community.id, 0)
    mandate = give_mandate(plan, person, START)
    live_through(here.community, START + timedelta(days=20))
    db.session.refresh(mandate)
    assert (mandate.tries, mandate.try_on) == (1, START + timedelta(days=23))
    live_through(here.community, START + timedelta(days=23))
    db.session.refresh(mandate)
    assert (mandate.end_reason, mandate.try_on) == ("short", None)
    assert here.told(person) == ["due_failed", "due_ended"]
    live_through(here.community, START + timedelta(days=90))
    assert here.is_sound()


def test_many_are_taken_in_batches_and_every_batch_is_kept(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.mandates.collecting.MOST_IN_A_BATCH", 4)
    plan = make_plan(here.community.id, here.garden.id)
    for _ in range(9):
        give_mandate(plan, make_payer(here.community.id, 500), START)
    calls = []

    def stumble(*_: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the power went out")

    monkeypatch.setattr("backend.mandates.telling.tell_failures", stumble)
    _, failed, _ = run_due([here.community], JOBS, START)
    assert failed.trouble is not None
    assert failed.done == 4
    assert here.till() == 2_000
    _, mended, _ = run_due([here.community], JOBS, START)
    assert (mended.trouble, mended.done, here.till()) == (None, 5, 4_500)
    assert here.is_sound()


def test_grants_come_out_of_a_till_a_budget_or_the_fund_while_there_is_coin(here: Here) -> None:
    place = here.community.id
    band = make_organisation(place, "association", "Fanfare", "music")
    ledger.book(transfer("reward", funded_budget(place, 900), ledger.wallet(place, band.id), 900))
    person = make_payer(place, 1_000)
    wallet, till = ledger.wallet(place, person), ledger.till(place, here.garden.id)
    ledger.book(transfer("due", wallet, till, 900, id=new_id()))
    plan = make_plan(place, here.garden.id, kind="grant", amount=300, name="Subsidie")
    to_band = Promise(plan.id, 300, START, organisation_id=band.id)
    to_person = Promise(plan.id, 300, START, person_id=person)
    given = [service.grant(new_id(), one, by=person) for one in (to_band, to_person)]
    live_through(here.community, date(2027, 3, 1))
    band_till = ledger.till(place, band.id)
    assert ledger.lock([band_till, till, wallet]) == {band_till: 600, till: 0, wallet: 400}
    db.session.rollback()
    assert here.told(here.coordinator.person_id) == ["grant_failed"]
    service.change_plan(plan.id, service.PlanChange(amount=200), by=person)
    db.session.refresh(given[0])
    assert given[0].amount == 200
    with pytest.raises(CollectionNotPaid):
        service.give_back(queries.history(given[0].id)[0].id, why="toch niet")
    found = db.session.scalars(select(Collection.status).where(Collection.plan_id == plan.id))
    assert sorted(found) == ["paid", "paid", "paid", "short"]
    fund_plan = make_plan(place, None, kind="grant", amount=10, name="Uit de pot")
    assert fund_plan.account_id == ledger.fund(place)


def test_a_closed_association_takes_nothing_and_a_finished_mandate_ends(here: Here) -> None:
    plan = make_plan(here.community.id, here.garden.id, period="week")
    person = make_payer(here.community.id, 5_000)
    mandate = give_mandate(plan, person, START, ends_on=START + timedelta(days=22))
    live_through(here.community, START)
    communities.change_organisation(here.garden.id, status="closed")
    live_through(here.community, START + timedelta(days=7))
    communities.change_organisation(here.garden.id, status="open")
    live_through(here.community, START + timedelta(days=60))
    assert here.till() == 1_500
    db.session.refresh(mandate)
    assert (mandate.end_reason, mandate.nth) == ("finished", 4)
    active = select(Mandate.id).where(Mandate.ended_at.is_(None))
    assert db.session.execute(active).first() is None
    assert here.is_sound()
