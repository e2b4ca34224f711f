"""Who holds which role, who takes it away, and how quickly that is obeyed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend.communities import queries, roles, service
from backend.communities.errors import LastOwner, RoleNotHere
from backend.communities.models import Membership
from backend.db import db
from backend.errors import NotFound
from backend.web.caller import Grant, Place
from tests.communities.conftest import Here
from tests.factories.communities import make_community, make_holder, make_organisation
from tests.factories.identity import make_person, send, signed_in_client


def staff_path(here: Here, person_id: object, role: str) -> str:
    return f"/organisations/{here.bakery.id}/staff/{person_id}?role={role}"


def test_a_role_makes_its_holder_a_member(here: Here) -> None:
    person_id = make_person()
    service.grant(person_id, "shop_staff", here.bakery.place, by=here.owner.person_id)
    assert set(queries.grants_of(person_id)) == {
        Grant("shop_staff", here.bakery.place),
        Grant("member", here.place),
    }


def test_a_role_that_is_held_is_not_given_twice(here: Here) -> None:
    before = queries.grants_of(here.owner.person_id)
    service.grant(here.owner.person_id, "shop_owner", here.bakery.place, by=None)
    assert queries.grants_of(here.owner.person_id) == before


def test_a_role_that_is_given_many_times_at_once_is_held_once(here: Here) -> None:
    person_id = make_person()

    def give(_: int) -> None:
        with here.app.app_context():
            service.grant(person_id, "shop_staff", here.bakery.place, by=None)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(give, range(6)))
    db.session.rollback()
    assert sorted(grant.role for grant in queries.grants_of(person_id)) == ["member", "shop_staff"]


def test_a_role_is_not_given_where_it_cannot_be_held(here: Here) -> None:
    person_id = make_person()
    with pytest.raises(RoleNotHere):
        service.grant(person_id, "issuer", here.bakery.place, by=None)
    elsewhere = make_community("Elders")
    with pytest.raises(NotFound):
        service.grant(person_id, "shop_staff", Place(elsewhere.id, here.bakery.id), by=None)
    assert queries.grants_of(person_id) == ()


def test_staff_is_listed_with_names(here: Here) -> None:
    here.anybody("shop_staff")
    for reader in (here.owner, here.issuer, here.anybody("coordinator")):
        listed = send(reader.client, "GET", f"/organisations/{here.bakery.id}/staff")
        assert listed.status_code == 200
    assert [(one["display_name"], one["role"]) for one in listed.json["staff"]] == [
        ("Hassan", "shop_owner"),
        ("Samira", "shop_staff"),
        ("Samira", "coordinator"),
    ]


def test_staff_and_members_do_not_see_the_list(here: Here) -> None:
    for role in ("shop_staff", "member", "treasurer"):
        answer = send(here.anybody(role).client, "GET", f"/organisations/{here.bakery.id}/staff")
        assert answer.json["code"] == "forbidden", role


def test_a_removed_role_is_obeyed_at_once_by_another_server(
    here: Here, make_app: Callable[..., Flask]
) -> None:
    staff = make_holder("shop_staff", here.bakery.place)
    elsewhere = signed_in_client(make_app(), staff)
    organisations = f"/organisations/{here.bakery.id}/accounts"
    assert send(elsewhere, "GET", organisations).status_code == 200

    removed = send(here.owner.client, "DELETE", staff_path(here, staff, "shop_staff"))

    assert removed.status_code == 204
    assert send(elsewhere, "GET", organisations).json["code"] == "forbidden"
    held = send(elsewhere, "GET", "/me").json["memberships"]
    assert [one["role"] for one in held] == ["member"]


def test_a_role_that_came_back_counts_again(here: Here) -> None:
    person_id = make_holder("shop_staff", here.bakery.place)
    service.revoke(person_id, "shop_staff", here.bakery.place, by=here.owner.person_id)
    service.grant(person_id, "shop_staff", here.bakery.place, by=here.owner.person_id)
    assert Grant("shop_staff", here.bakery.place) in queries.grants_of(person_id)


def test_a_shop_keeps_its_last_owner(here: Here) -> None:
    answer = send(
        here.issuer.client, "DELETE", staff_path(here, here.owner.person_id, "shop_owner")
    )
    assert (answer.status_code, answer.json["code"]) == (409, "last_owner")
    second = make_holder("shop_owner", here.bakery.place)
    path = staff_path(here, here.owner.person_id, "shop_owner")
    assert send(here.issuer.client, "DELETE", path).status_code == 204
    db.session.rollback()
    assert [holder.person_id for holder in queries.staff(here.bakery.id)] == [second]


def test_two_owners_cannot_remove_each_other(here: Here) -> None:
    second = make_holder("shop_owner", here.bakery.place)
    owners = (here.owner.person_id, second)

    def leave(person_id: object) -> str:
        with here.app.app_context():
            try:
                roles.revoke(person_id, "shop_owner", here.bakery.place, by=None)  # type: ignore[arg-type]
            except LastOwner:
                return "last_owner"
            return "left"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, owners)) == ["last_owner", "left"]


def test_only_the_owner_or_an_issuer_removes_and_only_fresh(here: Here) -> None:
    staff = make_holder("shop_staff", here.bakery.place)
    path = staff_path(here, staff, "shop_staff")
    for role in ("member", "treasurer", "shop_staff", "coordinator"):
        assert send(here.anybody(role).client, "DELETE", path).json["code"] == "forbidden", role
    stale = here.anybody("shop_owner", fresh=False)
    assert send(stale.client, "DELETE", path).json["code"] == "fresh_login_required"


def test_an_owner_of_another_shop_removes_nobody_here(here: Here) -> None:
    bikes = make_organisation(here.community.id, name="Fietsen")
    other = signed_in_client(here.app, make_holder("shop_owner", bikes.place), fresh=True)
    path = staff_path(here, here.owner.person_id, "shop_owner")
    assert send(other, "DELETE", path).json["code"] == "forbidden"


def test_what_nobody_holds_cannot_be_removed(here: Here) -> None:
    path = staff_path(here, here.member.person_id, "shop_staff")
    assert send(here.owner.client, "DELETE", path).json["code"] == "not_found"
    path = staff_path(here, here.owner.person_id, "issuer")
    assert send(here.owner.client, "DELETE", path).json["code"] == "invalid_request"


def test_who_gave_and_who_took_is_on_record(here: Here) -> None:
    person_id = make_person()
    service.grant(person_id, "shop_staff", here.bakery.place, by=here.owner.person_id)
    service.revoke(person_id, "shop_staff", here.bakery.place, by=here.issuer.person_id)
    row = db.session.scalars(
        db.select(Membership).where(
            Membership.person_id == person_id, Membership.role == "shop_staff"
        )
    ).one()
    assert (row.granted_by, row.ended_by) == (here.owner.person_id, here.issuer.person_id)
    assert row.until is not None
    assert row.until >= row.since
