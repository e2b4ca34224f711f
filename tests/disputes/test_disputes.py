"""A payer says that a payment is not right: who may do what, until when, and what moves."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from backend import clock
from backend.communities import service as roles
from backend.communities.queries import CommunityFacts
from backend.db import db, unit_of_work
from backend.disputes import errors, jobs, queries, service
from backend.disputes.service import Complaint
from backend.errors import IdConflict, NotFound
from backend.ids import new_id
from backend.jobs.job import Due
from backend.ledger import service as ledger
from backend.notices import queries as notices
from backend.payments.errors import PaymentNotPaid, RefundTooMuch
from backend.redemption import redeemable
from backend.web.caller import Place
from tests.factories.communities import Somebody, make_community, make_member, somebody
from tests.factories.disputes import WORDS, disputed
from tests.factories.identity import seconds_later, send, sign_in, signed_in_client
from tests.factories.ledger import findings, transfer
from tests.factories.payments import Counter, Payer, make_counter, make_payer

DAY = 24 * 3600.0


@dataclass
class Street:
    """A bakery that sold bread for 800, its customer, and an issuer who takes no part."""

    community: CommunityFacts
    counter: Counter
    payer: Payer
    issuer: Somebody
    payment_id: uuid.UUID

    @property
    def baker(self) -> uuid.UUID:
        return self.counter.cashier.person_id

    def spend(self, amount: int) -> None:
        """Let the bakery pay wages out of its till."""
        till = ledger.till(self.community.id, self.counter.shop.id)
        wallet = ledger.wallet(self.community.id, make_member(self.community.id))
        ledger.book(transfer("wage", till, wallet, amount))

    def earn(self, amount: int) -> None:
        """Let somebody else buy bread."""
        other = make_payer(self.counter.cashier.client.application, self.community, amount)
        sign_in(self.counter.cashier.client, self.baker)
        assert self.counter.scan(other.code(limit=amount), amount).status_code == 200

    def wait(self, days: float) -> None:
        """Let time pass, and the calendar do what is due."""
        seconds_later(clock.now(), days * DAY)
        due = Due(self.community.id, self.community.day(clock.now()), date(2026, 1, 1))
        unit_of_work(lambda: jobs.JOBS[0].batch(due, None))()

    def dispute(self, amount: int | None = None) -> uuid.UUID:
        """The customer says that the payment is not right."""
        return disputed(self.payment_id, self.payer.person_id, amount)


@pytest.fixture
def street(app: Flask) -> Street:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community, 1_000)
    issuer = somebody(app, "issuer", Place(community.id), fresh=True)
    paid = counter.scan(payer.code(), 800)
    assert paid.status_code == 200
    return Street(community, counter, payer, issuer, uuid.UUID(paid.json["id"]))


def kinds(dispute_id: uuid.UUID) -> list[str]:
    db.session.rollback()
    return [step.kind for step in queries.history(dispute_id)]


def told(person_id: uuid.UUID) -> set[str]:
    return {one.kind for one in notices.of_person(person_id, None, 20)}


def test_the_shop_gives_all_back_and_it_is_over(street: Street) -> None:
    dispute_id = street.dispute()
    assert "dispute_opened" in told(street.baker)
    row = service.answer(dispute_id, street.baker, "Je hebt gelijk, sorry.", 800)
    assert (row.status, row.outcome, row.refunded) == ("closed", "accepted", 800)
    assert street.payer.balance == 1_000
    assert "payment_refunded" in told(street.payer.person_id)
    assert kinds(dispute_id) == ["opened", "answered"]
    with pytest.raises(RefundTooMuch):
        street.dispute()
    assert findings() == []


def test_a_part_back_and_the_resident_agrees(street: Street) -> None:
    dispute_id = street.dispute(400)
    row = service.answer(dispute_id, street.baker, "Eén brood dan.", 300)
    assert row.status == "answered"
    assert "dispute_answered" in told(street.payer.person_id)
    for _ in range(2):
        assert service.accept(dispute_id, street.payer.person_id).outcome == "accepted"
    assert kinds(dispute_id) == ["opened", "answered", "accepted"]
    assert street.payer.balance == 500
    assert findings() == []


def test_the_community_decides_and_the_till_pays_what_it_holds(street: Street) -> None:
    dispute_id = street.dispute()
    service.answer(dispute_id, street.baker, "Er lagen echt twee broden.", 0)
    with pytest.raises(errors.DisputeNotYourTurn):
        service.decide(dispute_id, street.issuer.person_id, "Te vroeg", 1)
    for _ in range(2):
        service.ask(dispute_id, street.payer.person_id, "Nee, één.")
    assert "dispute_asked" in told(street.issuer.person_id)
    street.spend(550)
    with pytest.raises(RefundTooMuch):
        service.decide(dispute_id, street.issuer.person_id, "Te veel", 801)
    row = service.decide(dispute_id, street.issuer.person_id, "De bon zegt één brood.", 400)
    assert (row.outcome, row.refunded, row.owed) == ("decided", 250, 150)
    assert queries.owed_by(street.counter.shop.id) == 150
    assert street.counter.till == 0
    street.earn(100)
    assert redeemable.look(street.counter.shop).now == 0
    street.wait(1)
    db.session.rollback()
    assert (queries.find(dispute_id).refunded, queries.find(dispute_id).owed) == (350, 50)
    street.earn(70)
    assert service.pay(dispute_id, street.baker).owed == 0
    with pytest.raises(errors.NothingOwed):
        service.pay(dispute_id, street.baker)
    assert street.payer.balance == 600
    assert kinds(dispute_id)[-4:] == ["decided", "paid", "paid", "paid"]
    assert "dispute_decided" in told(street.payer.person_id)
    assert findings() == []


def test_time_that_passes_is_a_step_too(street: Street) -> None:
    quiet = street.dispute()
    street.wait(6.9)
    assert kinds(quiet) == ["opened"]
    street.wait(0.2)
    assert kinds(quiet) == ["opened", "overdue"]
    assert "dispute_overdue" in told(street.payer.person_id)
    with pytest.raises(errors.DisputeNotYourTurn):
        service.answer(quiet, street.baker, "Te laat", 0)
    service.decide(quiet, street.issuer.person_id, "Niets gehoord, niets gezien.", 0)
    again = street.dispute()
    service.answer(again, street.baker, "Nogmaals nee.", 0)
    seconds_later(clock.now(), 7.1 * DAY)
    with pytest.raises(errors.DisputeTooLate) as late:
        street.dispute()
    assert late.value.params == {"days": 14}
    with pytest.raises(errors.DisputeClosed):
        service.ask(again, street.payer.person_id, "Toch niet eens.")
    street.wait(0)
    assert kinds(again) == ["opened", "answered", "lapsed"]
    assert findings() == []


def test_who_may_not(street: Street, app: Flask) -> None:
    stranger = make_payer(app, street.community)
    with pytest.raises(NotFound):
        disputed(street.payment_id, stranger.person_id)
    dispute_id = street.dispute()
    with pytest.raises(errors.DisputeOpenAlready):
        street.dispute()
    given = Complaint(dispute_id, street.payment_id, street.payer.person_id, None, WORDS)
    assert service.open_dispute(given).id == dispute_id
    with pytest.raises(IdConflict):
        service.open_dispute(replace(given, words="Anders"))
    roles.grant(street.payer.person_id, "shop_staff", street.counter.shop.place, by=None)
    with pytest.raises(errors.OwnDispute):
        service.answer(dispute_id, street.payer.person_id, "Ik geef mezelf gelijk", 800)
    street.wait(8)
    for party in (street.payer.person_id, street.baker):
        roles.grant(party, "issuer", Place(street.community.id), by=None)
        with pytest.raises(errors.OwnDispute):
            service.decide(dispute_id, party, "Alles terug", 800)
    for take in (service.accept, service.withdraw):
        with pytest.raises(NotFound):
            take(dispute_id, stranger.person_id)
    assert service.withdraw(dispute_id, street.payer.person_id).outcome == "withdrawn"
    assert findings() == []


def test_over_http_each_side_sees_what_it_may(street: Street, app: Flask) -> None:
    path = f"/disputes/{new_id()}"
    body = {"payment_id": str(street.payment_id), "amount": 300, "words": WORDS}
    opened = send(street.payer.client, "PUT", path, body)
    assert opened.json["may"] == ["withdraw"]
    assert send(street.payer.client, "PUT", path, body).json == opened.json
    shop = street.counter.cashier.client
    assert send(shop, "GET", path).json["may"] == ["answer"]
    assert str(street.payer.person_id) not in send(shop, "GET", path).text
    too_much = send(shop, "POST", f"{path}/answer", {"words": "Hier", "refund": 900})
    assert (too_much.json["code"], too_much.json["left"]) == ("refund_too_much", 800)
    answered = send(shop, "POST", f"{path}/answer", {"words": "Nee.", "refund": 0}).json
    assert [step["side"] for step in answered["steps"]] == ["payer", "shop"]
    send(street.payer.client, "POST", f"{path}/ask", {"words": "Toch wel."})
    seen = send(street.issuer.client, "GET", f"/communities/{street.community.id}/disputes")
    assert [(one["status"], one["may"]) for one in seen.json["disputes"]] == [("asked", ["decide"])]
    verdict = {"words": "De helft.", "refund": 150}
    stale = signed_in_client(app, street.issuer.person_id)
    assert send(stale, "POST", f"{path}/decide", verdict).json["code"] == "fresh_login_required"
    decided = send(street.issuer.client, "POST", f"{path}/decide", verdict).json
    assert (decided["refunded"], decided["owed"]) == (150, 0)
    mine = send(street.payer.client, "GET", f"/me/disputes?payment_id={street.payment_id}")
    assert [one["outcome"] for one in mine.json["disputes"]] == ["decided"]
    listed = send(shop, "GET", f"/organisations/{street.counter.shop.id}/disputes").json
    assert len(listed["disputes"]) == 1
    stranger = make_payer(app, street.community)
    assert send(stranger.client, "GET", path).status_code == 404
    with pytest.raises(Exception, match="only added to"):
        db.session.execute(text("UPDATE dispute_steps SET words = 'anders'"))
    db.session.rollback()
    assert findings() == []


def test_what_was_never_paid_cannot_be_disputed(street: Street) -> None:
    waiting = street.counter.scan(street.payer.code(limit=50), 100)
    assert waiting.status_code == 202
    with pytest.raises(PaymentNotPaid):
        disputed(uuid.UUID(waiting.json["id"]), street.payer.person_id)
