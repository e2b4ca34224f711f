"""Every screen of every role: axe finds nothing in light and dark, and no error is logged.

Dutch is read on a phone and Arabic, for who works at a desk, on a laptop: what axe looks at depends
on the language's direction, on the layout and on the colours, hardly on all three at once.
"""

import re
from collections import defaultdict
from typing import Any

import pytest

from tests.architecture.tree import ROOT
from tests.journeys.conftest import Meet
from tests.journeys.people import SCHEMES, Person

LAPTOP = (1280, 900)
OF_EVERYBODY = ("/me", "/notices", "/outbox")

SCREENS: dict[str, tuple[str, ...]] = {
    "resident": (
        *("/home", "/pay", "/pay?choose", "/scan", "/tasks", "/tasks/{task}", "/statement"),
        *("/card", "/meter", "/books/statement", "/mandates", "/credit/mine/{community}"),
        *("/me/passkeys", "/me/devices", "/me/recovery", "/me/settings", "/me/limit", "/me/push"),
        *("/my-association/{community}", "/offline/mine/{community}", "/pay/shown/none"),
        *("/send", "/requests"),
        *("/disputes", "/helpers", "/helper"),
        *OF_EVERYBODY,
    ),
    "shop": (
        *("/counter/{organisation}", "/counter/{organisation}/welcome", "/till/{organisation}"),
        "/counter/{organisation}/notes",
        *("/desk", "/account/{organisation}", "/staff/{organisation}", "/redeem/{organisation}"),
        *("/redeem/{organisation}/bank", "/books/till/{organisation}", "/trade/{organisation}"),
        *("/sell/{organisation}", "/wages/{organisation}", "/offline/at/{organisation}"),
        *("/mandates/of/{organisation}", "/credit/at/{organisation}"),
        "/disputes/shop/{organisation}",
        *("/asking/{organisation}", "/asking/{organisation}/new", "/request/{request}/print"),
    ),
    "coordinator": (
        *("/coordinate/{organisation}", "/coordinate/{organisation}/task/{task}"),
        *("/coordinate/{organisation}/task/{task}/edit", "/coordinate/{organisation}/new"),
        "/coordinate/{organisation}/there",
        *("/coordinate/{organisation}/claims", "/account/{organisation}", "/desk"),
        *("/cards/at/{organisation}", "/budgets/{organisation}", "/plans/at/{organisation}"),
        *("/coordinate/{organisation}/task/{task}/vouchers", "/coordinate/{organisation}/notes"),
        *("/rescue/{organisation}", "/back-in/{community}"),
        "/print?codes={code}&tasks={task}&layout=poster",
        "/print?codes={code}&tasks={task}&layout=sheet",
    ),
    "issuer": (
        *("/desk", "/community/{community}", "/community/{community}/members"),
        *("/community/{community}/invite", "/community/{community}/admit"),
        "/community/{community}/organisation/{somewhere}",
        *("/programmes/{community}", "/programmes/{community}/new"),
        *("/programmes/{community}/issues", "/programmes/{community}/programme/{programme}"),
        *("/watch/{community}", "/watch/{community}/looks"),
        *("/rules/{community}", "/rules/{community}/euro_rate"),
        *("/rules/{community}/redemption/change", "/books/{community}"),
        *("/plans/fund/{community}", "/fund/{community}", "/credit/{community}"),
        "/disputes/at/{community}",
        *("/offline/in/{community}", "/guarantee/{community}"),
    ),
    "treasurer": (
        *("/", "/desk", "/programmes/{community}/reserve", "/settle/{community}"),
        *("/settle/{community}/bank", "/settle/{community}/one/{settlement}"),
        *("/settle/{community}/statements", "/settle/{community}/statements/{statement}"),
        *("/sales/{community}", "/notes/{community}", *OF_EVERYBODY),
    ),
}
FOR_GUESTS = (
    *("/", "/sign-in", "/sign-up", "/enrol", "/phone", "/t", "/r", "/c/{slug}"),
    *("/lost", "/lost/stop", "/recover"),
)
# The page with three phones has a test of its own below; these are looked at in their journeys.
ELSEWHERE = {
    "/try",
    "/coordinate/:org/task/:id/live",
    "/coordinate/:org/sheet/:kind/:id",
    "/coordinate/:org/print/:kind/:id",
    "/pay/asked/:id",
    "/mandates/:id",
    "/plans/:id",
    "/send/ask",
    "/send/code",
    "/send/to/:person",
    "/send/receipt/:id",
    "/request/:id",
    "/split",
    "/split/:id",
    "/plans/:id/payers",
    "/plans/:id/periods",
    "/plans/:id/plots",
    "/disputes/new/:payment",
    "/disputes/one/:id",
    "/cards/one/:id",
    "/cards/print",
    "/cards/at/:org/new",
    "/cards/at/:org/one/:id",
    "/cards/at/:org/earn/:task",
}


