"""When tick, audit and backup ran last, so that somebody notices when they stop."""

import sqlalchemy as sa
from alembic import op

from backend.db import Instant

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing is in it until the next run."""
    op.create_table(
        "upkeep_runs",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=False),
        sa.Column("went_well", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_upkeep_runs"),
    )
