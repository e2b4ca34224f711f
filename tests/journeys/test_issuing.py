"""Coin is made by two issuers, euro are noted once, and everybody may look."""

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person


def desk_of(person: Person, role: str) -> str:
    """Step into a role of the desk; the community's id."""
    person.step_into(role)
    community: str = person.get("/me")["memberships"][0]["community"]["id"]
    return community


def send(person: Person) -> None:
    """Send the form of the open sheet; the button behind it may say nearly the same."""
    person.page.get_by_role("dialog").locator("button[type=submit]").click()


def test_one_issuer_asks_and_another_one_signs(meet: Meet) -> None:
    first, second = meet("nl"), meet("ar")
    community = desk_of(first, "issuer")
    first.open(f"/programmes/{community}")
    first.page.locator(".programme-card").first.click()
    first.can_use_it()
    first.press("programmes.ask.short")
    first.fill("programmes.howMuch", "400")
    first.fill("programmes.why", "Raadsbesluit 12")
    first.can_use_it()
    send(first)
    first.sees("programmes.ask.done")
    first.open(f"/programmes/{community}/issues")
    first.sees("programmes.request.own")
    expect(first.button("programmes.issues.sign")).to_have_count(0)

    desk_of(second, "issuer2")
    second.open(f"/programmes/{community}/issues")
    asked = second.page.locator(".request").filter(has_text="Raadsbesluit 12")
    asked.locator(".button-filled").click()
    second.sees("programmes.issues.signed")
    expect(asked).to_have_count(0)
    second.can_use_it()

    issue = first.get(f"/communities/{community}/issues")["issues"][0]
    assert (issue["status"], issue["amount"]) == ("booked", 40_000)


def test_a_deposit_is_noted_once_and_everybody_sees_what_covers_the_coin(meet: Meet) -> None:
    treasurer, guest = meet("nl"), meet("tr")
    community = desk_of(treasurer, "treasurer")
    treasurer.open(f"/programmes/{community}/reserve")
    before = treasurer.get(f"/communities/{community}/reserve")["reserve_cents"]
    for reference, outcome in (
        ("2026-WB-0200", "programmes.deposit.done"),
        ("2026-WB-0200", "errors.reference_used.title"),
    ):
        treasurer.press("programmes.deposit.short")
        treasurer.fill("programmes.howMuchEuro", "50")
        treasurer.fill("programmes.deposit.reference", reference)
        treasurer.fill("programmes.deposit.from", "Gemeente")
        send(treasurer)
        treasurer.sees(outcome)
    treasurer.can_use_it()

    guest.open("/c/kanaleneiland")
    guest.sees("programmes.cover.full")
    guest.can_use_it()
    figures = guest.get("/communities/kanaleneiland/public")
    assert figures["reserve_cents"] == before + 5_000
