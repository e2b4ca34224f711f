"""Coin becomes euro: a shop asks, two treasurers pay, the bank answers, and once it says no."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person
from tests.support import bank


def press_in_sheet(who: Person, key: str) -> None:
    """Press the button of the sheet that is open."""
    sheet = who.page.get_by_role("dialog")
    sheet.get_by_role("button", name=who.words.like(key)).click()
    expect(who.page.locator("dialog[open]")).to_have_count(0)


def treasurer(meet: Meet, role: str) -> tuple[Person, str]:
    """One of the two treasurers, and the id of their neighbourhood."""
    person = meet("nl", size=(1280, 900))
    person.step_into(role)
    return person, str(person.get("/me")["memberships"][0]["community"]["id"])


def downloaded(who: Person) -> bytes:
    """The bank file, as it lands in the folder of downloads."""
    with who.page.expect_download() as download:
        who.press("redeem.settle.download")
    return Path(download.value.path()).read_bytes()


def upload(who: Person, community: str, data: bytes, folder: Path) -> None:
    """Choose a bank statement on this computer."""
    path = folder / "afschrift.xml"
    path.write_bytes(data)
    who.open(f"/settle/{community}/statements")
    who.settled()
    who.page.locator("input[type=file]").set_input_files(path)
    expect(who.page).not_to_have_url(f"{who.street.origin}/settle/{community}/statements")
    who.settled()


def newest(shop: Person, organisation: str) -> dict[str, Any]:
    """The newest request of the shop."""
    found: dict[str, Any] = shop.get(f"/organisations/{organisation}/redemption")["redemptions"][0]
    return found


def test_from_the_till_to_the_bank_and_back(meet: Meet, tmp_path: Path) -> None:
    shop = meet()
    shop.step_into("shop")
    organisation = shop.organisation()
    (first, community), (second, _) = treasurer(meet, "treasurer"), treasurer(meet, "treasurer2")

    # The coin in the till was issued under cover of a deposit, earned, and paid at the counter.
    assert first.get(f"/communities/{community}/settlements")["reserve_cents"] > 0
    shop.open(f"/redeem/{organisation}")
    shop.press("redeem.ask")
    press_in_sheet(shop, "redeem.confirmNow")
    shop.sees("redeem.state.open")
    asked = newest(shop, organisation)

    first.open(f"/settle/{community}")
    first.press("redeem.settle.gather")
    press_in_sheet(first, "redeem.settle.gather")
    first.sees("redeem.settle.mine")
    first.can_use_it()
    expect(first.button("redeem.settle.release")).to_have_count(0)

    second.open(first.page.url)
    second.press("redeem.settle.release")
    press_in_sheet(second, "redeem.settle.release")
    second.sees("redeem.settle.released")
    file = downloaded(second)
    first.page.reload()
    assert downloaded(first) == file
    payouts = bank.handed_in(file)
    mine = next(one for one in payouts if one.cents == asked["euro_cents"])
    own = first.get(f"/communities/{community}/bank-details")["iban"]

    upload(first, community, bank.statement(own, payouts), tmp_path)
    first.sees("redeem.statements.outcome.paid")
    first.can_use_it()
    second.page.reload()
    second.sees("redeem.settle.state.done")
    shop.page.reload()
    shop.sees("redeem.state.paid")
    assert newest(shop, organisation)["status"] == "paid"

    back = bank.statement(own, [mine.back("AC04")], number="2026-002")
    upload(first, community, back, tmp_path)
    first.sees("redeem.statements.outcome.returned")
    shop.page.reload()
    shop.sees("redeem.state.returned")
    shop.can_use_it()
    shop.press("redeem.again")
    press_in_sheet(shop, "redeem.again")
    shop.sees("redeem.done")
    assert (newest(shop, organisation)["status"], asked["attempt"]) == ("open", 1)
    assert "sound" in shop.street.wijkmunt("audit")


def test_a_new_account_number_is_checked_kept_and_told(meet: Meet) -> None:
    shop = meet("ar")
    shop.step_into("shop")
    organisation = shop.organisation()
    shop.open(f"/redeem/{organisation}/bank")
    shop.press("redeem.details.change")
    shop.fill("redeem.details.iban", "NL39 RABO 0300 0652 65")
    shop.fill("redeem.details.holder", "Çelik & Zoon")
    shop.press("redeem.details.save")
    shop.sees("errors.iban_invalid.title")
    shop.can_use_it()
    shop.fill("redeem.details.iban", "DE89 3704 0044 0532 0130 00")
    shop.press("redeem.details.save")
    shop.sees("redeem.details.saved")
    expect(shop.page.locator(".redeem-iban")).to_have_text("DE89 3704 0044 0532 0130 00")
    shop.can_use_it()
    first, _ = treasurer(meet, "treasurer")
    kinds = [one["kind"] for one in first.get("/me/notices")["notices"]]
    assert "bank_details_changed" in kinds
