"""Vouchers, live codes, check-in and check-out, notes: the other task codes."""

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
