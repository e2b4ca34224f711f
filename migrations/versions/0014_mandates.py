"""Standing orders: plans, mandates, dues and plots."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations import support

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _plans()
    _plots()
    _mandates()
    _collections()
    rules = sa.table(
        "transfer_rules",
        *(sa.column(name, sa.Text()) for name in ("kind", "debit_purpose", "credit_purpose")),
        sa.column("spreads", sa.Boolean()),
    )
    grant = {"kind": "grant", "debit_purpose": "till", "credit_purpose": "wallet"}
    op.bulk_insert(rules, [{**grant, "spreads": False}])


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id()),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("euro_cents", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("offer_days", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_by", Id()),
        sa.Column("created_at", Instant(), nullable=False),
        _reference("plans", "community_id", "communities"),
        _reference("plans", "organisation_id", "organisations"),
        _reference("plans", "created_by", "people"),
        sa.CheckConstraint("kind IN ('dues', 'plot', 'grant')", name=op.f("ck_plans_kind")),
        sa.CheckConstraint("status IN ('open', 'closed')", name=op.f("ck_plans_status")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_plans_amount")),
        sa.CheckConstraint("euro_cents >= 0", name=op.f("ck_plans_euro_cents")),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_index("ix_plans_community_id", "plans", ["community_id"])
    op.create_index("ix_plans_organisation_id", "plans", ["organisation_id"])


def _plots() -> None:
    op.create_table(
        "plots",
        sa.Column("id", Id(), nullable=False),
        sa.Column("plan_id", Id(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", Instant()),
        _reference("plots", "plan_id", "plans"),
        sa.PrimaryKeyConstraint("id", name="pk_plots"),
        sa.UniqueConstraint("plan_id", "label", name="uq_plots_plan_id_label"),
    )
    op.create_table(
        "plot_waits",
        sa.Column("id", Id(), nullable=False),
        sa.Column("plan_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("plot_id", Id()),
        sa.Column("until", sa.Date()),
        _reference("plot_waits", "plan_id", "plans"),
        _reference("plot_waits", "person_id", "people"),
        _reference("plot_waits", "plot_id", "plots"),
        sa.CheckConstraint(
            "status IN ('waiting', 'offered', 'taken', 'passed', 'left')",
            name=op.f("ck_plot_waits_status"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plot_waits"),
    )
    op.create_index(
        "ix_plot_waits_plan_id_status_since", "plot_waits", ["plan_id", "status", "since"]
    )
    op.create_index("ix_plot_waits_person_id", "plot_waits", ["person_id"])
    in_line = "status IN ('waiting', 'offered')"
    _index("uq_plot_waits_in_line", "plot_waits", ["plan_id", "person_id"], in_line)
    _index("uq_plot_waits_offered", "plot_waits", ["plot_id"], "status = 'offered'")


def _mandates() -> None:
    op.create_table(
        "mandates",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("plan_id", Id(), nullable=False),
        sa.Column("person_id", Id()),
        sa.Column("organisation_id", Id()),
        sa.Column("payer_account", Id(), nullable=False),
        sa.Column("payee_account", Id(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("euro_cents", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("try_on", sa.Date()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("plot_id", Id()),
        sa.Column("holds_until", sa.Date()),
        sa.Column("given_by", Id(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("ended_by", Id()),
        sa.Column("end_reason", sa.Text()),
        _reference("mandates", "community_id", "communities"),
        _reference("mandates", "plan_id", "plans"),
        _reference("mandates", "person_id", "people"),
        _reference("mandates", "organisation_id", "organisations"),
        _reference("mandates", "plot_id", "plots"),
        _reference("mandates", "given_by", "people"),
        _reference("mandates", "ended_by", "people"),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_mandates_party")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_mandates_amount")),
        sa.CheckConstraint("ended_at IS NULL OR try_on IS NULL", name=op.f("ck_mandates_ended")),
        sa.PrimaryKeyConstraint("id", name="pk_mandates"),
    )
    op.create_index(
        "ix_mandates_community_id_try_on_id", "mandates", ["community_id", "try_on", "id"]
    )
    for column in ("plan_id", "person_id"):
        op.create_index(f"ix_mandates_{column}", "mandates", [column])
    organisation, active = "organisation_id IS NOT NULL", "ended_at IS NULL"
    _index("ix_mandates_organisation_id", "mandates", ["organisation_id"], organisation, False)
    _index("uq_mandates_active_person", "mandates", ["plan_id", "person_id"], active)
    _index(
        "uq_mandates_active_organisation",
        "mandates",
        ["plan_id", "organisation_id"],
        f"{active} AND {organisation}",
    )
    _index("uq_mandates_active_plot", "mandates", ["plot_id"], f"{active} AND plot_id IS NOT NULL")
    # Room on each page for the next version of a row: each period moves every mandate.
    support.execute(postgresql="ALTER TABLE mandates SET (fillfactor = 60)")


def _collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", Id(), nullable=False),
        sa.Column("mandate_id", Id(), nullable=False),
        sa.Column("plan_id", Id(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("euro_cents", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("returned_why", sa.Text()),
        sa.Column("euro_paid_at", Instant()),
        sa.Column("euro_reference", sa.Text()),
        sa.Column("euro_noted_by", Id()),
        _reference("collections", "mandate_id", "mandates"),
        _reference("collections", "euro_noted_by", "people"),
        sa.CheckConstraint(
            "status IN ('paid', 'short', 'skipped', 'returned')",
            name=op.f("ck_collections_status"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_collections"),
        sa.UniqueConstraint("mandate_id", "due_on", name="uq_collections_mandate_id_due_on"),
    )
    op.create_index("ix_collections_plan_id_due_on", "collections", ["plan_id", "due_on"])


def _index(name: str, table: str, columns: list[str], where: str, unique: bool = True) -> None:
    some = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=some, postgresql_where=some)


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
