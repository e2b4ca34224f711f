"""Somebody writes markup wherever words can be written: every screen shows it, none obeys it.

Whatever came to be stored, it reaches a screen through an answer of the API. So every word in every
answer is made hostile on its way to the browser, and each role walks through all its screens.
"""

import json
from typing import Any

import pytest
from playwright.sync_api import Route

from tests.journeys.conftest import Meet
from tests.journeys.test_screens import FOR_GUESTS, SCREENS, things

HOSTILE = """"'></title><img src=x onerror="window.obeyed=1"><script>window.obeyed=1</script>"""
WORDS = frozenset(
    {
        *("name", "plural", "symbol", "display_name", "title", "description", "place", "why"),
        *("reason", "memo", "words", "text", "counterpart", "note", "asked_by", "set_by_name"),
        *("person_name", "device_name", "shop_name", "holder", "payer_name", "payee_name"),
        *("category", "receipt", "answer", "label", "message", "by_name", "decided_by"),
    }
)
MARKS = '[onerror], img[src="x"], main script, a[href^="javascript:"]'
OBEYED = "marks => window.obeyed !== undefined || document.querySelector(marks) !== null"


def hostile(found: Any) -> Any:
    """The same JSON, with markup behind each word that somebody may have written."""
    if isinstance(found, dict):
        return {
            key: f"{value} {HOSTILE}" if key in WORDS and isinstance(value, str) else hostile(value)
            for key, value in found.items()
        }
    return [hostile(one) for one in found] if isinstance(found, list) else found


def answer(route: Route) -> None:
    """What the server answers, made hostile."""
    got = route.fetch()
    text = got.text()
    is_json = text and "json" in got.headers.get("content-type", "")
    route.fulfill(response=got, body=json.dumps(hostile(json.loads(text))) if is_json else text)


@pytest.mark.parametrize("role", [*SCREENS, "guest"])
def test_no_screen_obeys_what_somebody_wrote(meet: Meet, role: str) -> None:
    person = meet()
    ids = {"slug": "x"}
    if role == "guest":
        person.open("/")
        ids["slug"] = person.get("/server")["communities"][0]["slug"]
    else:
        person.step_into(role)
        ids = things(person, role)
    person.page.route("**/api/v1/**", answer)
    shown = 0
    for number, path in enumerate(SCREENS.get(role, FOR_GUESTS)):
        where = path.format(**ids)
        (person.go if number else person.open)(where)
        person.settled()
        assert not person.page.evaluate(OBEYED, MARKS), where
        shown += "<script>" in person.page.locator("body").inner_text()
    person.page.unroute_all(behavior="wait")
    assert shown >= len(SCREENS.get(role, ())) // 3
