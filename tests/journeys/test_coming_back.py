"""Somebody lost every key, and two people from the neighbourhood let them back in."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person

NAME = "Yasmina El Idrissi"


def community_of(person: Person) -> str:
    """The id of the person's neighbourhood."""
    return str(person.get("/me")["memberships"][0]["community"]["id"])


def begin(coordinator: Person) -> str:
    """Let a coordinator begin; the code that stands on the slip."""
    coordinator.step_into("coordinator")
    coordinator.open(f"/rescue/{coordinator.organisation()}")
    coordinator.fill("rescue.desk.name", NAME.lower())
    coordinator.press("rescue.desk.find")
    coordinator.page.get_by_role("button", name=NAME).click()
    coordinator.fill("rescue.desk.reason", "Tas gestolen, paspoort gezien")
    coordinator.can_use_it()
    sheet = coordinator.page.get_by_role("dialog")
    sheet.locator("button[type=submit]").click()
    slip = coordinator.page.locator(".rescue-slip")
    expect(slip).to_be_visible()
    coordinator.can_use_it()
    return slip.inner_text().strip()


def test_two_people_let_somebody_back_in(meet: Meet) -> None:
    lost, coordinator, second, new = meet(), meet(), meet(), meet("ar")
    lost.sign_up(NAME)
    community = community_of(lost)
    slip = begin(coordinator)
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", slip)

    # What was lost stops at once, its passkey too; who holds it is told how to stop this.
    lost.open("/home")
    lost.is_at("/sign-in")
    lost.press("identity.signIn.withPasskey")
    lost.sees("errors.account_held.title")
    lost.can_use_it()

    # The one who began it cannot finish it.
    coordinator.open(f"/back-in/{community}")
    coordinator.fill("rescue.back.slip", slip)
    coordinator.press("rescue.back.look")
    coordinator.sees("errors.own_recovery.title")

    second.step_into("issuer")
    second.open(f"/back-in/{community}")
    second.fill("rescue.back.slip", slip.lower().replace("-", " "))
    second.press("rescue.back.look")
    expect(second.page.get_by_text(NAME)).to_be_visible()
    second.page.get_by_label(second.words("rescue.back.sure")).check()
    second.can_use_it()
    second.press("rescue.back.agree")
    expect(second.page.locator(".share-link-url")).to_be_visible()
    second.can_use_it()
    link = second.page.locator(".share-link-url").inner_text().strip()

    new.open(link)
    new.sees("rescue.recover.text")
    new.can_use_it()
    new.press("rescue.recover.make")
    new.page.get_by_label(new.words("identity.codes.kept")).check()
    new.press("identity.codes.goOn")
    new.is_at("/home")
    assert new.get("/me")["person"]["display_name"] == NAME
    assert len(new.get("/me/passkeys")["passkeys"]) == 1

    # Neither the old passkey nor the link work any more.
    lost.open("/sign-in")
    lost.press("identity.signIn.withPasskey")
    lost.sees("errors.passkey_unknown.title")
    lost.open(link)
    lost.sees("errors.recovery_link_gone.title")


def test_a_stolen_phone_is_blocked_with_a_code_or_by_a_helper(meet: Meet) -> None:
    owner, friend, other = meet(), meet("en"), meet()
    owner.open("/sign-up")
    owner.fill("identity.signUp.name", "Hassan Amrani")
    owner.press("identity.signUp.make")
    code = owner.page.locator(".codes-list li").first.inner_text()
    owner.page.get_by_label(owner.words("identity.codes.kept")).check()
    owner.press("identity.codes.goOn")
    owner.is_at("/home")

    # He names a friend, who scans it and accepts.
    owner.open("/helpers")
    owner.press("rescue.helpers.add")
    offer = owner.page.locator(".share-link-url")
    expect(offer).to_be_visible()
    owner.can_use_it()
    friend.step_into("resident")
    friend.open(offer.inner_text().strip())
    friend.sees("rescue.helper.text")
    friend.can_use_it()
    friend.press("rescue.helper.accept")
    friend.is_at("/helpers")
    expect(friend.page.get_by_role("heading", name="Hassan Amrani")).to_be_visible()
    friend.can_use_it()
    friend.page.get_by_role("button", name="Block Hassan Amrani").click()
    friend.page.locator("dialog[open]").get_by_role("button", name="Block", exact=True).click()
    expect(friend.page.locator("dialog[open]")).to_have_count(0)
    owner.open("/home")
    owner.is_at("/sign-in")
    owner.press("identity.signIn.withPasskey")
    owner.is_at("/home")
    owner.open("/helpers")
    expect(owner.page.get_by_text("Samira").first).to_be_visible()
    owner.can_use_it()

    # From a phone of somebody else, with the code alone.
    other.open("/sign-in")
    other.press("rescue.lost.title")
    other.fill("rescue.lost.code", code.lower())
    other.press("rescue.lost.look")
    other.sees("rescue.lost.what")
    other.can_use_it()
    other.press("rescue.lost.block")
    other.sees("rescue.lost.doneNext")
    other.can_use_it()
    owner.open("/home")
    owner.is_at("/sign-in")
    owner.press("identity.signIn.withPasskey")
    owner.sees("errors.passkey_unknown.title")
