"""Recovery in person, and the helpers that members name."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _holds()
    _helpers()
    _recoveries()
    _blocks()


def _holds() -> None:
    op.create_table(
        "account_holds",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        _reference("account_holds", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name="pk_account_holds"),
    )


def _helpers() -> None:
    op.create_table(
        "trusted_helpers",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member_id", Id(), nullable=False),
        sa.Column("helper_id", Id()),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("offered_at", Instant(), nullable=False),
        sa.Column("offer_ends_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant()),
        sa.Column("ended_at", Instant()),
        sa.Column("ended_by", Id()),
        _reference("trusted_helpers", "community_id", "communities"),
        _reference("trusted_helpers", "member_id", "people"),
        _reference("trusted_helpers", "helper_id", "people"),
        _reference("trusted_helpers", "ended_by", "people"),
        sa.CheckConstraint(
            "(helper_id IS NULL) = (accepted_at IS NULL)",
            name=op.f("ck_trusted_helpers_accepted_whole"),
        ),
        sa.CheckConstraint(
            "helper_id IS NULL OR helper_id <> member_id",
            name=op.f("ck_trusted_helpers_somebody_else"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_trusted_helpers"),
        sa.UniqueConstraint("token_hash", name="uq_trusted_helpers_token_hash"),
    )
    op.create_index("ix_trusted_helpers_member_id", "trusted_helpers", ["member_id"])
    op.create_index("ix_trusted_helpers_helper_id", "trusted_helpers", ["helper_id"])
    _unique_where(
        "uq_trusted_helpers_standing",
        "trusted_helpers",
        ["community_id", "member_id", "helper_id"],
        "accepted_at IS NOT NULL AND ended_at IS NULL",
    )


def _recoveries() -> None:
    op.create_table(
        "recoveries",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("slip", sa.Text(), nullable=False),
        sa.Column("started_by", Id(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("opens_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("agreed_by", Id()),
        sa.Column("agreed_at", Instant()),
        sa.Column("link_hash", sa.LargeBinary()),
        sa.Column("link_ends_at", Instant()),
        sa.Column("ended_at", Instant()),
        sa.Column("ended_how", sa.Text()),
        sa.Column("ended_by", Id()),
        _reference("recoveries", "community_id", "communities"),
        _reference("recoveries", "organisation_id", "organisations"),
        _reference("recoveries", "person_id", "people"),
        _reference("recoveries", "started_by", "people"),
        _reference("recoveries", "agreed_by", "people"),
        _reference("recoveries", "ended_by", "people"),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_recoveries_{name}"))
            for name, rule in _RULES_OF_RECOVERIES.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recoveries"),
        sa.UniqueConstraint("slip", name="uq_recoveries_slip"),
        sa.UniqueConstraint("link_hash", name="uq_recoveries_link_hash"),
    )
    op.create_index(
        "ix_recoveries_community_id_started_at", "recoveries", ["community_id", "started_at"]
    )
    op.create_index("ix_recoveries_person_id", "recoveries", ["person_id"])
    _unique_where("uq_recoveries_under_way", "recoveries", ["person_id"], "ended_at IS NULL")


_RULES_OF_RECOVERIES = {
    "not_oneself": "started_by <> person_id",
    "two_people": "agreed_by <> started_by",
    "not_agreed_oneself": "agreed_by <> person_id",
    "link_of_two": "(agreed_by IS NULL) = (link_hash IS NULL)",
    "used_by_two": "ended_how <> 'used' OR agreed_by IS NOT NULL",
    "ended_whole": "(ended_at IS NULL) = (ended_how IS NULL)",
    "ended_how": "ended_how IN ('used', 'passkey', 'recovery_code', 'desk', 'expired')",
}


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("community_id", Id()),
        sa.Column("by_person", Id()),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("sessions", "device_keys", "passkeys", "cards")
        ),
        _reference("blocks", "person_id", "people"),
        _reference("blocks", "community_id", "communities"),
        _reference("blocks", "by_person", "people"),
        sa.CheckConstraint(
            "how IN ('recovery_code', 'helper', 'coordinator', 'recovery')",
            name=op.f("ck_blocks_how"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_blocks"),
    )
    op.create_index("ix_blocks_person_id_at", "blocks", ["person_id", "at"])


def _unique_where(name: str, table: str, columns: list[str], where: str) -> None:
    some = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=some, postgresql_where=some)


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