def first(person: Person, path: str, what: str) -> str:
    """The id of the first thing in a list of the API."""
    return str(person.get(path)[what][0]["id"])


def things(person: Person, role: str) -> dict[str, Any]:
    """The ids that stand in the paths of a role's screens."""
    held = person.get("/me")["memberships"]
    here = held[0]["community"]
    found = {"community": here["id"], "slug": here["slug"]}
    community = f"/communities/{here['id']}"
    for membership in held:
        if membership["organisation"]:
            found["organisation"] = membership["organisation"]["id"]
    if role in {"resident", "coordinator"}:
        found["task"] = first(person, f"{community}/tasks", "tasks")
    if role == "coordinator":
        found["code"] = first(person, f"/tasks/{found['task']}/codes", "codes")
    if role == "shop":
        asked = f"/organisations/{found['organisation']}/payment-requests"
        found["request"] = first(person, asked, "requests")
    if role == "issuer":
        found["programme"] = first(person, f"{community}/programmes", "programmes")
        found["somewhere"] = first(person, f"{community}/organisations", "organisations")
    if role == "treasurer":
        found["settlement"] = first(person, f"{community}/settlements", "settlements")
        found["statement"] = first(person, f"{community}/bank-statements", "statements")
    return found


def findings(person: Person, paths: list[str]) -> list[str]:
    """What axe says about each of ``paths``, without loading the app anew.

    Colours are those of every language, so dark is looked at in Dutch only.
    """
    schemes = SCHEMES if person.words.language == "nl" else SCHEMES[:1]
    found = []
    for number, path in enumerate(paths):
        if number:
            person.go(path)
        else:
            person.open(path)
        person.settled()
        if person.page.get_by_text(person.words("shell.notFound.title")).count():
            found.append(f"{path}: there is no such screen")
        found += person.findings(schemes)
    return found


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("role", SCREENS)
def test_every_screen_can_be_used_by_everybody(meet: Meet, role: str, language: str) -> None:
    at_a_desk = language == "ar" and role not in {"resident", "shop"}
    person = meet(language, **({"size": LAPTOP} if at_a_desk else {}))
    person.step_into(role)
    ids = things(person, role)
    assert findings(person, [path.format(**ids) for path in SCREENS[role]]) == []


def test_the_screens_for_guests_can_be_used_by_everybody(meet: Meet) -> None:
    person = meet()
    person.open("/")
    slug = person.get("/server")["communities"][0]["slug"]
    assert findings(person, [path.format(slug=slug) for path in FOR_GUESTS]) == []


def test_the_page_with_three_phones_can_be_used_by_everybody(meet: Meet) -> None:
    person = meet()
    person.open("/try")
    person.page.wait_for_url("http://wijkmunt.localhost:*/try")
    person.page.locator("iframe").nth(2).wait_for()
    assert person.findings() == []


def test_no_screen_is_forgotten() -> None:
    looked_at = {
        path.partition("?")[0].format_map(defaultdict(lambda: "x"))
        for paths in (*SCREENS.values(), FOR_GUESTS)
        for path in paths
    }
    forgotten = [
        route
        for table in (ROOT / "pwa" / "src" / "features").glob("*/routes.ts")
        for route in re.findall(r"path: '([^']+)'", table.read_text(encoding="utf-8"))
        if route not in ELSEWHERE
        and not any(re.fullmatch(re.sub(r":\w+", "[^/]+", route), path) for path in looked_at)
    ]
    assert forgotten == []
