"""Transfers are booked once a statement, not once a row: counters' payments travel together."""

from migrations import booking_triggers

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replace the triggers that apply transfers on PostgreSQL."""
    booking_triggers.create()
