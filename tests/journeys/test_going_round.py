"""Coin goes round: sold at the desk to a phone without a name, traded by shops, lent by two."""

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person


def held(person: Person) -> str:
    """The id of the person's neighbourhood."""
    return str(person.get("/me")["memberships"][0]["community"]["id"])


def test_coin_is_sold_traded_and_lent(meet: Meet) -> None:
    resident, treasurer = meet("en"), meet("nl", size=(1280, 900))
    resident.step_into("resident")
    before = resident.get(f"/communities/{held(resident)}/wallet")["balance"]
    treasurer.step_into("treasurer")
    community = held(treasurer)

    # The resident shows a payment code; the treasurer's camera knows nobody by name.
    screen = resident.shows_code()
    treasurer.phone.look_at(screen)
    treasurer.open(f"/sales/{community}")
    treasurer.sees("circulation.who.known")
    treasurer.fill("circulation.sales.euro", "10")
    treasurer.sees("circulation.sales.gets")
    treasurer.fill("circulation.sales.receipt", "Bon 77")
    treasurer.press("circulation.sales.now")
    expect(treasurer.page.get_by_text("Bon 77")).to_be_visible()
    after = resident.get(f"/communities/{community}/wallet")["balance"]
    assert after == before + 10_500
    treasurer.can_use_it()

    # A shop pays another out of its till.
    shop = meet()
    shop.step_into("shop")
    organisation = shop.organisation()
    shop.open(f"/trade/{organisation}")
    shop.page.get_by_role("button", name="Fietsenmaker De Ketting").click()
    shop.fill("circulation.amount", "3,50")
    shop.press("circulation.trade.now")
    shop.sees("circulation.trade.done")
    shop.can_use_it()

    # What one issuer asked for, another one agrees to.
    issuer = meet("nl", size=(1280, 900))
    issuer.step_into("issuer2")
    issuer.open(f"/credit/{community}")
    issuer.settled()
    agree = issuer.page.get_by_role("button", name=issuer.words.like("circulation.credit.agree"))
    expect(agree).to_have_count(2)
    agree.first.click()
    expect(agree).to_have_count(1)
    agree.click()
    expect(agree).to_have_count(0)
    issuer.sees("circulation.credit.agreed")
    issuer.can_use_it()
    credit = issuer.get(f"/communities/{community}/credit")
    assert [line["granted"] for line in credit["lines"]] == [6_000]
    assert [loan["status"] for loan in credit["loans"]] == ["running"]
