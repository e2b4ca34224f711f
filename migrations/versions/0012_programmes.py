"""Programmes, their lines and allocations, issues that two issuers make, the reserve's deposits."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import execute, on_sqlite

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_DECIDED = (
    "(status = 'waiting' AND decided_by IS NULL AND decided_at IS NULL)"
    " OR (status IN ('booked', 'declined') AND decided_at IS NOT NULL)"
)
_TWO_ISSUERS = (
    "budget_id IS NOT NULL OR status <> 'booked'"
    " OR (decided_by IS NOT NULL AND decided_by <> issued_by)"
)
_TWO_TREASURERS = "status <> 'booked' OR (decided_by IS NOT NULL AND decided_by <> made_by)"


def upgrade() -> None:
    _programmes()
    _budgets()
    _issues()
    _allocations()
    _reserve()


def _programmes() -> None:
    op.create_table(
        "programmes",
        _id("id"),
        _id("community_id"),
        _id("account_id"),
        _text("funder"),
        sa.Column("funder_id", Id()),
        _text("name"),
        _text("purpose"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        _money("euro_cents"),
        _money("amount"),
        _text("status"),
        sa.Column("created_by", Id()),
        _at("created_at"),
        sa.Column("closed_by", Id()),
        sa.Column("closed_at", Instant()),
        _reference("programmes", "community_id", "communities"),
        _reference("programmes", "funder_id", "organisations"),
        _reference("programmes", "created_by", "people"),
        _reference("programmes", "closed_by", "people"),
        _check("programmes", "status", "status IN ('open', 'closed')"),
        _check("programmes", "period", "ends_on >= starts_on"),
        _check("programmes", "amount", "amount > 0 AND euro_cents >= 0"),
        sa.PrimaryKeyConstraint("id", name="pk_programmes"),
        sa.UniqueConstraint("account_id", name="uq_programmes_account_id"),
    )
    _index("programmes", "community_id")
    op.create_table(
        "programme_lines",
        _id("id"),
        _id("programme_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("name"),
        _money("amount"),
        _reference("programme_lines", "programme_id", "programmes"),
        _check("programme_lines", "amount", "amount > 0"),
        sa.PrimaryKeyConstraint("id", name="pk_programme_lines"),
    )
    _index("programme_lines", "programme_id")


def _budgets() -> None:
    """Budgets belong to a programme from here on; those that have none keep working."""
    kind = "BLOB" if on_sqlite() else "UUID"
    for column, other in (("programme_id", "programmes"), ("line_id", "programme_lines")):
        # SQLite adds a column with its foreign key in one go only, which Alembic does not write.
        statement = (
            f"ALTER TABLE budgets ADD COLUMN {column} {kind}"
            f" CONSTRAINT fk_budgets_{column} REFERENCES {other} (id)"
        )
        execute(sqlite=statement, postgresql=statement)
    op.add_column("budgets", sa.Column("low_told_at", Instant()))
    _index("budgets", "programme_id")


def _issues() -> None:
    """Until now every issue went into a budget and was booked by the one who made it."""
    op.rename_table("issues", "issues_before")
    op.drop_index("ix_issues_budget_id", "issues_before")
    execute(postgresql="ALTER INDEX pk_issues RENAME TO pk_issues_before")
    op.create_table(
        "issues",
        _id("id"),
        sa.Column("budget_id", Id()),
        sa.Column("programme_id", Id()),
        _money("amount"),
        _text("why"),
        _id("issued_by"),
        _at("at"),
        *_decision(),
        _check("issues", "amount", "amount > 0"),
        _check("issues", "into", "(budget_id IS NULL) <> (programme_id IS NULL)"),
        _check("issues", "status", _DECIDED),
        _check("issues", "two_issuers", _TWO_ISSUERS),
        _reference("issues", "budget_id", "budgets"),
        _reference("issues", "programme_id", "programmes"),
        _reference("issues", "issued_by", "people"),
        _reference("issues", "decided_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
    )
    op.execute(
        "INSERT INTO issues (id, budget_id, amount, why, issued_by, at, status, decided_at)"
        " SELECT id, budget_id, amount, why, issued_by, at, 'booked', at FROM issues_before"
    )
    op.drop_table("issues_before")
    _index("issues", "budget_id")
    _index("issues", "programme_id")


def _allocations() -> None:
    op.create_table(
        "allocations",
        _id("id"),
        _id("programme_id"),
        sa.Column("line_id", Id()),
        _id("budget_id"),
        _text("kind"),
        _money("amount"),
        _text("why"),
        sa.Column("made_by", Id()),
        _at("at"),
        _reference("allocations", "programme_id", "programmes"),
        _reference("allocations", "line_id", "programme_lines"),
        _reference("allocations", "budget_id", "budgets"),
        _reference("allocations", "made_by", "people"),
        _check("allocations", "amount", "amount > 0"),
        _check("allocations", "kind", "kind IN ('allocate', 'return_allocation')"),
        sa.PrimaryKeyConstraint("id", name="pk_allocations"),
    )
    _index("allocations", "programme_id")
    _index("allocations", "budget_id")
    op.create_table(
        "issue_returns",
        _id("id"),
        _id("programme_id"),
        _money("amount"),
        _text("why"),
        sa.Column("made_by", Id()),
        _at("at"),
        _reference("issue_returns", "programme_id", "programmes"),
        _reference("issue_returns", "made_by", "people"),
        _check("issue_returns", "amount", "amount > 0"),
        sa.PrimaryKeyConstraint("id", name="pk_issue_returns"),
    )
    _index("issue_returns", "programme_id")


def _reserve() -> None:
    op.create_table(
        "deposits",
        _id("id"),
        _id("community_id"),
        _money("cents"),
        _text("bank_reference"),
        sa.Column("day", sa.Date(), nullable=False),
        _text("received_from"),
        _id("made_by"),
        _at("at"),
        _reference("deposits", "community_id", "communities"),
        _reference("deposits", "made_by", "people"),
        _check("deposits", "cents", "cents > 0"),
        sa.PrimaryKeyConstraint("id", name="pk_deposits"),
        sa.UniqueConstraint(
            "community_id", "bank_reference", name="uq_deposits_community_id_bank_reference"
        ),
    )
    op.create_table(
        "withdrawals",
        _id("id"),
        _id("community_id"),
        _money("cents"),
        _text("why"),
        _id("made_by"),
        _at("at"),
        *_decision(),
        _reference("withdrawals", "community_id", "communities"),
        _reference("withdrawals", "made_by", "people"),
        _reference("withdrawals", "decided_by", "people"),
        _check("withdrawals", "cents", "cents > 0"),
        _check("withdrawals", "status", _DECIDED),
        _check("withdrawals", "two_treasurers", _TWO_TREASURERS),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawals"),
    )
    _index("withdrawals", "community_id")


def _decision() -> tuple[sa.Column[object], ...]:
    return (
        _text("status"),
        sa.Column("decided_by", Id()),
        sa.Column("decided_at", Instant()),
        sa.Column("reason", sa.Text()),
    )


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, Id(), nullable=False)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _money(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _at(name: str) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=False)


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
