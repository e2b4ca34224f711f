"""The ledger's tables. Transfers are the truth; balances are kept beside them for speed.

The triggers of ``migrations/versions/0004_ledger.py`` apply each transfer to the balances and
refuse everything else: so whoever inserts a transfer, by whatever program, books it.
"""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Model


class LedgerAccount(Model):
    """An account of a community: who owns it, and what it is for.

    ``slots`` is how many rows its balance is spread over: busy accounts have several, so that
    payments to or from them do not wait for one another. ``owing``: a wallet that has to become
    whole before it pays again.
    """

    __tablename__ = "ledger_accounts"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    community_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("communities.id"))
    currency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("currencies.id"))
    purpose: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[uuid.UUID]
    slots: Mapped[int]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    owing: Mapped[bool] = mapped_column(server_default=false())
    __table_args__ = (
        CheckConstraint("slots BETWEEN 1 AND 64", name="slots"),
        Index(None, "owner_id"),
        Index(None, "community_id", "purpose"),
    )


class BalanceSlot(Model):
    """Part of an account's balance, in minor units; ``floor`` NULL means without limit."""

    __tablename__ = "balances"
    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("ledger_accounts.id"), primary_key=True
    )
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[int] = mapped_column(BigInteger)
    floor: Mapped[int | None] = mapped_column(BigInteger)
    __table_args__ = (CheckConstraint("floor IS NULL OR amount >= floor", name="floor"),)


class TransferRule(Model):
    """The allowlist: a transfer of ``kind`` may go from one purpose to another, nothing else may.

    ``spreads`` says that the credit is divided over all slots: it is large, and much is taken
    from it soon.
    """

    __tablename__ = "transfer_rules"
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    debit_purpose: Mapped[str] = mapped_column(Text, primary_key=True)
    credit_purpose: Mapped[str] = mapped_column(Text, primary_key=True)
    spreads: Mapped[bool]


class TransferRow(Model):
    """One movement of coin, never changed and never removed.

    The accounts, and what a correction reverses, are checked by the trigger instead of by foreign
    keys, whose shared row locks would make everybody who pays one shop wait in one queue.
    """

    __tablename__ = "transfers"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    debit_account: Mapped[uuid.UUID]
    credit_account: Mapped[uuid.UUID]
    amount: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    about_kind: Mapped[str | None] = mapped_column(Text)
    about_id: Mapped[uuid.UUID | None]
    reverses: Mapped[uuid.UUID | None]
    memo: Mapped[str] = mapped_column(Text)
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("debit_account <> credit_account", name="two_accounts"),
        Index(None, "debit_account", "at", "id"),
        Index(None, "credit_account", "at", "id"),
        Index(
            None,
            "reverses",
            sqlite_where=text("reverses IS NOT NULL"),
            postgresql_where=text("reverses IS NOT NULL"),
        ),
    )
