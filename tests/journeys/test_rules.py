"""A rule is set on a phone, holds at once, and a volunteer is warned before passing a figure."""

from playwright.sync_api import expect

from tests.journeys.conftest import Meet
from tests.journeys.people import Person


def set_rule(issuer: Person, rule: str, field: str, value: str) -> None:
    """From the list of rules to another value for one of them, from today on."""
    community = issuer.get("/me")["memberships"][0]["community"]["id"]
    issuer.open(f"/rules/{community}")
    issuer.page.locator(f"a[href$='/{rule}']").click()
    issuer.press("rules.change")
    issuer.fill(f"rules.rule.{rule}.{field}", value)
    issuer.press("rules.set")
    issuer.sees("rules.wrong.why")
    issuer.fill("rules.why", "Besloten in de stuurgroep")
    issuer.can_use_it()
    issuer.press("rules.set")
    issuer.sees("rules.done")
    expect(issuer.page.get_by_text("Besloten in de stuurgroep")).to_be_visible()


def link_of_poster(coordinator: Person) -> str:
    """The link in the poster of the task on the screen, once it is signed."""
    task = coordinator.page.url.rstrip("/").rpartition("/")[2]
    coordinator.press("coordinate.code.first")
    coordinator.sees("coordinate.code.print")
    link: str = coordinator.get(f"/tasks/{task}/codes")["codes"][0]["link"]
    return link


def test_a_volunteer_is_warned_calmly_and_decides(meet: Meet) -> None:
    issuer, coordinator, resident = meet(), meet(), meet()
    issuer.step_into("issuer")
    set_rule(issuer, "volunteer_tax", "month_cents", "4")
    coordinator.step_into("coordinator")
    coordinator.make_task("Stoep vegen", 25)
    link = link_of_poster(coordinator)
    resident.sign_up("Samira")

    resident.open(link)
    resident.press("earn.claim.take")
    resident.sees("earn.earned.unit")
    resident.has(25)
    resident.open(link)
    resident.press("earn.claim.take")
    resident.sees("meter.warn.month")
    resident.can_use_it()
    resident.press("meter.warn.claim")
    resident.sees("earn.earned.unit")

    resident.open("/home")
    resident.press("wallet.home.meter")
    resident.sees("meter.private")
    resident.can_use_it()
    resident.has(50)
