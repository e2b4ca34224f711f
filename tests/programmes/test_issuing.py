"""Coin is made by two issuers, once, and only as far as programme and reserve allow."""

import contextvars
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from backend import clock
from backend.communities import dated_settings
from backend.communities import queries as communities
from backend.db import db
from backend.ids import new_id
from backend.ledger import audit
from backend.ledger import service as ledger_service
from backend.notices.models import Notice
from backend.programmes.audit import CHECKS
from tests.factories.communities import make_community, make_organisation, somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import transfer
from tests.programmes.conftest import Here, balance, ok, outstanding, refused


def test_what_one_issuer_asks_for_another_one_makes(here: Here) -> None:
    programme = here.programme()
    asked = ok(here.ask(programme, 5_000, why="Raadsbesluit 12"))
    assert (asked["status"], asked["issued_by_name"]) == ("waiting", "Anneke")
    assert balance(programme["account_id"]) == 0
    told = db.session.query(Notice).filter_by(kind="issue_waiting").all()
    assert [one.person_id for one in told] == [here.second.person_id]

    assert refused(here.agree(here.issuer, asked)) == (403, "same_person")
    stale = signed_in_client(here.app, here.second.person_id)
    path = f"/issues/{asked['id']}/approve"
    assert refused(send(stale, "POST", path, {})) == (403, "fresh_login_required")
    assert refused(here.agree(here.anybody("treasurer"), asked)) == (403, "forbidden")
    stranger = somebody(
        here.app, "issuer", make_organisation(make_community("Elders").id).place, fresh=True
    )
    assert refused(here.agree(stranger, asked)) == (404, "not_found")

    first = ok(here.agree(here.second, asked))
    assert (first["status"], first["decided_by_name"]) == ("booked", "Karim")
    assert ok(here.agree(here.second, asked)) == first
    assert ok(here.agree(here.anybody("issuer"), asked)) == first
    late = send(here.second.client, "POST", f"/issues/{asked['id']}/decline", {"reason": "Toch"})
    assert refused(late) == (409, "request_decided")
    assert balance(programme["account_id"]) == 5_000
    listed = ok(here.read(here.treasurer, "issues"))["issues"]
    assert [(one["status"], one["why"]) for one in listed] == [("booked", "Raadsbesluit 12")]
    assert audit.check_all({**audit.CHECKS, **CHECKS}) == []


def test_the_same_request_is_one_and_another_with_its_id_is_refused(here: Here) -> None:
    programme, item = here.programme(), new_id()
    first = ok(here.ask(programme, item=item))
    assert ok(here.ask(programme, item=item)) == first
    for other in ({"amount": 2_000}, {"why": "Iets anders"}):
        body = {"programme_id": programme["id"], "amount": 1_000, "why": "Subsidie", **other}
        assert refused(here.put(here.issuer, "issues", body, item)) == (409, "id_conflict")
    for amount in (0, -1, 1.5, "100", True, None, 2**31):
        assert refused(here.ask(programme, amount)) == (422, "amount_invalid")
    assert refused(here.ask(programme, why=" ")) == (422, "invalid_request")
    assert refused(here.ask({"id": str(new_id())})) == (404, "not_found")
    assert len(ok(here.read(here.issuer, "issues"))["issues"]) == 1


