"""The accounts, kinds and the reserve rule of issuing, redeeming and the coin's own rules."""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
