"""A payment is not right: the resident says so, the shop answers, the neighbourhood decides."""

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person


def submit(who: Person) -> None:
    """Send the form of the screen."""
    who.page.locator("form button[type=submit]").last.click()


def test_from_the_receipt_to_a_decision(meet: Meet) -> None:
    resident, shop, issuer = meet("ar"), meet(), meet("nl", size=(1280, 900))
    resident.step_into("resident")
    community = str(resident.get("/me")["memberships"][0]["community"]["id"])
    before = resident.get(f"/communities/{community}/wallet")["balance"]
    resident.looks_at_receipt()
    resident.press("disputes.notRight")
    resident.fill("disputes.new.words", "دفعت ثمن خبزتين وأخذت واحدة.")
    resident.can_use_it()
    submit(resident)
    resident.sees("disputes.status.open")
    resident.can_use_it()
    number = resident.page.url.rsplit("/", 1)[1]

    shop.step_into("shop")
    organisation = shop.organisation()
    shop.open(f"/disputes/shop/{organisation}")
    shop.can_use_it()
    shop.page.locator(f"a[href$='{number}']").click()
    shop.sees("disputes.answer.title")
    shop.press("disputes.new.part")
    shop.fill("disputes.new.amount", "1")
    shop.fill("disputes.answer.words", "Er lagen twee broden klaar. Eén voor de schrik.")
    shop.can_use_it()
    submit(shop)
    shop.sees("disputes.status.answered")

    resident.page.reload()
    resident.sees("disputes.step.answered")
    resident.can_use_it()
    resident.press("disputes.ask.open")
    resident.fill("disputes.ask.words", "لا، خبزة واحدة فقط.")
    resident.page.get_by_role("dialog").locator("button[type=submit]").click()
    resident.sees("disputes.status.asked")

    issuer.step_into("issuer")
    issuer.open(f"/disputes/at/{community}")
    issuer.can_use_it()
    issuer.page.locator(f"a[href$='{number}']").click()
    issuer.press("disputes.new.part")
    issuer.fill("disputes.new.amount", "2")
    issuer.fill("disputes.decide.words", "De bon zegt één brood.")
    submit(issuer)
    issuer.sees("disputes.step.decided")
    issuer.can_use_it()

    resident.page.reload()
    resident.sees("disputes.step.decided")
    resident.can_use_it()
    after = resident.get(f"/communities/{community}/wallet")["balance"]
    assert after == before + 300
    kinds = {one["kind"] for one in resident.get("/me/notices")["notices"]}
    assert {"dispute_answered", "dispute_decided", "payment_refunded"} <= kinds
    expect(resident.page.locator(".dispute-steps li")).to_have_count(5)
