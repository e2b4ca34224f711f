"""Demurrage and expiry: by the rules of the day, once, however late and often the job runs."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from backend import clock
from backend.circulation import service
from backend.circulation.parties import account
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.notices import queries as notices
from tests.circulation.conftest import Town, sound
from tests.factories.communities import make_organisation
from tests.factories.ledger import transfer

At = Callable[[datetime], None]


def told(person: service.Party) -> list[str]:
    return [one.kind for one in notices.of_person(person.id, None, 5)]


def pay(town: Town, payer: service.Party, shop: service.Party, amount: int) -> None:
    source, target = account(town.id, payer), account(town.id, shop)
    ledger.book(transfer("payment", source, target, amount, at=clock.now(), id=new_id()))


def test_half_a_years_demurrage_is_of_what_lay_there_at_midnight(town: Town, at: At) -> None:
    at(datetime(2026, 3, 10, 12, tzinfo=UTC))
    town.rule("demurrage", {"permille": 30, "every_months": 6})
    ann, ben, shop = town.member(), town.member(), make_organisation(town.id)
    till = service.organisation(shop.id)
    for who, amount in ((ann, 10_000), (ben, 33), (till, 2_001)):
        town.give(who, amount)
    at(datetime(2026, 6, 20, 12, tzinfo=UTC))
    town.tick()
    assert (town.held(ann), town.fund) == (10_000, 0)
    # The job comes two days late: what Ann spent and Ben got since does not count.
    at(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))  # half past midnight there
    pay(town, ann, till, 9_900)
    town.give(ben, 500)
    at(datetime(2026, 7, 2, 12, tzinfo=UTC))
    town.rule("demurrage", {"permille": 500})
    assert town.tick() == 2
    assert (town.held(ann), town.held(ben), town.held(till)) == (0, 533, 2_001 + 9_900 - 60)
    assert town.fund == 160
    assert town.tick() == 0
    assert sound()


def test_months_that_were_missed_are_charged_one_after_the_other(town: Town, at: At) -> None:
    at(datetime(2026, 1, 5, 12, tzinfo=UTC))
    town.rule("demurrage", {"permille": 100, "every_months": 1})
    ann = town.member()
    town.give(ann, 10_000)
    at(datetime(2026, 4, 5, 12, tzinfo=UTC))
    town.tick()
    assert (town.held(ann), town.fund) == (7_290, 2_710)
    assert sound()


def test_only_idle_coin_is_charged_and_unmoved_coin_expires(town: Town, at: At) -> None:
    at(datetime(2026, 1, 5, 12, tzinfo=UTC))
    town.rule("demurrage", {"permille": 20, "every_months": 1, "only_idle_months": 3})
    idle, saver, spender = town.member(), town.member(), town.member()
    shop = service.organisation(make_organisation(town.id).id)
    for who in (idle, saver, spender):
        town.give(who, 1_000)
    at(datetime(2026, 3, 5, 12, tzinfo=UTC))
    pay(town, spender, shop, 1)
    town.give(saver, 5_000)
    at(datetime(2026, 5, 1, 12, tzinfo=UTC))
    town.tick()
    # On the first of April no coin has lain there for three whole months, on the first of May some.
    assert [town.held(who) for who in (idle, saver, spender)] == [980, 5_980, 999]
    at(datetime(2026, 6, 1, 12, tzinfo=UTC))
    town.tick()
    assert [town.held(who) for who in (idle, saver, spender)] == [961, 5_961, 999]
    town.rule("demurrage", {"permille": 0})
    town.rule("expiry", {"months": 12})
    at(datetime(2027, 1, 10, 12, tzinfo=UTC))
    town.tick()
    assert told(idle)[0] == "expiry_coming"
    at(datetime(2027, 2, 10, 12, tzinfo=UTC))
    town.tick()
    assert [town.held(who) for who in (idle, saver, spender)] == [0, 5_961, 999]
    town.tick(date(2027, 4, 1))
    assert [town.held(who) for who in (idle, saver, spender, shop)] == [0, 0, 0, 0]
    assert sound()
