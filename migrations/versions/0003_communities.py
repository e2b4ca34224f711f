"""Communities: currencies, neighbourhoods, organisations, roles, links, dated settings."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations.support import stamp_on

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLE_AND_PLACE = (
    "(role IN ('member', 'treasurer', 'issuer') AND organisation_id IS NULL) OR "
    "(role IN ('shop_owner', 'shop_staff', 'coordinator') AND organisation_id IS NOT NULL)"
)


def upgrade() -> None:
    _communities()
    _organisations()
    _memberships()
    _enrolment_links()
    _settings()
    stamp_on("communities", "id")
    stamp_on("settings", "community_id")
    stamp_on("organisations", "id")
    stamp_on("memberships", "person_id", columns="until")


def _communities() -> None:
    op.create_table(
        "currencies",
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plural", sa.Text(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.CheckConstraint("decimals BETWEEN 0 AND 3", name=op.f("ck_currencies_decimals")),
        sa.PrimaryKeyConstraint("id", name="pk_currencies"),
    )
    op.create_table(
        "communities",
        sa.Column("id", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("currency_id", Id(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 4294967295", name=op.f("ck_communities_number")),
        _reference("communities", "currency_id", "currencies"),
        sa.PrimaryKeyConstraint("id", name="pk_communities"),
        sa.UniqueConstraint("number", name="uq_communities_number"),
        sa.UniqueConstraint("slug", name="uq_communities_slug"),
    )


def _organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('shop', 'association', 'institution', 'municipality')",
            name=op.f("ck_organisations_kind"),
        ),
        sa.CheckConstraint("status IN ('open', 'closed')", name=op.f("ck_organisations_status")),
        _reference("organisations", "community_id", "communities"),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )
    op.create_index("ix_organisations_community_id", "organisations", ["community_id"])


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("granted_by", Id()),
        sa.Column("until", Instant()),
        sa.Column("ended_by", Id()),
        sa.CheckConstraint(ROLE_AND_PLACE, name=op.f("ck_memberships_role")),
        _reference("memberships", "person_id", "people"),
        _reference("memberships", "community_id", "communities"),
        _reference("memberships", "organisation_id", "organisations"),
        _reference("memberships", "granted_by", "people"),
        _reference("memberships", "ended_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
    )
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])
    _unique_while_held(
        "uq_memberships_held_in_community",
        ["person_id", "community_id", "role"],
        "until IS NULL AND organisation_id IS NULL",
    )
    _unique_while_held(
        "uq_memberships_held_in_organisation",
        ["organisation_id", "person_id", "role"],
        "until IS NULL",
    )


def _unique_while_held(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name,
        "memberships",
        columns,
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


def _enrolment_links() -> None:
    op.create_table(
        "enrolment_links",
        sa.Column("id", Id(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("issued_by", Id()),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant()),
        sa.Column("used_by", Id()),
        sa.CheckConstraint(ROLE_AND_PLACE, name=op.f("ck_enrolment_links_role")),
        _reference("enrolment_links", "community_id", "communities"),
        _reference("enrolment_links", "organisation_id", "organisations"),
        _reference("enrolment_links", "issued_by", "people"),
        _reference("enrolment_links", "used_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment_links"),
        sa.UniqueConstraint("token_hash", name="uq_enrolment_links_token_hash"),
    )
    op.create_index("ix_enrolment_links_community_id", "enrolment_links", ["community_id"])


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("set_by", Id()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        _reference("settings", "community_id", "communities"),
        _reference("settings", "set_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_settings"),
    )
    op.create_index(
        "ix_settings_community_id_key_valid_from",
        "settings",
        ["community_id", "key", "valid_from"],
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
