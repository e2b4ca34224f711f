"""Where jobs stand, and notices to people."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _job_runs()
    _notices()


def _job_runs() -> None:
    op.create_table(
        "job_runs",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("cursor", sa.Text()),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger()),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("touched_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant()),
        sa.Column("trouble", sa.Text()),
        _reference("job_runs", "community_id", "communities"),
        sa.PrimaryKeyConstraint("job", "community_id", "period", name="pk_job_runs"),
    )
    op.create_index("ix_job_runs_community_id", "job_runs", ["community_id"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("read_at", Instant()),
        _reference("notices", "person_id", "people"),
        _reference("notices", "community_id", "communities"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_person_id_at_id", "notices", ["person_id", "at", "id"])
    op.create_index("ix_notices_community_id_at", "notices", ["community_id", "at"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
