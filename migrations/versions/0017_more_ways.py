"""More ways to pay: between members, by card, on request, without a network, with a guarantee."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ALLOWLIST = (
    ("send", "wallet", "wallet"),
    *(("guarantee", source, "guarantee") for source in ("fund", "budget", "programme")),
    ("guarantee_return", "guarantee", "fund"),
    *(("cover", "guarantee", target) for target in ("wallet", "till")),
    ("recover", "wallet", "guarantee"),
    ("note_out", "budget", "notes"),
    ("note_in", "notes", "budget"),
)


def upgrade() -> None:
    rules = sa.table(
        "transfer_rules",
        *(sa.column(name, sa.Text()) for name in ("kind", "debit_purpose", "credit_purpose")),
        sa.column("spreads", sa.Boolean()),
    )
    names = ("kind", "debit_purpose", "credit_purpose", "spreads")
    op.bulk_insert(rules, [dict(zip(names, (*row, False), strict=True)) for row in ALLOWLIST])
    means = sa.Column("means", sa.Text(), nullable=False, server_default="code")
    op.add_column("payments", means)
