"""Push subscriptions, which kinds somebody does not want pushed, and the queue of what is to go."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import stamp_on

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _subscriptions()
    _silences()
    _messages()


def _subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("session_id", Id(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("secret_id", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False, server_default="0"),
        _reference("push_subscriptions", "person_id", "people"),
        _reference("push_subscriptions", "session_id", "sessions"),
        sa.PrimaryKeyConstraint("id", name="pk_push_subscriptions"),
        sa.UniqueConstraint("endpoint", name="uq_push_subscriptions_endpoint"),
    )
    op.create_index("ix_push_subscriptions_person_id", "push_subscriptions", ["person_id"])
    op.create_index("ix_push_subscriptions_session_id", "push_subscriptions", ["session_id"])
    stamp_on("push_subscriptions", "person_id", columns="person_id")


def _silences() -> None:
    op.create_table(
        "push_silences",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _reference("push_silences", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "name", name="pk_push_silences"),
    )
    stamp_on("push_silences", "person_id", columns="person_id")


def _messages() -> None:
    op.create_table(
        "push_messages",
        sa.Column("notice_id", Id(), nullable=False),
        sa.Column("subscription_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("notice_id", "subscription_id", name="pk_push_messages"),
    )
    op.create_index("ix_push_messages_due_at", "push_messages", ["due_at"])
    op.create_index("ix_push_messages_subscription_id", "push_messages", ["subscription_id"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
