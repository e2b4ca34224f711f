"""Disputes about payments, and their history, which nobody edits."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations import support

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _disputes()
    _steps()
    for event in ("UPDATE", "DELETE"):
        _never(event)


def _disputes() -> None:
    checks = {
        "status": "status IN ('open', 'answered', 'asked', 'closed')",
        "outcome": "outcome IN ('accepted', 'decided', 'withdrawn', 'lapsed')",
        "closed_at": "(status = 'closed') = (closed_at IS NOT NULL)",
        "closed_how": "(status = 'closed') = (outcome IS NOT NULL)",
        "amounts": "amount > 0 AND refunded >= 0 AND owed >= 0",
        "owed_by_decision": "owed = 0 OR outcome = 'decided'",
    }
    op.create_table(
        "disputes",
        sa.Column("id", Id(), nullable=False),
        sa.Column("payment_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("shop_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("refunded", sa.Integer(), nullable=False),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("due_at", Instant()),
        sa.Column("closed_at", Instant()),
        _reference("disputes", "payment_id", "payments"),
        _reference("disputes", "community_id", "communities"),
        _reference("disputes", "shop_id", "organisations"),
        _reference("disputes", "person_id", "people"),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_disputes_{name}"))
            for name, rule in checks.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
    )
    op.create_index("ix_disputes_community_id_status", "disputes", ["community_id", "status"])
    op.create_index("ix_disputes_shop_id_opened_at", "disputes", ["shop_id", "opened_at"])
    op.create_index("ix_disputes_person_id_opened_at", "disputes", ["person_id", "opened_at"])
    op.create_index("ix_disputes_due_at", "disputes", ["due_at"])
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "uq_disputes_open",
        "disputes",
        ["payment_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _steps() -> None:
    op.create_table(
        "dispute_steps",
        sa.Column("id", Id(), nullable=False),
        sa.Column("dispute_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person_id", Id()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("refund_id", Id()),
        _reference("dispute_steps", "dispute_id", "disputes"),
        _reference("dispute_steps", "person_id", "people"),
        _reference("dispute_steps", "refund_id", "refunds"),
        sa.CheckConstraint(
            "kind IN ('opened', 'answered', 'accepted', 'asked', 'overdue', 'decided', 'paid',"
            " 'lapsed', 'withdrawn')",
            name=op.f("ck_dispute_steps_kind"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_dispute_steps_amount")),
        sa.PrimaryKeyConstraint("id", name="pk_dispute_steps"),
        sa.UniqueConstraint("dispute_id", "number", name="uq_dispute_steps_dispute_id_number"),
    )


def _never(event: str) -> None:
    name, message = f"dispute_steps_no_{event.lower()}", "the history of a dispute is only added to"
    support.execute(
        sqlite=f"""
        CREATE TRIGGER {name} BEFORE {event} ON dispute_steps
        BEGIN SELECT RAISE(ABORT, '{message}'); END""",
        postgresql=f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'WM012'; END $$;
        CREATE TRIGGER {name} BEFORE {event} ON dispute_steps
        FOR EACH ROW EXECUTE FUNCTION {name}()""",
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
