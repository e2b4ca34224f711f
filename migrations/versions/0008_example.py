"""The mark of the example neighbourhood, and the roles to step into there."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "example_marks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant()),
        _reference("example_marks", "community_id", "communities"),
        sa.PrimaryKeyConstraint("community_id", name="pk_example_marks"),
    )
    op.create_table(
        "example_roles",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        _reference("example_roles", "person_id", "people"),
        _reference("example_roles", "community_id", "communities"),
        _reference("example_roles", "organisation_id", "organisations"),
        sa.PrimaryKeyConstraint("key", name="pk_example_roles"),
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
