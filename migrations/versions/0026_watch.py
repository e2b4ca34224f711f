"""Unusual patterns, listed for the issuer."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_DISMISSED = (
    "(dismissed_at IS NULL) = (dismissed_by IS NULL) AND (dismissed_at IS NULL) = (note IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("first_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("dismissed_by", Id()),
        sa.Column("dismissed_at", Instant()),
        sa.Column("note", sa.Text()),
        sa.CheckConstraint(_DISMISSED, name=op.f("ck_findings_dismissed")),
        sa.CheckConstraint("first_at <= last_at", name=op.f("ck_findings_span")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_findings_community_id"
        ),
        sa.ForeignKeyConstraint(["dismissed_by"], ["people.id"], name="fk_findings_dismissed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
    )
    op.create_index("ix_findings_community_id_found_at", "findings", ["community_id", "found_at"])
    still_open = sa.text("dismissed_at IS NULL")
    op.create_index(
        "ix_findings_open",
        "findings",
        ["community_id", "pattern", "subject"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
