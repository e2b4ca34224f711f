"""Wallet cards: their numbers and PINs, what they paid by day, and their history."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_WORKS = sa.text("ended_as IS NULL")


def upgrade() -> None:
    """Create the tables."""
    _cards()
    _days()
    _wrong_pins()
    _deeds()
    _hand_overs()


def _cards() -> None:
    op.create_table(
        "wallet_cards",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("instrument", sa.LargeBinary(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("pin_key", sa.Text(), nullable=False),
        sa.Column("pin_by", Id(), nullable=False),
        sa.Column("pin_at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("used", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("made_by", Id(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("replaces", Id(), nullable=True),
        sa.Column("ended_as", sa.Text(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("length(number) = 12", name="ck_wallet_cards_number"),
        sa.CheckConstraint("length(instrument) = 8", name="ck_wallet_cards_instrument"),
        sa.CheckConstraint("tries >= 0", name="ck_wallet_cards_tries"),
        sa.CheckConstraint("used >= 0", name="ck_wallet_cards_used"),
        sa.CheckConstraint("ended_as IN ('blocked', 'replaced')", name="ck_wallet_cards_ended_as"),
        sa.CheckConstraint("(ended_as IS NULL) = (ended_at IS NULL)", name="ck_wallet_cards_ended"),
        *_foreign_keys(
            "wallet_cards",
            community_id="communities",
            person_id="people",
            organisation_id="organisations",
            pin_by="people",
            made_by="people",
            replaces="wallet_cards",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_wallet_cards"),
        sa.UniqueConstraint("number", name="uq_wallet_cards_number"),
        sa.UniqueConstraint("instrument", name="uq_wallet_cards_instrument"),
    )
    op.create_index(
        "uq_wallet_cards_working",
        "wallet_cards",
        ["person_id", "community_id"],
        unique=True,
        sqlite_where=_WORKS,
        postgresql_where=_WORKS,
    )
    op.create_index("ix_wallet_cards_person_id", "wallet_cards", ["person_id"])
    op.create_index("ix_wallet_cards_organisation_id", "wallet_cards", ["organisation_id"])


def _days() -> None:
    op.create_table(
        "card_days",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("spent > 0", name="ck_card_days_spent"),
        *_foreign_keys("card_days", person_id="people", community_id="communities"),
        sa.PrimaryKeyConstraint("person_id", "community_id", "day", name="pk_card_days"),
    )


def _wrong_pins() -> None:
    op.create_table(
        "card_wrong_pins",
        sa.Column("id", Id(), nullable=False),
        sa.Column("card_id", Id(), nullable=False),
        sa.Column("shop_id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *_foreign_keys("card_wrong_pins", card_id="wallet_cards", shop_id="organisations"),
        sa.PrimaryKeyConstraint("id", name="pk_card_wrong_pins"),
    )
    op.create_index("ix_card_wrong_pins_card_id", "card_wrong_pins", ["card_id"])


def _deeds() -> None:
    op.create_table(
        "card_deeds",
        sa.Column("id", Id(), nullable=False),
        sa.Column("card_id", Id(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("organisation_id", Id(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        *_foreign_keys(
            "card_deeds", card_id="wallet_cards", by="people", organisation_id="organisations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_card_deeds"),
    )
    op.create_index("ix_card_deeds_card_id_at", "card_deeds", ["card_id", "at"])


def _hand_overs() -> None:
    op.create_table(
        "card_hand_overs",
        sa.Column("id", Id(), nullable=False),
        sa.Column("card_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("keep_card", sa.Boolean(), nullable=False),
        sa.Column("by", Id(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        *_foreign_keys("card_hand_overs", card_id="wallet_cards", person_id="people", by="people"),
        sa.PrimaryKeyConstraint("id", name="pk_card_hand_overs"),
        sa.UniqueConstraint("token_hash", name="uq_card_hand_overs_token_hash"),
    )
    op.create_index("ix_card_hand_overs_person_id", "card_hand_overs", ["person_id"])


def _foreign_keys(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")
        for column, target in columns.items()
    ]