def test_declined_and_forgotten_requests_make_nothing(here: Here) -> None:
    programme = here.programme(10_000)
    asked = ok(here.ask(programme, 10_000))
    too_much = here.ask(programme, 1)
    assert refused(too_much) == (409, "programme_exceeded")
    assert too_much.json["left"] == 0
    path = f"/issues/{asked['id']}/decline"
    declined = ok(send(here.second.client, "POST", path, {"reason": "Te vroeg"}))
    assert (declined["status"], declined["reason"]) == ("declined", "Te vroeg")
    assert refused(here.agree(here.second, asked)) == (409, "request_decided")

    forgotten = ok(here.ask(programme, 10_000))
    week_later = clock.now() + timedelta(days=7)
    clock.use_source(lambda: week_later)
    second = signed_in_client(here.app, here.second.person_id, fresh=True)
    answer = send(second, "POST", f"/issues/{forgotten['id']}/approve", {})
    assert refused(answer) == (409, "request_expired")
    assert answer.json["days"] == 7
    issuer = signed_in_client(here.app, here.issuer.person_id, fresh=True)
    seen = send(issuer, "GET", f"/communities/{here.community.id}/issues").json["issues"]
    assert [one["status"] for one in seen] == ["expired", "declined"]
    body = {"programme_id": programme["id"], "amount": 10_000, "why": "Nog eens"}
    assert send(issuer, "PUT", f"/issues/{new_id()}", body).status_code == 200
    assert balance(programme["account_id"]) == 0


def test_agreed_to_many_times_at_once_it_is_made_once(here: Here) -> None:
    programme = here.programme()
    asked = ok(here.ask(programme, 700))
    others = [here.second, *(here.anybody("issuer") for _ in range(3))]
    with ThreadPoolExecutor(len(others)) as pool:
        work = [pool.submit(contextvars.Context().run, here.agree, one, asked) for one in others]
        answers = [one.result() for one in work]
    assert [answer.json["status"] for answer in answers] == ["booked"] * len(others)
    db.session.rollback()
    assert balance(programme["account_id"]) == 700


@pytest.mark.parametrize(
    ("policy", "ratio", "possible"), [("full", 100, 10_000), ("partial", 50, 20_000)]
)
def test_no_more_is_made_than_the_reserve_covers(
    here: Here, policy: str, ratio: int, possible: int
) -> None:
    today = here.community.day(clock.now())
    value = {"policy": policy, "ratio_percent": ratio}
    dated_settings.set_value(
        here.community.id, "backing", value, today, by=here.issuer.person_id, why="besluit"
    )
    ok(here.deposit(1_000))
    programme = here.programme()
    too_much = here.ask(programme, possible + 10)
    assert refused(too_much) == (409, "reserve_too_small")
    missing = {"full": 1, "partial": 1}[policy]
    assert (too_much.json["possible"], too_much.json["missing_cents"]) == (possible, missing)
    twice = [ok(here.ask(programme, possible)), ok(here.ask(programme, possible))]
    ok(here.agree(here.second, twice[0]))
    late = here.agree(here.second, twice[1])
    assert (refused(late), late.json["possible"]) == ((409, "reserve_too_small"), 0)

    reserve = ok(here.read(here.treasurer, "reserve"))
    assert (reserve["possible"], reserve["spare_cents"]) == (0, 0)
    assert reserve["covered_percent"] == ratio
    body = {"community_id": str(here.community.id), "cents": 1, "why": "terug"}
    refusal = here.put(here.treasurer, "withdrawals", body)
    assert (refused(refusal), refusal.json["possible_cents"]) == ((409, "reserve_needed"), 0)
    assert outstanding(here) == possible
    assert audit.check_all({**audit.CHECKS, **CHECKS}) == []


def test_the_audit_names_what_no_two_people_decided(here: Here) -> None:
    programme = here.programme()
    here.issued(programme, 1_000)
    account = uuid.UUID(programme["account_id"])
    stray = transfer("issue", ledger_service.issuance(here.community.id), account, 900)
    ledger_service.book(stray)
    budget = here.budget(programme)
    lonely = transfer("allocate", account, uuid.UUID(budget["account_id"]), 5)
    ledger_service.book(lonely)
    found = {(one.check, uuid.UUID(one.id)) for one in audit.check_all(CHECKS)}
    assert found == {
        ("transfer_without_issue", stray.id),
        ("transfer_without_allocation", lonely.id),
    }
    # Even whoever may write to the tables cannot record an issue that one person made.
    with pytest.raises(Exception, match="two_issuers"):
        db.session.execute(text("UPDATE issues SET decided_by = issued_by"))
    db.session.rollback()
    assert communities.community(here.community.id).id == here.community.id
