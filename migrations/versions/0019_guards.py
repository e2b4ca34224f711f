"""What guards a reward: places, second looks, stays, and marks of phones."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import execute

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SPOT = (
    "(spot_latitude IS NULL) = (spot_radius IS NULL)"
    " AND (spot_longitude IS NULL) = (spot_radius IS NULL)"
    " AND spot_latitude BETWEEN -90000000 AND 90000000"
    " AND spot_longitude BETWEEN -180000000 AND 180000000 AND spot_radius BETWEEN 10 AND 100000"
)
_COLUMNS = (
    "tasks ADD COLUMN spot_latitude INTEGER",
    "tasks ADD COLUMN spot_longitude INTEGER",
    f"tasks ADD COLUMN spot_radius INTEGER CONSTRAINT ck_tasks_spot CHECK ({_SPOT})",
    "tasks ADD COLUMN measured BOOLEAN DEFAULT FALSE NOT NULL CONSTRAINT ck_tasks_measured"
    " CHECK (NOT measured OR reward_kind = 'per_hour')",
    "claims ADD COLUMN needs_second BOOLEAN DEFAULT FALSE NOT NULL",
    "claims ADD COLUMN first_by {id}",
    "claims ADD COLUMN first_at {instant} CONSTRAINT ck_claims_first"
    " CHECK ((first_at IS NULL) = (first_by IS NULL) AND (first_at IS NULL OR needs_second))",
)


def upgrade() -> None:
    # Written out: on SQLite, Alembic would add the columns without their checks.
    for column in _COLUMNS:
        statement = f"ALTER TABLE {column}"
        execute(
            sqlite=statement.format(id="BLOB", instant="BIGINT"),
            postgresql=statement.format(id="UUID", instant="BIGINT"),
        )
    _two_people_look()
    _stays()
    _claim_phones()
    _once_in_a_live_code()


def _two_people_look() -> None:
    """What needs a second look is paid after two of other people than the one who earns it."""
    message = "two others have to look at this claim"
    missing = (
        "NEW.needs_second AND NEW.status = 'booked' AND (NEW.first_by IS NULL"
        " OR NEW.decided_by IS NULL OR NEW.first_by = NEW.decided_by"
        " OR NEW.person_id IN (NEW.first_by, NEW.decided_by))"
    )
    execute(
        postgresql=f"""
        CREATE FUNCTION claims_two_look() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'WM012'; END $$"""
    )
    for event, also in (("INSERT", ""), ("UPDATE", " OR NEW.needs_second <> OLD.needs_second")):
        name = f"claims_two_look_{event.lower()}"
        execute(
            sqlite=f"""
            CREATE TRIGGER {name} BEFORE {event} ON claims WHEN ({missing}){also}
            BEGIN SELECT RAISE(ABORT, '{message}'); END""",
            postgresql=f"""
            CREATE TRIGGER {name} BEFORE {event} ON claims
            FOR EACH ROW WHEN (({missing}){also}) EXECUTE FUNCTION claims_two_look()""",
        )


def _stays() -> None:
    op.create_table(
        "stays",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("task_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant()),
        sa.Column("claim_id", Id()),
        sa.Column("closed_by", Id()),
        sa.CheckConstraint("until >= since", name=op.f("ck_stays_span")),
        sa.CheckConstraint(
            "until IS NOT NULL OR (claim_id IS NULL AND closed_by IS NULL)",
            name=op.f("ck_stays_open"),
        ),
        sa.CheckConstraint("closed_by <> person_id", name=op.f("ck_stays_never_for_oneself")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_stays_task_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_stays_person_id"),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name="fk_stays_closed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_stays"),
        sa.UniqueConstraint("claim_id", name="uq_stays_claim_id"),
    )
    still_open = sa.text("until IS NULL")
    for name, columns, unique in (
        ("ix_stays_open", ["person_id", "task_id"], True),
        ("ix_stays_open_at", ["organisation_id", "since"], False),
    ):
        op.create_index(
            name,
            "stays",
            columns,
            unique=unique,
            sqlite_where=still_open,
            postgresql_where=still_open,
        )


def _claim_phones() -> None:
    op.create_table(
        "claim_phones",
        sa.Column("claim_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim_phones"),
    )
    op.create_index("ix_claim_phones_community_id_at", "claim_phones", ["community_id", "at"])


def _once_in_a_live_code() -> None:
    """The counter ``once:CODE:PERSON`` of a live code is full after that person's one claim."""
    execute(
        sqlite="""
        CREATE TRIGGER task_usage_once BEFORE UPDATE OF used ON task_usage
        WHEN NEW.used > OLD.used AND NEW.used > NEW.cap AND NEW.scope LIKE 'once:%'
        BEGIN SELECT RAISE(ABORT, 'wijkmunt:claim_limit_person'); END""",
        postgresql="""
        CREATE OR REPLACE FUNCTION task_usage_full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '%', 'wijkmunt:' || CASE split_part(NEW.scope, ':', 1)
            WHEN 'code' THEN 'code_used'
            WHEN 'once' THEN 'claim_limit_person'
            ELSE 'claim_limit_' || split_part(NEW.scope, ':', 1) END
            USING ERRCODE = 'WM011';
        END $$""",
    )
