"""What dated rules need beside the settings: a shop's coin share, and the act of a task."""

from migrations.support import execute

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_COLUMNS = (
    "organisations ADD COLUMN coin_share INTEGER CONSTRAINT ck_organisations_coin_share"
    " CHECK (coin_share BETWEEN 0 AND 100)",
    "tasks ADD COLUMN act TEXT",
    "tasks ADD COLUMN act_minutes INTEGER CONSTRAINT ck_tasks_act_minutes"
    " CHECK (act_minutes IS NULL OR (act_minutes > 0 AND act IS NOT NULL))",
)


def upgrade() -> None:
    # Written out: on SQLite, Alembic would add the columns without their checks.
    for column in _COLUMNS:
        statement = f"ALTER TABLE {column}"
        execute(sqlite=statement, postgresql=statement)
