"""Programmes: budgets, and who issued coin to them and why."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_by", Id()),
        sa.Column("created_at", Instant(), nullable=False),
        _reference("budgets", "community_id", "communities"),
        _reference("budgets", "organisation_id", "organisations"),
        _reference("budgets", "created_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_budgets"),
        sa.UniqueConstraint("account_id", name="uq_budgets_account_id"),
    )
    op.create_index("ix_budgets_community_id", "budgets", ["community_id"])
    op.create_index("ix_budgets_organisation_id", "budgets", ["organisation_id"])
    op.create_table(
        "issues",
        sa.Column("id", Id(), nullable=False),
        sa.Column("budget_id", Id(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("issued_by", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_issues_amount")),
        _reference("issues", "budget_id", "budgets"),
        _reference("issues", "issued_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
    )
    op.create_index("ix_issues_budget_id", "issues", ["budget_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
