"""Issuers see how many take part, and by name only those who hold a role; they end roles."""

from datetime import UTC, datetime

from backend import clock
from backend.communities import people, queries
from backend.db import db
from tests.communities.conftest import Here
from tests.factories.communities import make_member
from tests.factories.identity import send


def people_path(here: Here, person_id: object = "", role: str = "") -> str:
    path = f"/communities/{here.community.id}/people"
    return f"{path}/{person_id}?role={role}" if role else path


def test_residents_are_totals_and_role_holders_have_names(here: Here) -> None:
    make_member(here.community.id, "Fatma")
    seen = send(here.issuer.client, "GET", people_path(here)).json
    assert seen["totals"] == {"issuer": 1, "member": 4, "shop_owner": 1}
    assert {holder["display_name"] for holder in seen["holders"]} == {"Anneke", "Hassan"}
    assert "Samira" not in str(seen)
    assert "Fatma" not in str(seen)


def test_those_who_joined_are_counted_by_the_communitys_own_months(here: Here) -> None:
    # Half an hour before midnight in UTC it is the first of December in Amsterdam.
    clock.use_source(lambda: datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    make_member(here.community.id)
    clock.use_source(lambda: datetime(2026, 12, 1, tzinfo=UTC))
    joined = people.joined(here.community, clock.now())
    assert joined[-1] == ("2026-12", 1)
    assert joined[0][0] == "2026-01"
    assert len(joined) == 12


def test_an_issuer_ends_the_role_of_another_but_one_issuer_stays(here: Here) -> None:
    treasurer, second = here.anybody("treasurer"), here.anybody("issuer")
    issuer = here.issuer.client
    for person, role in ((treasurer, "treasurer"), (second, "issuer")):
        assert send(issuer, "DELETE", people_path(here, person.person_id, role)).status_code == 204
        db.session.rollback()
        assert {grant.role for grant in queries.grants_of(person.person_id)} == {"member"}
    answer = send(issuer, "DELETE", people_path(here, here.issuer.person_id, "issuer"))
    assert (answer.status_code, answer.json["code"]) == (409, "last_issuer")
