"""The decisions, with plain values: no database, no clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from backend.codes import payment
from backend.codes.keys import key_id, public_key_spki
from backend.errors import DomainError
from backend.payments import rules
from backend.payments.rules import CounterFacts, Decision, PayerFacts, Refundable, may_sell

T = TypeVar("T", CounterFacts, PayerFacts)
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_KEY = ec.generate_private_key(ec.SECP256R1())
COUNTER = CounterFacts(
    community_number=7,
    max_payment=50_000,
    default_limit=1_500,
    is_open=True,
    takes_coin=True,
    category_allowed=True,
)
PAYER = PayerFacts(KEY.public_key(), key_revoked=False, is_member=True, limit=2_500)


def code(
    *,
    exact: bool = False,
    amount: int = 2_500,
    community: int = 7,
    age: float = 0,
    key: ec.EllipticCurvePrivateKey = KEY,
) -> payment.PaymentCode:
    """A code as the shop's phone reads it, made ``age`` seconds before NOW."""
    unsigned = payment.UnsignedPaymentCode(
        exact=exact,
        community=community,
        key_id=key_id(public_key_spki(KEY.public_key())),
        counter=1,
        issued_at=int(NOW.timestamp() - age),
        amount=amount,
    )
    return payment.decode(payment.sign(unsigned, key))


def decide(
    given: payment.PaymentCode,
    amount: int = 650,
    *,
    counter: CounterFacts = COUNTER,
    payer: PayerFacts | None = PAYER,
    balance: int | None = None,
) -> Decision:
    """The decision at NOW."""
    return rules.decide(given, amount, counter, payer, balance=balance, now=NOW)


def refusal(*args: Any, **kwargs: Any) -> str:
    """The code of the refusal that ``decide`` raises."""
    with pytest.raises(DomainError) as caught:
        decide(*args, **kwargs)
    return caught.value.code


@pytest.mark.parametrize("amount", [1, 2_499, 2_500])
def test_an_open_code_pays_up_to_the_limit_without_a_question(amount: int) -> None:
    assert decide(code(), amount) is Decision.BOOK


@pytest.mark.parametrize(
    ("in_code", "own"), [(2_500, 1_000), (1_000, 2_500)], ids=["own is lower", "code is lower"]
)
def test_the_lower_of_the_two_limits_counts(in_code: int, own: int) -> None:
    payer = replace(PAYER, limit=own)
    assert decide(code(amount=in_code), 1_000, payer=payer) is Decision.BOOK
    assert decide(code(amount=in_code), 1_001, payer=payer) is Decision.ASK_PAYER


def test_who_chose_no_limit_has_the_communitys() -> None:
    payer = replace(PAYER, limit=None)
    assert decide(code(), 1_500, payer=payer) is Decision.BOOK
    assert decide(code(), 1_501, payer=payer) is Decision.ASK_PAYER


def test_a_limit_of_zero_always_asks() -> None:
    assert decide(code(amount=0), 1) is Decision.ASK_PAYER


def test_an_exact_code_pays_its_amount_also_above_the_limit() -> None:
    assert decide(code(exact=True, amount=9_999), 9_999) is Decision.BOOK


@pytest.mark.parametrize("amount", [9_998, 10_000])
def test_an_exact_code_pays_no_other_amount(amount: int) -> None:
    assert refusal(code(exact=True, amount=9_999), amount) == "code_amount_mismatch"


def test_nothing_pays_more_than_the_community_allows() -> None:
    assert refusal(code(exact=True, amount=50_001), 50_001) == "limit_exceeded"
    assert refusal(code(), 50_001) == "limit_exceeded"
    assert decide(code(exact=True, amount=50_000), 50_000) is Decision.BOOK


@pytest.mark.parametrize(
    ("age", "named"),
    [(89.0, None), (90.0, "code_expired"), (-30.0, None), (-31.0, "code_from_future")],
)
def test_a_code_is_good_for_a_minute_and_half_a_minute_of_skew_on_both_sides(
    age: float, named: str | None
) -> None:
    if named is None:
        assert decide(code(age=age)) is Decision.BOOK
    else:
        assert refusal(code(age=age)) == named


