"""Payments, refunds, the limits of members, short codes and the counters of server keys."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import stamp_on

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_payments()
    _create_refunds()
    _create_limits()
    _create_codes()


def _create_payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("shop_id", Id(), nullable=False),
        sa.Column("cashier_id", Id(), nullable=False),
        sa.Column("payer_id", Id()),
        sa.Column("key_id", sa.LargeBinary()),
        sa.Column("counter", sa.BigInteger()),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("reason_number", sa.BigInteger()),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("expires_at", Instant()),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sa.UniqueConstraint("key_id", "counter", name="uq_payments_key_id_counter"),
        *_payment_checks(),
    )
    op.create_index("ix_payments_shop_id_at", "payments", ["shop_id", "at"])


def _payment_checks() -> list[sa.CheckConstraint]:
    rules = {
        "amount_positive": "amount > 0",
        "refunded_within_amount": "refunded >= 0 AND refunded <= amount",
        "refunded_only_paid": "refunded = 0 OR status = 'paid'",
        "code_whole": "(key_id IS NULL) = (counter IS NULL)",
        "code_spent": "status = 'refused' OR counter IS NOT NULL",
        "waiting_ends": "status <> 'waiting' OR expires_at IS NOT NULL",
        "refused_reason": "(status = 'refused') = (reason IS NOT NULL)",
        "status": "status IN ('paid', 'waiting', 'refused', 'declined', 'cancelled')",
    }
    return [_check("payments", name, rule) for name, rule in rules.items()]


def _create_refunds() -> None:
    op.create_table(
        "refunds",
        sa.Column("id", Id(), nullable=False),
        sa.Column("payment_id", Id(), nullable=False),
        sa.Column("shop_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refunds"),
        _foreign_key("refunds", "payment_id", "payments"),
        _foreign_key("refunds", "shop_id", "organisations"),
        _foreign_key("refunds", "person_id", "people"),
        _check("refunds", "amount_positive", "amount > 0"),
    )
    op.create_index("ix_refunds_payment_id", "refunds", ["payment_id"])
    op.create_index("ix_refunds_shop_id_at", "refunds", ["shop_id", "at"])


def _create_limits() -> None:
    op.create_table(
        "payment_limits",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "community_id", name="pk_payment_limits"),
        _foreign_key("payment_limits", "person_id", "people"),
        _foreign_key("payment_limits", "community_id", "communities"),
        _check("payment_limits", "amount_not_negative", "amount >= 0"),
    )
    stamp_on("payment_limits", "person_id")


def _create_codes() -> None:
    op.create_table(
        "short_codes",
        sa.Column("digits_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("payment_id", Id()),
        sa.PrimaryKeyConstraint("digits_hash", name="pk_short_codes"),
    )
    op.create_index("ix_short_codes_expires_at", "short_codes", ["expires_at"])
    op.create_table(
        "server_code_counters",
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_server_code_counters"),
    )


def _foreign_key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
