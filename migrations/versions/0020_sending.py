"""Members pay members; payment requests."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _sends()
    _splits()
    _requests()
    _payments()
    _hidden()


def _sends() -> None:
    op.create_table(
        "sends",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("payer_id", Id(), nullable=False),
        sa.Column("payee_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("request_id", Id()),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name="ck_sends_amount_positive"),
        sa.CheckConstraint("payer_id <> payee_id", name="ck_sends_between_two"),
        _reference("sends", "community_id", "communities"),
        _reference("sends", "payer_id", "people"),
        _reference("sends", "payee_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_sends"),
    )
    for who in ("payer_id", "payee_id"):
        op.create_index(f"ix_sends_{who}_community_id_at", "sends", [who, "community_id", "at"])


def _splits() -> None:
    op.create_table(
        "splits",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("own >= 0", name="ck_splits_own_not_negative"),
        _reference("splits", "community_id", "communities"),
        _reference("splits", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_splits"),
    )
    op.create_index("ix_splits_person_id_at", "splits", ["person_id", "at"])


def _requests() -> None:
    table = "payment_requests"
    op.create_table(
        table,
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("person_id", Id()),
        sa.Column("organisation_id", Id()),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("many", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("cancelled_at", Instant()),
        sa.Column("cancelled_by", Id()),
        sa.Column("asked_id", Id()),
        sa.Column("declined_at", Instant()),
        sa.Column("split_id", Id()),
        sa.Column("share", sa.Text()),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=f"ck_{table}_payee"
        ),
        sa.CheckConstraint("amount >= 0", name=f"ck_{table}_amount_not_negative"),
        _reference(table, "community_id", "communities"),
        _reference(table, "organisation_id", "organisations"),
        *(
            _reference(table, who, "people")
            for who in ("person_id", "made_by", "cancelled_by", "asked_id")
        ),
        _reference(table, "split_id", "splits"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    for column, *more in (
        ("person_id", "at"),
        ("organisation_id", "at"),
        ("asked_id", "at"),
        ("split_id",),
    ):
        some = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            "_".join(("ix", table, column, *more)),
            table,
            [column, *more],
            sqlite_where=some,
            postgresql_where=some,
        )


def _payments() -> None:
    table = "request_payments"
    op.create_table(
        table,
        sa.Column("id", Id(), nullable=False),
        sa.Column("request_id", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("payer_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=f"ck_{table}_amount_positive"),
        _reference(table, "request_id", "payment_requests"),
        _reference(table, "payer_id", "people"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("request_id", "number", name=f"uq_{table}_request_id_number"),
    )
    op.create_index(f"ix_{table}_payer_id_at", table, ["payer_id", "at"])


def _hidden() -> None:
    table = "hidden_contacts"
    op.create_table(
        table,
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        _reference(table, "person_id", "people"),
        _reference(table, "other_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=f"pk_{table}"),
    )


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)
