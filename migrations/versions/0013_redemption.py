"""Bank details, requests to redeem, settlements and bank statements."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import execute

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KEPT = ("bank_details", "redemptions", "settlements", "settlement_lines", "bank_statements")


def upgrade() -> None:
    _bank_details()
    _redemptions()
    _settlements()
    _lines()
    _statements()
    _lots()
    for table in _KEPT:
        _keep(table)
    _what_is_promised_stays()


def _bank_details() -> None:
    op.create_table(
        "bank_details",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("owner_id", Id(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last4", sa.Text(), nullable=False),
        sa.Column("set_by", Id(), nullable=False),
        sa.Column("set_at", Instant(), nullable=False),
        _reference("bank_details", "community_id", "communities"),
        _reference("bank_details", "set_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_details"),
    )
    op.create_index("ix_bank_details_owner_id_set_at", "bank_details", ["owner_id", "set_at"])
    op.create_table(
        "fee_choices",
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("association_id", Id(), nullable=False),
        sa.Column("chosen_by", Id(), nullable=False),
        sa.Column("chosen_at", Instant(), nullable=False),
        _reference("fee_choices", "organisation_id", "organisations"),
        _reference("fee_choices", "association_id", "organisations"),
        _reference("fee_choices", "chosen_by", "people"),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_fee_choices"),
    )


def _redemptions() -> None:
    statuses = "'open', 'gathered', 'released', 'paid', 'returned', 'cancelled'"
    op.create_table(
        "redemptions",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("asked", sa.BigInteger()),
        *_amounts(),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("asked_by", Id(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        *_checks(
            "redemptions",
            status=f"status IN ({statuses})",
            amounts="fee >= 0 AND amount > fee AND euro_cents > 0",
        ),
        _reference("redemptions", "community_id", "communities"),
        _reference("redemptions", "organisation_id", "organisations"),
        _reference("redemptions", "asked_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_redemptions"),
    )
    _index("redemptions", "organisation_id", "asked_at")
    _index("redemptions", "community_id", "status", "asked_at")


def _settlements() -> None:
    op.create_table(
        "settlements",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("gathered_by", Id()),
        sa.Column("gathered_at", Instant(), nullable=False),
        sa.Column("cut_off", sa.Date()),
        sa.Column("refused_by", Id()),
        sa.Column("refused_at", Instant()),
        sa.Column("refused_why", sa.Text()),
        sa.Column("released_by", Id()),
        sa.Column("released_at", Instant()),
        sa.Column("debtor_id", Id()),
        sa.Column("execution_day", sa.Date()),
        sa.Column("file", sa.LargeBinary()),
        *_checks(
            "settlements",
            status="status IN ('gathered', 'released', 'dissolved')",
            two_people="status <> 'released' OR (gathered_by IS NOT NULL AND released_by IS NOT "
            "NULL AND released_by <> gathered_by AND file IS NOT NULL)",
        ),
        _reference("settlements", "community_id", "communities"),
        *(_reference("settlements", f"{act}_by", "people") for act in _ACTS),
        _reference("settlements", "debtor_id", "bank_details"),
        sa.PrimaryKeyConstraint("id", name="pk_settlements"),
    )
    _index("settlements", "community_id", "gathered_at")


def _lines() -> None:
    op.create_table(
        "settlement_lines",
        sa.Column("id", Id(), nullable=False),
        sa.Column("settlement_id", Id(), nullable=False),
        sa.Column("redemption_id", Id(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("bank_details_id", Id(), nullable=False),
        sa.Column("end_to_end_id", sa.Text(), nullable=False),
        *_amounts(),
        sa.Column("paid_at", Instant()),
        sa.Column("returned_at", Instant()),
        sa.Column("return_reason", sa.Text()),
        sa.Column("fee_kept", sa.BigInteger(), nullable=False),
        sa.Column("taken_out_at", Instant()),
        sa.Column("taken_out_by", Id()),
        *_checks(
            "settlement_lines",
            amounts="euro_cents > 0 AND amount > fee AND fee >= 0",
            returned="returned_at IS NULL OR paid_at IS NOT NULL",
            taken_out="taken_out_at IS NULL OR paid_at IS NULL",
        ),
        _reference("settlement_lines", "settlement_id", "settlements"),
        _reference("settlement_lines", "redemption_id", "redemptions"),
        _reference("settlement_lines", "bank_details_id", "bank_details"),
        _reference("settlement_lines", "taken_out_by", "people"),
        sa.UniqueConstraint("end_to_end_id", name="uq_settlement_lines_end_to_end_id"),
        sa.PrimaryKeyConstraint("id", name="pk_settlement_lines"),
    )
    _index("settlement_lines", "settlement_id")
    counts = sa.text("taken_out_at IS NULL")
    op.create_index(
        "uq_settlement_lines_attempt",
        "settlement_lines",
        ["redemption_id", "attempt"],
        unique=True,
        sqlite_where=counts,
        postgresql_where=counts,
    )


def _statements() -> None:
    outcomes = "'waiting', 'paid', 'paid_before', 'returned', 'returned_before', 'unmatched'"
    op.create_table(
        "bank_statements",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        sa.Column("uploaded_by", Id(), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        _reference("bank_statements", "community_id", "communities"),
        _reference("bank_statements", "account_id", "bank_details"),
        _reference("bank_statements", "uploaded_by", "people"),
        sa.UniqueConstraint("community_id", "mark", name="uq_bank_statements_community_id_mark"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_statements"),
    )
    _index("bank_statements", "community_id", "uploaded_at")
    op.create_table(
        "statement_entries",
        sa.Column("statement_id", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("euro_cents", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("end_to_end_id", sa.Text(), nullable=False),
        sa.Column("return_reason", sa.Text()),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("line_id", Id()),
        *_checks(
            "statement_entries",
            outcome=f"outcome IN ({outcomes})",
            direction="direction IN ('in', 'out')",
        ),
        _reference("statement_entries", "statement_id", "bank_statements"),
        _reference("statement_entries", "line_id", "settlement_lines"),
        sa.PrimaryKeyConstraint("statement_id", "number", name="pk_statement_entries"),
    )
    _index("statement_entries", "line_id")


def _lots() -> None:
    op.create_table(
        "coin_lots",
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("lots", sa.JSON(), nullable=False),
        _reference("coin_lots", "account_id", "ledger_accounts"),
        _reference("coin_lots", "community_id", "communities"),
        sa.PrimaryKeyConstraint("account_id", name="pk_coin_lots"),
    )
    _index("coin_lots", "community_id")
    op.create_table(
        "lot_cursors",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("transfer_id", Id(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        _reference("lot_cursors", "community_id", "communities"),
        sa.PrimaryKeyConstraint("community_id", name="pk_lot_cursors"),
    )


_ACTS = ("gathered", "refused", "released")


def _amounts() -> list[sa.Column[object]]:
    return [
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("fee_parts", sa.JSON(), nullable=False),
        sa.Column("euro_cents", sa.BigInteger(), nullable=False),
    ]


def _keep(table: str) -> None:
    """What was promised to be paid, where to, and what the bank said of it, stays on record."""
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


def _what_is_promised_stays() -> None:
    """A payout never changes, is paid and returned once; what was released stays released."""
    line = ("settlement_id", "redemption_id", "attempt", "bank_details_id", "end_to_end_id")
    released = ("status", "gathered_by", "released_by", "released_at", "debtor_id")

    def differs(operator: str, names: tuple[str, ...]) -> str:
        return " OR ".join(f"NEW.{name} {operator} OLD.{name}" for name in names)

    def of_a_line(operator: str) -> str:
        once = " OR ".join(
            f"(OLD.{act} IS NOT NULL AND NEW.{act} {operator} OLD.{act})"
            for act in ("paid_at", "returned_at", "taken_out_at")
        )
        return f"{differs(operator, (*line, 'amount', 'fee', 'euro_cents'))} OR {once}"

    def of_a_settlement(operator: str) -> str:
        changed = differs(operator, (*released, "execution_day"))
        return f"OLD.status = 'released' AND ({changed})"

    _fix("settlement_lines", of_a_line)
    _fix("settlements", of_a_settlement)


def _fix(table: str, changed: Callable[[str], str]) -> None:
    message = f"what {table} promise never changes"
    execute(
        sqlite=f"""
        CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} WHEN {changed("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{message}'); END""",
        postgresql=f"""
        CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'WM012'; END $$;
        CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table}
        FOR EACH ROW WHEN ({changed("IS DISTINCT FROM")}) EXECUTE FUNCTION {table}_fixed()""",
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _checks(table: str, **rules: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()
    ]


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
