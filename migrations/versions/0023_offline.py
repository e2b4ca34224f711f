"""Certificates, and payments accepted without a network."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id
from migrations import owing_triggers

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_NOT_PAID = sa.text("status <> 'paid'")
_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    rules = sa.table(
        "transfer_rules",
        *(sa.column(name, sa.Text()) for name in ("kind", "debit_purpose", "credit_purpose")),
        sa.column("spreads", sa.Boolean()),
    )
    late = {"kind": "recover", "debit_purpose": "wallet", "credit_purpose": "till"}
    op.bulk_insert(rules, [{**late, "spreads": False}])
    owing: sa.Column[bool] = sa.Column(
        "owing", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("ledger_accounts", owing)
    owing_triggers.create()
    _certificates()
    _payments()
    _debts()
    _guarantee()


def _certificates() -> None:
    op.create_table(
        "offline_certificates",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("serial", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("allowance", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("allowance > 0", name=op.f("ck_offline_certificates_allowance")),
        _belongs("offline_certificates", "community_id", "communities"),
        _belongs("offline_certificates", "person_id", "people"),
        sa.PrimaryKeyConstraint("community_id", "serial", name="pk_offline_certificates"),
    )
    op.create_index(
        "ix_offline_certificates_community_id_expires_at",
        "offline_certificates",
        ["community_id", "expires_at"],
    )


def _payments() -> None:
    name = "offline_payments"
    op.create_table(
        name,
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("shop_id", Id(), nullable=False),
        sa.Column("cashier_id", Id()),
        sa.Column("payer_id", Id()),
        sa.Column("key_id", sa.LargeBinary()),
        sa.Column("counter", sa.BigInteger()),
        sa.Column("serial", sa.BigInteger()),
        *(_number(column) for column in ("amount", "received", "covered")),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("lost_because", sa.Text()),
        sa.Column("blameless", sa.Boolean(), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_day", sa.Date(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=False),
        _check(name, "received", "amount > 0 AND received <= amount"),
        _check(name, "covered", "covered >= 0 AND covered <= received"),
        _check(
            name,
            "status",
            "(status = 'paid' AND received = amount AND covered = 0)"
            " OR (status = 'covered' AND received = amount AND covered > 0)"
            " OR (status = 'short' AND received > 0 AND received < amount)"
            " OR (status = 'refused' AND received = 0)",
        ),
        _check(name, "reason", "(status = 'paid') = (reason IS NULL)"),
        _check(name, "lost_because", "(received = amount) = (lost_because IS NULL)"),
        _check(name, "code_whole", "(key_id IS NULL) = (counter IS NULL)"),
        _belongs(name, "community_id", "communities"),
        _belongs(name, "shop_id", "organisations"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    for columns in (
        ["shop_id", "accepted_day"],
        ["key_id", "counter"],
        ["payer_id", "community_id"],
    ):
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, columns)
    op.create_index(
        f"ix_{name}_conflicts",
        name,
        ["community_id", "settled_at"],
        sqlite_where=_NOT_PAID,
        postgresql_where=_NOT_PAID,
    )


def _debts() -> None:
    name = "offline_debts"
    op.create_table(
        name,
        *(
            sa.Column(column, Id(), nullable=False)
            for column in ("id", "community_id", "person_id", "shop_id")
        ),
        *(
            _number(column)
            for column in ("to_guarantee", "to_shop", "repaid_guarantee", "repaid_shop")
        ),
        sa.Column("given_back", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("waived_at", sa.BigInteger()),
        sa.Column("waived_by", Id()),
        sa.Column("waived_why", sa.Text()),
        _check(name, "owed", "to_guarantee >= 0 AND to_shop >= 0"),
        _check(
            name,
            "repaid",
            "repaid_guarantee BETWEEN 0 AND to_guarantee AND repaid_shop BETWEEN 0 AND to_shop",
        ),
        _check(name, "waived", "(waived_at IS NULL) = (waived_by IS NULL)"),
        _check(
            name,
            "given_back",
            "given_back = 0 OR (waived_at IS NOT NULL"
            " AND given_back = repaid_guarantee + repaid_shop)",
        ),
        _belongs(name, "id", "offline_payments"),
        _belongs(name, "community_id", "communities"),
        _belongs(name, "person_id", "people"),
        _belongs(name, "shop_id", "organisations"),
        _belongs(name, "waived_by", "people"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(
        f"ix_{name}_open",
        name,
        ["person_id", "community_id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _guarantee() -> None:
    name = "guarantee_moves"
    op.create_table(
        name,
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("programme_id", Id()),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _check(name, "amount", "amount <> 0"),
        _belongs(name, "community_id", "communities"),
        _belongs(name, "programme_id", "programmes"),
        _belongs(name, "by", "people"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_community_id_at", name, ["community_id", "at"])


def _number(column: str) -> sa.Column[int]:
    return sa.Column(column, sa.Integer(), nullable=False)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")
