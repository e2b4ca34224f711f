"""The ledger: immutable transfers, balances that follow them, and triggers that guard both."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id
from migrations import ledger_triggers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ALLOWLIST = (
    ("issue", "issuance", "budget", True),
    ("return_issue", "budget", "issuance", False),
    ("reward", "budget", "wallet", False),
    ("reward_reversal", "wallet", "budget", False),
    ("payment", "wallet", "till", False),
    ("refund", "till", "wallet", False),
)


def upgrade() -> None:
    _accounts()
    _balances()
    _transfers()
    rules = op.create_table(
        "transfer_rules",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("debit_purpose", sa.Text(), nullable=False),
        sa.Column("credit_purpose", sa.Text(), nullable=False),
        sa.Column("spreads", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "kind", "debit_purpose", "credit_purpose", name="pk_transfer_rules"
        ),
    )
    names = ("kind", "debit_purpose", "credit_purpose", "spreads")
    op.bulk_insert(rules, [dict(zip(names, row, strict=True)) for row in ALLOWLIST])
    ledger_triggers.create()


def _accounts() -> None:
    op.create_table(
        "ledger_accounts",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("currency_id", Id(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.CheckConstraint("slots BETWEEN 1 AND 64", name=op.f("ck_ledger_accounts_slots")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_ledger_accounts_community_id"
        ),
        sa.ForeignKeyConstraint(
            ["currency_id"], ["currencies.id"], name="fk_ledger_accounts_currency_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_accounts"),
    )
    op.create_index("ix_ledger_accounts_owner_id", "ledger_accounts", ["owner_id"])
    op.create_index(
        "ix_ledger_accounts_community_id_purpose", "ledger_accounts", ["community_id", "purpose"]
    )


def _balances() -> None:
    op.create_table(
        "balances",
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger()),
        sa.CheckConstraint("floor IS NULL OR amount >= floor", name=op.f("ck_balances_floor")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["ledger_accounts.id"], name="fk_balances_account_id"
        ),
        sa.PrimaryKeyConstraint("account_id", "slot", name="pk_balances"),
    )


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("debit_account", Id(), nullable=False),
        sa.Column("credit_account", Id(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("about_kind", sa.Text()),
        sa.Column("about_id", Id()),
        sa.Column("reverses", Id()),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfers_amount")),
        sa.CheckConstraint(
            "debit_account <> credit_account", name=op.f("ck_transfers_two_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_transfers"),
    )
    for side in ("debit_account", "credit_account"):
        op.create_index(f"ix_transfers_{side}_at_id", "transfers", [side, "at", "id"])
    reversal = sa.text("reverses IS NOT NULL")
    op.create_index(
        "ix_transfers_reverses",
        "transfers",
        ["reverses"],
        sqlite_where=reversal,
        postgresql_where=reversal,
    )
