"""What coin gives, what has to wait, and which names and numbers a bank file can carry."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.redemption import fifo, rules, sepa
from backend.redemption.errors import HolderInvalid, IbanInvalid, RedemptionTooSmall
from backend.redemption.fifo import Lot, Movement, Queues, Waits
from backend.redemption.rules import Terms

TEN_A_EURO = Terms(rate_minor=1_000, rate_cents=100)
CHIEMGAUER = Terms(100, 100, 50, (("association", 30), ("fund", 20)))
terms = st.builds(
    Terms, st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 500), st.just(())
)


def test_a_round_amount_gives_round_euro_and_leaves_nothing() -> None:
    assert rules.quote(220_000_00, TEN_A_EURO) == rules.Quote(220_000_00, 0, 22_000_00, 0)
    assert rules.quote(100_00, CHIEMGAUER) == rules.Quote(100_00, 5_00, 95_00, 0)
    assert rules.fee_parts(5_00, CHIEMGAUER) == [("association", 3_00), ("fund", 2_00)]
    assert rules.fee_parts(7, CHIEMGAUER) == [("association", 4), ("fund", 3)]


def test_what_makes_no_whole_cent_stays_in_the_till() -> None:
    assert rules.quote(1_239, TEN_A_EURO) == rules.Quote(1_230, 0, 123, 9)
    with pytest.raises(RedemptionTooSmall):
        rules.quote(9, TEN_A_EURO)


@given(st.integers(1, 2**31 - 1), terms)
def test_no_less_coin_gives_as_many_cents(amount: int, given_terms: Terms) -> None:
    try:
        found = rules.quote(amount, given_terms)
    except RedemptionTooSmall:
        return
    net = found.amount - found.fee
    assert found.amount + found.stays == amount
    assert found.euro_cents == net * given_terms.rate_cents // given_terms.rate_minor
    assert sum(part for _, part in rules.fee_parts(found.fee, given_terms)) == found.fee
    if found.amount > 1:
        less = found.amount - 1
        left = less - rules.fee_of(less, given_terms)
        assert left * given_terms.rate_cents // given_terms.rate_minor < found.euro_cents


def test_what_came_in_last_waits_longest() -> None:
    now, wait = datetime(2026, 11, 23, 12, tzinfo=UTC), timedelta(days=30)
    arrivals = [(now - timedelta(days=1), 50), (now - timedelta(days=20), 70)]
    assert rules.split_by_age(200, arrivals, wait) == (
        80, [(now + timedelta(days=10), 70), (now + timedelta(days=29), 50)],
    )  # fmt: skip
    # What was spent was the oldest coin.
    assert rules.split_by_age(90, arrivals, wait) == (
        0, [(now + timedelta(days=10), 40), (now + timedelta(days=29), 50)],
    )  # fmt: skip


def test_a_request_of_the_cut_off_day_itself_waits_a_month() -> None:
    assert rules.next_cut_off(date(2026, 11, 11), 12) == date(2026, 11, 12)
    assert rules.next_cut_off(date(2026, 12, 12), 12) == date(2027, 1, 12)
    assert rules.next_cut_off(date(2026, 11, 12), None) is None


@pytest.mark.parametrize(
    "typed", ["NL91ABNA0417164301", "NL91", "", "XX91ABNA0417164300", "US64SVBKUS6S3300958879"]
)
def test_a_wrong_account_number_is_named(typed: str) -> None:
    with pytest.raises(IbanInvalid):
        sepa.check_iban(typed)


def test_a_number_is_read_with_spaces_and_the_bank_is_known() -> None:
    assert sepa.check_iban(" nl91 abna 0417 1643 00 ") == "NL91ABNA0417164300"
    assert sepa.bic_of("NL91ABNA0417164300") == "ABNANL2A"


def test_a_holder_is_written_in_the_letters_of_sepa() -> None:
    assert sepa.check_holder("  Çelik  & Zonen \u2013 Groß ") == "Celik + Zonen - Gross"
    for typed in ("", "أحمد", "a" * 71, "/Bakker", "Bak//ker", "Bakker; DROP"):
        with pytest.raises(HolderInvalid):
            sepa.check_holder(typed)
    assert sepa.remark("Munt // €5 voor Łódź") == "Munt / .5 voor Lodz"


def test_banks_do_not_settle_at_easter_or_in_weekends() -> None:
    assert sepa.banking_day(date(2026, 4, 3)) == date(2026, 4, 7)
    assert sepa.banking_day(date(2026, 11, 23)) == date(2026, 11, 23)
    assert sepa.banking_day(date(2026, 12, 25)) == date(2026, 12, 28)


def move(kind: str, debit: str, credit: str, amount: int, at: int) -> Movement:
    return Movement(kind, debit, credit, purpose(debit), purpose(credit), amount, at)


def redeemable(lots: list[Lot], waits: Waits) -> int:
    return sum(lot.amount for lot in lots if waits.lets(lot, 9))


def purpose(place: str) -> str:
    return place.partition("_")[0]


def test_coin_that_was_spent_often_enough_may_go() -> None:
    queues: Queues = {}
    fifo.replay(
        queues,
        [
            move("reward", "budget_1", "wallet_1", 100, 1),
            move("payment", "wallet_1", "till_1", 60, 2),
            move("wage", "till_1", "wallet_2", 50, 3),
            move("payment", "wallet_2", "till_1", 40, 4),
            move("payment", "wallet_1", "till_1", 20, 5),
        ],
        lambda _: Waits(3, 0),
    )
    assert [(lot.amount, lot.spends) for lot in queues["till_1"]] == [(10, 1), (40, 3), (20, 1)]
    assert redeemable(queues["till_1"], Waits(3, 0)) == 40
    # A refund gives back the youngest coin, whose spend no longer counts; what is redeemed is
    # what may be, and what comes back from the bank stays redeemable.
    fifo.replay(
        queues,
        [
            move("refund", "till_1", "wallet_1", 5, 6),
            move("redeem", "till_1", "redemption_1", 30, 7),
            move("redeem_return", "redemption_1", "till_1", 30, 8),
        ],
        lambda _: Waits(3, 0),
    )
    assert queues["wallet_1"] == [Lot(20, 0, 1), Lot(5, 0, 6)]
    assert redeemable(queues["till_1"], Waits(9, 0)) == 30
    assert fifo.from_numbers(fifo.as_numbers(queues["till_1"])) == queues["till_1"]


def test_either_spending_or_waiting_is_enough() -> None:
    day = 24 * 60 * 60 * 1000
    lot, waits = Lot(1, 1, since=0), Waits(3, 30)
    assert not waits.lets(lot, 29 * day)
    assert waits.lets(lot, 30 * day)
    assert waits.lets(Lot(1, 3, since=29 * day), 29 * day)
    assert (waits.free_at(lot), Waits(3, 0).free_at(lot)) == (30 * day, None)


def test_the_refund_window_is_waited_for_whatever_else_is_asked() -> None:
    day = 24 * 60 * 60 * 1000
    lot, spent = Lot(1, 0, since=0), Lot(1, 3, since=0)
    assert [Waits(0, 0, 14).free_at(one) for one in (lot, spent)] == [14 * day, 14 * day]
    assert [Waits(3, 0, 14).free_at(one) for one in (lot, spent)] == [None, 14 * day]
    assert [Waits(3, 30, 14).free_at(one) for one in (lot, spent)] == [30 * day, 14 * day]
    assert Waits(3, 7, 14).free_at(lot) == 14 * day
    assert not Waits(0, 0, 14).lets(lot, 14 * day - 1)
    assert Waits(0, 0, 14).lets(lot, 14 * day)
    assert Waits(0, 0, 14).lets(Lot(1, 0, since=0, ripe=True), 0)


PLACES = ("wallet_1", "wallet_2", "till_1", "till_2")
KINDS = {("wallet", "till"): "payment", ("till", "till"): "trade", ("till", "wallet"): "wage"}


@given(
    st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES), st.integers(1, 5))),
)
def test_lots_say_what_following_each_single_coin_says(orders: list[tuple[str, str, int]]) -> None:
    coins: dict[str, list[int]] = {place: [] for place in PLACES}
    movements = [move("reward", "budget_1", place, 9, at) for at, place in enumerate(PLACES[:2])]
    coins.update({place: [0] * 9 for place in PLACES[:2]})
    for at, (debit, credit, amount) in enumerate(orders, start=10):
        kind = KINDS.get((purpose(debit), purpose(credit)))
        if kind is None or debit == credit or len(coins[debit]) < amount:
            continue
        moved = [spends + 1 for spends in coins[debit][:amount]]
        coins[debit], coins[credit] = coins[debit][amount:], coins[credit] + moved
        movements.append(move(kind, debit, credit, amount, at))
    queues: Queues = {}
    fifo.replay(queues, movements, lambda _: Waits(2, 0))
    for place in PLACES:
        lots = [spends for lot in queues.get(place, []) for spends in [lot.spends] * lot.amount]
        assert lots == coins[place]
