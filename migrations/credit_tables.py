"""The tables of credit lines and loans."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant


def create() -> None:
    """Create them on the database that is being migrated."""
    _credit()
    _loans()


def _credit() -> None:
    op.create_table(
        "credit_lines",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("by_default", sa.Boolean(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("in_debt_since", Instant()),
        sa.Column("warned_at", Instant()),
        sa.Column("frozen_at", Instant()),
        sa.Column("frozen_why", sa.Text()),
        sa.CheckConstraint(
            "(frozen_at IS NULL) = (frozen_why IS NULL)", name=op.f("ck_credit_lines_frozen")
        ),
        sa.CheckConstraint("granted >= 0", name=op.f("ck_credit_lines_granted")),
        sa.CheckConstraint(
            "owner_kind IN ('person', 'organisation')", name=op.f("ck_credit_lines_owner_kind")
        ),
        _reference("credit_lines", "community_id", "communities"),
        sa.UniqueConstraint(
            "community_id", "owner_id", name="uq_credit_lines_community_id_owner_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_credit_lines"),
    )
    op.create_index(
        "ix_credit_lines_in_debt",
        "credit_lines",
        ["community_id", "id"],
        sqlite_where=sa.text("in_debt_since IS NOT NULL"),
        postgresql_where=sa.text("in_debt_since IS NOT NULL"),
    )
    op.create_table(
        "line_changes",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_by", Id(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("decided_by", Id()),
        sa.Column("decided_at", Instant()),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_line_changes_amount")),
        sa.CheckConstraint(
            "owner_kind IN ('person', 'organisation')", name=op.f("ck_line_changes_owner_kind")
        ),
        sa.CheckConstraint(
            "status IN ('asked', 'granted', 'declined')", name=op.f("ck_line_changes_status")
        ),
        _reference("line_changes", "asked_by", "people"),
        _reference("line_changes", "community_id", "communities"),
        _reference("line_changes", "decided_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_line_changes"),
    )
    op.create_index(
        "ix_line_changes_community_id_status", "line_changes", ["community_id", "status"]
    )


def _loans() -> None:
    op.create_table(
        "loans",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("borrower_id", Id(), nullable=False),
        sa.Column("borrower_kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("repaid", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_by", Id(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("decided_by", Id()),
        sa.Column("started_at", Instant()),
        sa.Column("spend_by", sa.Date()),
        sa.Column("repay_by", sa.Date()),
        sa.Column("next_on", sa.Date()),
        sa.CheckConstraint("amount > 0", name=op.f("ck_loans_amount")),
        sa.CheckConstraint(
            "borrower_kind IN ('person', 'organisation')", name=op.f("ck_loans_borrower_kind")
        ),
        sa.CheckConstraint(
            "repaid >= 0 AND repaid <= amount", name=op.f("ck_loans_repaid_within_amount")
        ),
        sa.CheckConstraint(
            "status <> 'running' OR repay_by IS NOT NULL", name=op.f("ck_loans_running")
        ),
        sa.CheckConstraint("source IN ('fund', 'line')", name=op.f("ck_loans_source")),
        sa.CheckConstraint(
            "status IN ('asked', 'running', 'repaid', 'declined')", name=op.f("ck_loans_status")
        ),
        _reference("loans", "asked_by", "people"),
        _reference("loans", "community_id", "communities"),
        _reference("loans", "decided_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_loans"),
    )
    op.create_index("ix_loans_borrower_id", "loans", ["borrower_id"])
    op.create_index("ix_loans_community_id_next_on", "loans", ["community_id", "next_on"])
    op.create_table(
        "loan_repayments",
        sa.Column("id", Id(), nullable=False),
        sa.Column("loan_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_loan_repayments_amount")),
        sa.CheckConstraint(
            "why IN ('unspent', 'due', 'early')", name=op.f("ck_loan_repayments_why")
        ),
        _reference("loan_repayments", "loan_id", "loans"),
        sa.PrimaryKeyConstraint("id", name="pk_loan_repayments"),
    )
    op.create_index("ix_loan_repayments_loan_id", "loan_repayments", ["loan_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
