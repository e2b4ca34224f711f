"""Every screen of every role, in light and dark: axe finds nothing, and no error is logged."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import Meet
from tests.journeys.people import Person

Screens = Callable[[dict[str, Any]], list[str]]


def organisation(who: dict[str, Any]) -> str:
    found = [member["organisation"] for member in who["memberships"] if member["organisation"]]
    return str(found[0]["id"])


def community(who: dict[str, Any]) -> str:
    return str(who["memberships"][0]["community"]["id"])


SCREENS: dict[str, Screens] = {
    "resident": lambda who: [
        *(
            "/home",
            "/pay",
            "/pay?choose",
            "/scan",
            "/tasks",
            f"/tasks/{who['task']}",
            "/statement",
            "/meter",
        ),
        *("/me", "/me/passkeys", "/me/devices", "/me/recovery", "/me/settings", "/me/limit"),
        "/books/statement",
    ],
    "shop": lambda who: [
        f"/{place}/{organisation(who)}" for place in ("counter", "till", "account", "staff")
    ],
    "coordinator": lambda who: [
        f"/coordinate/{organisation(who)}",
        f"/coordinate/{organisation(who)}/task/{who['task']}",
        f"/coordinate/{organisation(who)}/task/{who['task']}/edit",
        f"/coordinate/{organisation(who)}/new",
        f"/coordinate/{organisation(who)}/claims",
        f"/budgets/{organisation(who)}",
        f"/account/{organisation(who)}",
        f"/print?codes={who['code']}&tasks={who['task']}&layout=poster",
        f"/print?codes={who['code']}&tasks={who['task']}&layout=sheet",
    ],
    "issuer": lambda who: [
        f"/programmes/{community(who)}",
        f"/programmes/{community(who)}/new",
        f"/programmes/{community(who)}/issues",
        f"/programmes/{community(who)}/reserve",
        "/desk",
        f"/community/{community(who)}",
        f"/community/{community(who)}/members",
        f"/community/{community(who)}/invite",
        f"/rules/{community(who)}",
        f"/rules/{community(who)}/rewards",
        f"/rules/{community(who)}/redemption/change",
    ],
    "treasurer": lambda who: [
        *("/", f"/programmes/{community(who)}/reserve", "/me"),
        f"/books/{community(who)}",
        f"/books/{community(who)}?show=report",
    ],
}
FOR_GUESTS = ["/", "/sign-in", "/sign-up", "/enrol", "/t", "/c/kanaleneiland"]


def findings(person: Person, paths: list[str]) -> list[str]:
    """What axe says about each of ``paths`` in both colour schemes."""
    found = []
    for path in paths:
        person.open(path)
        person.settled()
        if person.page.get_by_text(person.words("shell.notFound.title")).count():
            found.append(f"{path}: there is no such screen")
        found += person.findings()
    return found


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("role", SCREENS)
def test_every_screen_can_be_used_by_everybody(meet: Meet, role: str, language: str) -> None:
    person = meet(language)
    person.step_into(role)
    who = person.get("/me")
    who["task"] = person.get(f"/communities/{community(who)}/tasks")["tasks"][0]["id"]
    if role == "coordinator":
        who["code"] = person.get(f"/tasks/{who['task']}/codes")["codes"][0]["id"]
    assert findings(person, SCREENS[role](who)) == []


def test_the_screens_for_guests_can_be_used_by_everybody(meet: Meet) -> None:
    assert findings(meet(), FOR_GUESTS) == []


def test_the_page_with_three_phones_can_be_used_by_everybody(meet: Meet) -> None:
    person = meet()
    person.open("/try")
    person.page.wait_for_url("http://wijkmunt.localhost:*/try")
    person.page.locator("iframe").nth(2).wait_for()
    assert person.findings() == []