WRONGS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("code_wrong_community", {"community": 8}, {}),
    ("code_key_unknown", {}, {"payer": None}),
    ("code_key_revoked", {}, {"key_revoked": True}),
    ("code_signature_bad", {"key": OTHER_KEY}, {}),
    ("code_expired", {"age": 90}, {}),
    ("code_amount_mismatch", {"exact": True, "amount": 649}, {}),
    ("not_enough_coins", {}, {"balance": 649}),
    ("shop_closed", {}, {"is_open": False}),
    ("not_allowed_here", {}, {"is_member": False}),
    ("category_not_allowed", {}, {"category_allowed": False}),
]


@pytest.mark.parametrize("first", range(len(WRONGS)), ids=[wrong[0] for wrong in WRONGS])
def test_of_several_reasons_the_first_in_the_protocols_order_is_named(first: int) -> None:
    in_code: dict[str, Any] = {}
    in_facts: dict[str, Any] = {}
    for _, code_part, facts_part in WRONGS[first:]:
        in_code.update(code_part)
        in_facts.update(facts_part)
    payer = None if "payer" in in_facts else _replaced(PAYER, in_facts)
    named = refusal(
        code(**in_code),
        counter=_replaced(COUNTER, in_facts),
        payer=payer,
        balance=in_facts.get("balance"),
    )
    assert named == WRONGS[first][0]


def _replaced(facts: T, changes: dict[str, Any]) -> T:
    known = {name: value for name, value in changes.items() if hasattr(facts, name)}
    return replace(facts, **known)


def test_an_association_takes_no_payments() -> None:
    assert refusal(code(), counter=replace(COUNTER, takes_coin=False)) == "not_allowed_here"


@pytest.mark.parametrize(
    ("kind", "category", "allowed", "sells"),
    [
        ("shop", "food", None, True),
        ("shop", "food", ["services"], False),
        ("shop", "Services", ["food", "services"], True),
        ("shop", "", ["services"], False),
        ("association", "bar", ["services"], False),
        ("municipality", "", ["services"], True),
    ],
)
def test_coin_buys_what_the_rule_lists_and_dues_at_a_public_counter(
    kind: str, category: str, allowed: list[str] | None, sells: bool
) -> None:
    assert may_sell(kind, category, allowed) is sells


def test_only_a_code_that_its_key_signed_is_used_up() -> None:
    for named, code_part, facts_part in WRONGS[:-1]:
        with pytest.raises(DomainError) as caught:
            decide(
                code(**code_part),
                counter=_replaced(COUNTER, facts_part),
                payer=None if "payer" in facts_part else _replaced(PAYER, facts_part),
                balance=facts_part.get("balance"),
            )
        assert caught.value.code == named
        assert rules.spends_code(caught.value) == (WRONGS_PROVEN.get(named, True))


WRONGS_PROVEN = {
    "code_wrong_community": False,
    "code_key_unknown": False,
    "code_key_revoked": False,
    "code_signature_bad": False,
}


@pytest.mark.parametrize(
    ("seconds", "status"), [(119.999, "waiting"), (120, "expired"), (86_400, "expired")]
)
def test_a_waiting_payment_ends_by_the_clock(seconds: float, status: str) -> None:
    at = NOW + timedelta(seconds=seconds)
    assert rules.status_at("waiting", NOW + rules.ASK_FOR, at) == status


@pytest.mark.parametrize("status", ["paid", "declined", "cancelled", "refused"])
def test_an_answered_payment_does_not_expire(status: str) -> None:
    assert rules.status_at(status, NOW, NOW + timedelta(days=1)) == status


PAID = Refundable("paid", amount=650, refunded=150, at=NOW)


def refund_refusal(payment: Refundable, amount: int, at: datetime = NOW) -> str:
    """The code of the refusal of a refund."""
    with pytest.raises(DomainError) as caught:
        rules.check_refund(payment, amount, 14, at)
    return caught.value.code


def test_what_is_left_can_go_back_until_the_last_day() -> None:
    rules.check_refund(PAID, 500, 14, NOW + timedelta(days=14))


def test_a_refund_is_refused_by_name() -> None:
    assert refund_refusal(PAID, 501) == "refund_too_much"
    assert refund_refusal(PAID, 1, NOW + timedelta(days=14, milliseconds=1)) == "refund_too_late"
    assert refund_refusal(replace(PAID, status="waiting"), 1) == "payment_not_paid"
