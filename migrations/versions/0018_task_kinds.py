"""Vouchers, live codes, check-in and check-out, notes: the other task codes."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import execute

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_KINDS = "'poster', 'voucher', 'live', 'check-in', 'check-out'"
_COLUMNS = (
    "ADD COLUMN kind TEXT DEFAULT 'poster' NOT NULL CONSTRAINT ck_task_codes_kind"
    f" CHECK (kind IN ({_KINDS}))",
    "ADD COLUMN sheet_id {id} CONSTRAINT fk_task_codes_sheet_id REFERENCES code_sheets (id)",
    "ADD COLUMN serial INTEGER CONSTRAINT ck_task_codes_serial"
    " CHECK ((serial IS NULL) = (sheet_id IS NULL) AND serial > 0)",
)


def upgrade() -> None:
    _code_sheets()
    # Written out: on SQLite, Alembic would add the columns without their checks.
    for column in _COLUMNS:
        statement = f"ALTER TABLE task_codes {column}"
        execute(sqlite=statement.format(id="BLOB"), postgresql=statement.format(id="UUID"))
    op.create_index("ix_task_codes_sheet_id", "task_codes", ["sheet_id", "serial"], unique=True)
    _codes_are_used_once()
    _note_sheets()
    _bearer_notes()
    _note_takings()
    _note_withdrawals()
    for table in ("note_sheets", "bearer_notes", "note_takings", "note_withdrawals"):
        _keep(table)


def _code_sheets() -> None:
    op.create_table(
        "code_sheets",
        sa.Column("id", Id(), nullable=False),
        sa.Column("task_id", Id(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created_by", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("count BETWEEN 1 AND 500", name=op.f("ck_code_sheets_count")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_code_sheets_task_id"),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_code_sheets_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_code_sheets"),
    )
    op.create_index("ix_code_sheets_task_id", "code_sheets", ["task_id"])


def _codes_are_used_once() -> None:
    """The counter ``code:ID`` of a single-use code is full after one claim."""
    execute(
        sqlite="""
        CREATE TRIGGER task_usage_code BEFORE UPDATE OF used ON task_usage
        WHEN NEW.used > OLD.used AND NEW.used > NEW.cap AND NEW.scope LIKE 'code:%'
        BEGIN SELECT RAISE(ABORT, 'wijkmunt:code_used'); END""",
        postgresql="""
        CREATE OR REPLACE FUNCTION task_usage_full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '%', 'wijkmunt:' || CASE split_part(NEW.scope, ':', 1)
            WHEN 'code' THEN 'code_used'
            ELSE 'claim_limit_' || split_part(NEW.scope, ':', 1) END
            USING ERRCODE = 'WM011';
        END $$""",
    )


def _note_sheets() -> None:
    op.create_table(
        "note_sheets",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("budget_id", Id()),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created_by", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "amount > 0 AND count BETWEEN 1 AND 500", name=op.f("ck_note_sheets_size")
        ),
        *_references(
            "note_sheets",
            community_id="communities",
            organisation_id="organisations",
            budget_id="budgets",
            created_by="people",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_note_sheets"),
    )
    op.create_index("ix_note_sheets_community_id", "note_sheets", ["community_id"])
    op.create_index("ix_note_sheets_organisation_id", "note_sheets", ["organisation_id"])


def _bearer_notes() -> None:
    op.create_table(
        "bearer_notes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sheet_id", Id(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("nbf", sa.BigInteger(), nullable=False),
        sa.Column("exp", sa.BigInteger(), nullable=False),
        sa.Column("jws", sa.Text()),
        sa.Column("registered_at", Instant()),
        sa.Column("withdrawn_at", Instant()),
        sa.CheckConstraint("nbf < exp", name=op.f("ck_bearer_notes_window")),
        sa.CheckConstraint(
            "(jws IS NULL) = (registered_at IS NULL)", name=op.f("ck_bearer_notes_registered")
        ),
        sa.CheckConstraint("serial > 0", name=op.f("ck_bearer_notes_serial")),
        *_references("bearer_notes", sheet_id="note_sheets", person_id="people"),
        sa.PrimaryKeyConstraint("id", name="pk_bearer_notes"),
        sa.UniqueConstraint("jws", name="uq_bearer_notes_jws"),
        sa.UniqueConstraint("sheet_id", "serial", name="uq_bearer_notes_sheet_id_serial"),
    )


def _note_takings() -> None:
    op.create_table(
        "note_takings",
        sa.Column("id", Id(), nullable=False),
        sa.Column("note_id", sa.Text(), nullable=False),
        sa.Column("sheet_id", Id(), nullable=False),
        sa.Column("shop_id", Id()),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *_references(
            "note_takings",
            note_id="bearer_notes",
            sheet_id="note_sheets",
            shop_id="organisations",
            person_id="people",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_note_takings"),
        sa.UniqueConstraint("note_id", name="uq_note_takings_note_id"),
    )
    op.create_index("ix_note_takings_sheet_id", "note_takings", ["sheet_id"])
    op.create_index("ix_note_takings_shop_id_at", "note_takings", ["shop_id", "at"])


def _note_withdrawals() -> None:
    op.create_table(
        "note_withdrawals",
        sa.Column("id", Id(), nullable=False),
        sa.Column("sheet_id", Id(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_note_withdrawals_count")),
        *_references("note_withdrawals", sheet_id="note_sheets", by="people"),
        sa.PrimaryKeyConstraint("id", name="pk_note_withdrawals"),
    )
    op.create_index("ix_note_withdrawals_sheet_id", "note_withdrawals", ["sheet_id"])


def _references(table: str, **others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
        for column, other in others.items()
    ]


def _keep(table: str) -> None:
    """Refuse the removal of what coin once hung at."""
    execute(
        sqlite=f"""
        CREATE TRIGGER {table}_keep BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} are never removed'); END""",
        postgresql=f"""
        CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} are never removed' USING ERRCODE = 'WM012'; END $$;
        CREATE TRIGGER {table}_keep BEFORE DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_keep()""",
    )
