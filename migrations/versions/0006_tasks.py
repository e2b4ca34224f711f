"""Tasks, task codes, claims, and the counters that keep a task's limits."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import execute, stamp_on

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TASK_CHECKS = {
    "reward_kind": "reward_kind IN ('fixed', 'per_hour')",
    "reward_amount": "reward_amount > 0",
    "minutes_only_per_hour": (
        "reward_kind = 'per_hour' OR (max_minutes IS NULL AND minute_step IS NULL)"
    ),
    "max_minutes_required": "reward_kind = 'fixed' OR needs_approval OR max_minutes IS NOT NULL",
    "window": "ends_at > starts_at",
    "limits": "per_person > 0 AND per_day > 0 AND total > 0",
}
_CLAIM_CHECKS = {
    "status": "status IN ('waiting', 'booked', 'declined')",
    "amount": "amount > 0",
    "reason": "(status = 'declined') = (reason IS NOT NULL)",
    "decided": (
        "(decided_at IS NULL) = (decided_by IS NULL) AND "
        "(decided_at IS NULL OR status <> 'waiting')"
    ),
}
_FIXED_COLUMNS_OF_A_CLAIM = (
    "id", "community_id", "organisation_id", "task_id", "code_id", "person_id", "amount",
    "minutes", "at", "day",
)  # fmt: skip


def upgrade() -> None:
    _tasks()
    _task_codes()
    _claims()
    _task_usage()
    stamp_on("tasks", "id", insert=False)
    stamp_on("task_codes", "task_id", insert=False)
    _keep("tasks")
    _keep("task_codes", "OLD.registered_at IS NOT NULL")
    _keep("claims")
    _claims_keep_what_they_name()
    _refuse_counting_past_the_cap()


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("budget_id", Id(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("reward_kind", sa.Text(), nullable=False),
        sa.Column("reward_amount", sa.Integer(), nullable=False),
        sa.Column("max_minutes", sa.Integer()),
        sa.Column("minute_step", sa.Integer()),
        sa.Column("starts_at", Instant()),
        sa.Column("ends_at", Instant()),
        sa.Column("per_person", sa.Integer()),
        sa.Column("per_day", sa.Integer()),
        sa.Column("total", sa.Integer()),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("created_by", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant()),
        *_checks("tasks", _TASK_CHECKS),
        _reference("tasks", "community_id", "communities"),
        _reference("tasks", "organisation_id", "organisations"),
        _reference("tasks", "budget_id", "budgets"),
        _reference("tasks", "created_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    for column in ("community_id", "organisation_id"):
        op.create_index(f"ix_tasks_{column}", "tasks", [column])


def _task_codes() -> None:
    checks = {
        "window": "nbf < exp",
        "registered": "(jws IS NULL) = (registered_at IS NULL)",
    }
    op.create_table(
        "task_codes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("task_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("nbf", sa.BigInteger(), nullable=False),
        sa.Column("exp", sa.BigInteger(), nullable=False),
        sa.Column("prepared_at", Instant(), nullable=False),
        sa.Column("jws", sa.Text()),
        sa.Column("registered_at", Instant()),
        sa.Column("withdrawn_at", Instant()),
        *_checks("task_codes", checks),
        _reference("task_codes", "task_id", "tasks"),
        _reference("task_codes", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_task_codes"),
        sa.UniqueConstraint("jws", name="uq_task_codes_jws"),
    )
    op.create_index("ix_task_codes_task_id", "task_codes", ["task_id"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("task_id", Id(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("decided_by", Id()),
        sa.Column("decided_at", Instant()),
        sa.Column("reason", sa.Text()),
        *_checks("claims", _CLAIM_CHECKS),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_person_id_at", "claims", ["person_id", "at"])
    op.create_index("ix_claims_organisation_id_at", "claims", ["organisation_id", "at"])
    waiting = sa.text("status = 'waiting'")
    op.create_index(
        "ix_claims_waiting",
        "claims",
        ["organisation_id", "task_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _task_usage() -> None:
    op.create_table(
        "task_usage",
        sa.Column("task_id", Id(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        *_checks("task_usage", {"used": "used >= 0"}),
        sa.PrimaryKeyConstraint("task_id", "scope", name="pk_task_usage"),
    )


def _keep(table: str, which: str = "TRUE") -> None:
    """Refuse the removal of rows that others, without a foreign key, refer to for ever."""
    execute(
        sqlite=f"""
        CREATE TRIGGER {table}_keep BEFORE DELETE ON {table} WHEN {which}
        BEGIN SELECT RAISE(ABORT, '{table} are never removed'); END""",
        postgresql=f"""
        CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} are never removed' USING ERRCODE = 'WM012'; END $$;
        CREATE TRIGGER {table}_keep BEFORE DELETE ON {table}
        FOR EACH ROW WHEN ({which}) EXECUTE FUNCTION {table}_keep()""",
    )


def _claims_keep_what_they_name() -> None:
    """A claim is decided once, and nothing else of it ever changes."""
    message = "a claim is decided once and changes in nothing else"

    def changed(operator: str) -> str:
        columns = _FIXED_COLUMNS_OF_A_CLAIM
        differs = " OR ".join(f"NEW.{name} {operator} OLD.{name}" for name in columns)
        return f"OLD.status <> 'waiting' OR {differs}"

    execute(
        sqlite=f"""
        CREATE TRIGGER claims_fixed BEFORE UPDATE ON claims WHEN {changed("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{message}'); END""",
        postgresql=f"""
        CREATE FUNCTION claims_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'WM012'; END $$;
        CREATE TRIGGER claims_fixed BEFORE UPDATE ON claims
        FOR EACH ROW WHEN ({changed("IS DISTINCT FROM")}) EXECUTE FUNCTION claims_fixed()""",
    )


def _refuse_counting_past_the_cap() -> None:
    """A limit may be lowered below what is used; then nothing more is counted, only given back."""
    past = "NEW.used > OLD.used AND NEW.used > NEW.cap"
    refusals = "".join(
        f"SELECT RAISE(ABORT, 'wijkmunt:claim_limit_{kind}') WHERE NEW.scope {matches};"
        for kind, matches in (
            ("person", "LIKE 'person:%'"),
            ("day", "LIKE 'day:%'"),
            ("total", "= 'total'"),
        )
    )
    execute(
        sqlite=f"""
        CREATE TRIGGER task_usage_full BEFORE UPDATE OF used ON task_usage WHEN {past}
        BEGIN {refusals} END""",
        postgresql=f"""
        CREATE FUNCTION task_usage_full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '%', 'wijkmunt:claim_limit_' || split_part(NEW.scope, ':', 1)
            USING ERRCODE = 'WM011';
        END $$;
        CREATE TRIGGER task_usage_full BEFORE UPDATE OF used ON task_usage
        FOR EACH ROW WHEN ({past}) EXECUTE FUNCTION task_usage_full()""",
    )


def _checks(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()
    ]


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
