"""Books keep nothing of their own: their files are made when somebody asks for them."""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing; the step holds the place of books in the one history."""
