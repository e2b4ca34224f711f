"""What coin may buy and at whose counters: rules of the community, obeyed from their day on."""

from datetime import timedelta

from flask import Flask

from backend import clock
from backend.communities import service as communities
from backend.communities.queries import CommunityFacts
from backend.ids import new_id
from tests.factories.communities import make_organisation, somebody
from tests.factories.identity import send
from tests.factories.payments import Counter, Payer
from tests.factories.rules import set_rule
from tests.factories.tasks import expect, refusal

SERVICES_ONLY = {"categories": ["Services", "repair"], "organisations": ["shop", "municipality"]}


def test_a_shop_of_another_category_is_refused_by_name_and_what_was_paid_stays(
    community: CommunityFacts, counter: Counter, payer: Payer
) -> None:
    before = payer.code()
    paid = expect(200, counter.scan(before, 650))
    set_rule(community.id, "spending", SERVICES_ONLY)
    first, code = payer.code(), payer.code()
    answer = counter.scan(first, 100)
    assert (answer.status_code, refusal(answer)) == (409, "category_not_allowed")
    # A retry of what was paid under the old rule is still paid, and can still go back.
    assert expect(200, counter.scan(before, 650, payment_id=paid["id"]))["status"] == "paid"
    refund = {"payment_id": paid["id"], "amount": 650, "reason": "kapot"}
    expect(200, send(counter.cashier.client, "PUT", f"/refunds/{new_id()}", refund))
    assert payer.balance == 10_000
    communities.change_organisation(counter.shop.id, category="services")
    assert expect(200, counter.scan(code, 100))["status"] == "paid"


def test_a_public_counter_takes_coin_where_the_rule_says_so(
    app: Flask, community: CommunityFacts, payer: Payer
) -> None:
    town = make_organisation(community.id, "municipality", "Stadsloket", "")
    public = Counter(community, town, somebody(app, "shop_staff", town.place))
    set_rule(community.id, "spending", SERVICES_ONLY)
    assert expect(200, public.scan(payer.code(), 400))["status"] == "paid"
    assert public.till == 400
    tomorrow = community.day(clock.now()) + timedelta(days=1)
    set_rule(community.id, "spending", {"categories": None, "organisations": ["shop"]}, tomorrow)
    assert expect(200, public.scan(payer.code(), 400))["status"] == "paid"
    set_rule(community.id, "spending", {"categories": None, "organisations": ["shop"]})
    assert refusal(public.scan(payer.code(), 400)) == "not_allowed_here"
    assert public.till == 800
