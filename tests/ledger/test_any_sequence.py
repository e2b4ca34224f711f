"""Any sequence of operations, against a model so simple that it is plainly right."""

import uuid
from collections import Counter

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.errors import IdConflict
from backend.ledger import audit, queries, service
from backend.ledger.errors import NotEnoughCoins, TransferNotAllowed
from backend.ledger.service import Transfer
from tests.factories.ledger import transfer

NAMES = ("issuance", "budget 1", "budget 2", "wallet 1", "wallet 2", "till 1", "till 2")
KINDS = ("issue", "return_issue", "reward", "reward_reversal", "payment", "refund", "gift")
ALLOWED = {
    ("issue", "issuance", "budget"),
    ("return_issue", "budget", "issuance"),
    ("reward", "budget", "wallet"),
    ("reward_reversal", "wallet", "budget"),
    ("payment", "wallet", "till"),
    ("refund", "till", "wallet"),
}
USUAL = st.sampled_from(
    [
        ("issue", "issuance", "budget 1"),
        ("reward", "budget 1", "wallet 1"),
        ("reward", "budget 1", "wallet 2"),
        ("payment", "wallet 1", "till 1"),
        ("payment", "wallet 2", "till 1"),
        ("refund", "till 1", "wallet 1"),
        ("return_issue", "budget 1", "issuance"),
        ("reward_reversal", "wallet 1", "budget 1"),
    ]
)
ANY = st.tuples(st.sampled_from(KINDS), st.sampled_from(NAMES), st.sampled_from(NAMES))
AMOUNTS = st.integers(1, 60) | st.integers(1, 2**31 - 1)
STEPS = st.lists(
    st.tuples(st.one_of(USUAL, USUAL, USUAL, ANY), AMOUNTS, st.integers(0, 11)), max_size=25
)


class Model:
    """Balances in a dictionary, transfers by id, and the three reasons to refuse."""

    def __init__(self) -> None:
        self.balances: Counter[str] = Counter()
        self.booked: dict[uuid.UUID, tuple[str, str, str, int]] = {}

    def book(self, key: uuid.UUID, kind: str, debit: str, credit: str, amount: int) -> str:
        if key in self.booked:
            return "same" if self.booked[key] == (kind, debit, credit, amount) else "conflict"
        purposes = (debit.partition(" ")[0], credit.partition(" ")[0])
        if (kind, *purposes) not in ALLOWED or debit == credit:
            return "not allowed"
        if debit != "issuance" and self.balances[debit] < amount:
            return "not enough"
        self.balances[debit] -= amount
        self.balances[credit] += amount
        self.booked[key] = (kind, debit, credit, amount)
        return "booked"


def book(wanted: Transfer, already: bool) -> str:
    try:
        service.book(wanted)
    except TransferNotAllowed:
        return "not allowed"
    except NotEnoughCoins:
        return "not enough"
    except IdConflict:
        return "conflict"
    return "same" if already else "booked"


def open_accounts(community: uuid.UUID) -> dict[str, uuid.UUID]:
    someone = uuid.uuid4
    return {
        "issuance": service.issuance(community),
        **{f"budget {n}": service.budget(community, someone(), someone()) for n in (1, 2)},
        **{f"wallet {n}": service.wallet(community, someone()) for n in (1, 2)},
        **{f"till {n}": service.till(community, someone()) for n in (1, 2)},
    }


@given(steps=STEPS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_ledger_does_what_the_model_does(
    app: Flask, community: uuid.UUID, steps: list[tuple[tuple[str, str, str], int, int]]
) -> None:
    accounts = open_accounts(community)
    issued = queries.balance(accounts["issuance"])
    keys = [uuid.uuid4() for _ in range(12)]
    model = Model()
    for (kind, debit, credit), amount, key in steps:
        already = keys[key] in model.booked
        expected = model.book(keys[key], kind, debit, credit, amount)
        if debit == credit:
            continue
        wanted = transfer(kind, accounts[debit], accounts[credit], amount, id=keys[key])
        assert book(wanted, already) == expected
    present = queries.balances(accounts.values())
    for name, account in accounts.items():
        start = issued if name == "issuance" else 0
        assert present[account] == start + model.balances[name]
    assert audit.run() == []
