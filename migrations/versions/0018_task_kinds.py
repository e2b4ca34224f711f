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
