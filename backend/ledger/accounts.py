"""The accounts of the ledger: their ids are derived, and each is opened when first needed."""

import uuid
from collections.abc import Collection, Iterable

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend import clock
from backend.communities import queries as communities
from backend.db import db, in_unit_of_work, matching, unit_of_work
from backend.ledger import rules
from backend.ledger.models import BalanceSlot, LedgerAccount

_OPENED = "opened accounts"


def wallet(community_id: uuid.UUID, person_id: uuid.UUID) -> uuid.UUID:
    """The account of a member, opened when there is none yet."""
    return _account(rules.WALLET, community_id, person_id, person_id)


def wallets(
    community_id: uuid.UUID, person_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    """The accounts of several members by person, each opened when there is none yet."""
    _look_for(rules.account_id(rules.WALLET, community_id, one) for one in person_ids)
    return {person_id: wallet(community_id, person_id) for person_id in person_ids}


def till(community_id: uuid.UUID, organisation_id: uuid.UUID) -> uuid.UUID:
    """The account of a shop or another organisation, opened when there is none yet."""
    return _account(rules.TILL, community_id, organisation_id, organisation_id)


def budget(community_id: uuid.UUID, organisation_id: uuid.UUID, budget_id: uuid.UUID) -> uuid.UUID:
    """The account of a budget of an organisation, opened when there is none yet."""
    return _account(rules.BUDGET, community_id, budget_id, organisation_id)


def issuance(community_id: uuid.UUID) -> uuid.UUID:
    """The account that coin comes from; minus its balance is what the community has issued."""
    return _account(rules.ISSUANCE, community_id, community_id, community_id)


def programme(community_id: uuid.UUID, programme_id: uuid.UUID) -> uuid.UUID:
    """The account of a funder's programme, out of which budgets are filled."""
    return _account(rules.PROGRAMME, community_id, programme_id, programme_id)


def credit(community_id: uuid.UUID, owner_id: uuid.UUID) -> uuid.UUID:
    """The part of a credit line that its owner (person or organisation) has not drawn."""
    return _account(rules.CREDIT, community_id, owner_id, owner_id)


def fund(community_id: uuid.UUID) -> uuid.UUID:
    """What the community holds together: fees come in, bonuses and grants go out."""
    return _account(rules.FUND, community_id, community_id, community_id)


def redemption(community_id: uuid.UUID) -> uuid.UUID:
    """Coin that shops gave back and that waits until the bank has paid them."""
    return _account(rules.REDEMPTION, community_id, community_id, community_id)


def notes(community_id: uuid.UUID) -> uuid.UUID:
    """Coin that is out as printed notes."""
    return _account(rules.NOTES, community_id, community_id, community_id)


def guarantee(community_id: uuid.UUID) -> uuid.UUID:
    """What bears the loss when coin was spent twice while nobody had a network."""
    return _account(rules.GUARANTEE, community_id, community_id, community_id)


@unit_of_work
def set_owing(account_id: uuid.UUID, *, owing: bool) -> None:
    """Stop a wallet from paying (WalletOwes), or let it pay again.

    The triggers then refuse what its owner would choose to spend it on; what the community takes
    or gets back still moves.
    """
    db.session.execute(
        update(LedgerAccount)
        .where(LedgerAccount.id == account_id, LedgerAccount.owing != owing)
        .values(owing=owing),
        execution_options={"synchronize_session": False},
    )


def reserve(community_id: uuid.UUID) -> uuid.UUID:
    """The euro, in cents, that cover the coin."""
    return _account(rules.RESERVE, community_id, community_id, community_id)


def bank(community_id: uuid.UUID) -> uuid.UUID:
    """The world of euro outside; minus its balance is what came in and is still here, in cents."""
    return _account(rules.BANK, community_id, community_id, community_id)


def _account(
    purpose: str, community_id: uuid.UUID, of: uuid.UUID, owner_id: uuid.UUID
) -> uuid.UUID:
    account_id = rules.account_id(purpose, community_id, of)
    seen = _seen()
    if account_id not in seen:
        exists = select(LedgerAccount.id).where(LedgerAccount.id == account_id)
        if db.session.execute(exists).first() is None:
            _open(account_id, purpose, community_id, owner_id)
            _opened_now().add(account_id)
        elif not in_unit_of_work() or account_id not in _opened_now():
            # What the unit of work under way has opened itself may still be rolled back.
            seen.add(account_id)
    return account_id


def _look_for(account_ids: Iterable[uuid.UUID]) -> None:
    """Remember those of the accounts that are open, read by one question."""
    new = [(account_id,) for account_id in account_ids if account_id not in _seen()]
    if new:
        there = db.session.scalars(matching(select(LedgerAccount.id), (LedgerAccount.id,), new))
        _seen().update(set(there) - (_opened_now() if in_unit_of_work() else set()))


def _seen() -> set[uuid.UUID]:
    """Accounts that are open: they are never removed, so one look at each is enough."""
    seen: set[uuid.UUID] = current_app.extensions.setdefault("ledger_accounts", set())
    return seen


def _opened_now() -> set[uuid.UUID]:
    """The accounts that were opened in the transaction under way."""
    session = db.session()
    transaction = session.get_transaction()
    kept: tuple[object, set[uuid.UUID]] | None = session.info.get(_OPENED)
    if kept is None or kept[0] is not transaction:
        kept = session.info[_OPENED] = (transaction, set())
    return kept[1]


@unit_of_work
def _open(
    account_id: uuid.UUID, purpose: str, community_id: uuid.UUID, owner_id: uuid.UUID
) -> None:
    """Open an account with an empty balance; two that do so at once open one."""
    # On SQLite a trigger refuses the second row before ON CONFLICT could pass over it.
    if db.session.get(LedgerAccount, account_id) is not None:
        return
    on_sqlite = db.engine.dialect.name == "sqlite"
    insert = sqlite.insert if on_sqlite else postgresql.insert
    behaviour = rules.BEHAVIOUR[purpose]
    currency = rules.EURO if behaviour.euro else communities.community(community_id).currency.id
    slots = rules.BUSY_SLOTS if behaviour.busy and not on_sqlite else 1
    account = {
        "id": account_id,
        "community_id": community_id,
        "currency_id": currency,
        "purpose": purpose,
        "owner_id": owner_id,
        "slots": slots,
        "owing": False,
        "opened_at": clock.now(),
    }
    opened = db.session.execute(
        insert(LedgerAccount)
        .values(account)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(LedgerAccount.id)
    ).first()
    if opened:
        parts = [
            {"account_id": account_id, "slot": slot, "amount": 0, "floor": behaviour.floor}
            for slot in range(slots)
        ]
        db.session.execute(insert(BalanceSlot), parts)
