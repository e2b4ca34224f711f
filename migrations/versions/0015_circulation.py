"""Sales, credit lines, loans, trade, wages, notes, and what communities owe one another."""

import sqlalchemy as sa
from alembic import op

from backend.db import Id, Instant
from migrations import credit_tables
from migrations.support import execute, stamp_on

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ALLOWLIST = (
    *(("contribution", source, "fund") for source in ("budget", "till", "wallet")),
    *(("loan", "fund", borrower) for borrower in ("wallet", "till")),
    *(("loan_return", borrower, "fund") for borrower in ("wallet", "till")),
)


def upgrade() -> None:
    _desk()
    _sales()
    credit_tables.create()
    _trade()
    _notes()
    _visits()
    _kinds()
    _month_limit()
    # A frozen line may not be drawn on by whoever remembers it as it was.
    stamp_on("credit_lines", "owner_id", insert=False, columns="frozen_at")


def _desk() -> None:
    op.create_table(
        "customers",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("served_by", Id(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("spent_by", Id()),
        _reference("customers", "community_id", "communities"),
        _reference("customers", "person_id", "people"),
        _reference("customers", "served_by", "people"),
        sa.UniqueConstraint("key_id", "counter", name="uq_customers_key_id_counter"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_index("ix_customers_expires_at", "customers", ["expires_at"])
    op.create_table(
        "exchange_offices",
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("named_by", Id(), nullable=False),
        sa.Column("named_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        _reference("exchange_offices", "community_id", "communities"),
        _reference("exchange_offices", "named_by", "people"),
        _reference("exchange_offices", "organisation_id", "organisations"),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_exchange_offices"),
    )
    op.create_index("ix_exchange_offices_community_id", "exchange_offices", ["community_id"])
    op.create_table(
        "chosen_associations",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("chosen_at", Instant(), nullable=False),
        _reference("chosen_associations", "community_id", "communities"),
        _reference("chosen_associations", "organisation_id", "organisations"),
        _reference("chosen_associations", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "community_id", name="pk_chosen_associations"),
    )
    op.create_index(
        "ix_chosen_associations_organisation_id", "chosen_associations", ["organisation_id"]
    )
    op.create_table(
        "contributions",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("budget_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_contributions_amount")),
        _reference("contributions", "budget_id", "budgets"),
        _reference("contributions", "by", "people"),
        _reference("contributions", "community_id", "communities"),
        sa.PrimaryKeyConstraint("id", name="pk_contributions"),
    )
    op.create_index("ix_contributions_community_id", "contributions", ["community_id"])


def _sales() -> None:
    op.create_table(
        "sales",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("office_id", Id()),
        sa.Column("sold_by", Id(), nullable=False),
        sa.Column("buyer_id", Id(), nullable=False),
        sa.Column("buyer_kind", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_by", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("bonus", sa.Integer(), nullable=False),
        sa.Column("gift", sa.Integer(), nullable=False),
        sa.Column("gift_to", Id()),
        sa.Column("gift_chosen", sa.Boolean(), nullable=False),
        sa.Column("gift_paid_at", Instant()),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint(
            "buyer_kind IN ('person', 'organisation')", name=op.f("ck_sales_buyer_kind")
        ),
        sa.CheckConstraint(
            "gift = 0 OR gift_to IS NOT NULL", name=op.f("ck_sales_gift_to_somebody")
        ),
        sa.CheckConstraint("paid_by IN ('bank', 'cash')", name=op.f("ck_sales_paid_by")),
        sa.CheckConstraint("cents > 0 AND amount > 0", name=op.f("ck_sales_positive")),
        sa.CheckConstraint("bonus >= 0 AND gift >= 0", name=op.f("ck_sales_shares")),
        _reference("sales", "community_id", "communities"),
        _reference("sales", "gift_to", "organisations"),
        _reference("sales", "office_id", "organisations"),
        _reference("sales", "sold_by", "people"),
        sa.UniqueConstraint(
            "community_id", "paid_by", "reference", name="uq_sales_community_id_paid_by_reference"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sales"),
    )
    op.create_index("ix_sales_community_id_at", "sales", ["community_id", "at"])


def _trade() -> None:
    op.create_table(
        "trades",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("payer_id", Id(), nullable=False),
        sa.Column("payee_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_trades_amount")),
        sa.CheckConstraint(
            "refunded >= 0 AND refunded <= amount", name=op.f("ck_trades_refunded_within_amount")
        ),
        sa.CheckConstraint("payer_id <> payee_id", name=op.f("ck_trades_two_organisations")),
        _reference("trades", "community_id", "communities"),
        _reference("trades", "payee_id", "organisations"),
        _reference("trades", "payer_id", "organisations"),
        _reference("trades", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_trades"),
    )
    op.create_index("ix_trades_payee_id_at", "trades", ["payee_id", "at"])
    op.create_index("ix_trades_payer_id_at", "trades", ["payer_id", "at"])
    op.create_table(
        "trade_refunds",
        sa.Column("id", Id(), nullable=False),
        sa.Column("trade_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_trade_refunds_amount")),
        _reference("trade_refunds", "person_id", "people"),
        _reference("trade_refunds", "trade_id", "trades"),
        sa.PrimaryKeyConstraint("id", name="pk_trade_refunds"),
    )
    op.create_index("ix_trade_refunds_trade_id", "trade_refunds", ["trade_id"])
    op.create_table(
        "wages",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("organisation_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("paid_by", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("bonus", sa.Integer(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0 AND bonus >= 0", name=op.f("ck_wages_amounts")),
        _reference("wages", "community_id", "communities"),
        _reference("wages", "organisation_id", "organisations"),
        _reference("wages", "paid_by", "people"),
        _reference("wages", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_wages"),
    )
    op.create_index("ix_wages_organisation_id_at", "wages", ["organisation_id", "at"])


def _notes() -> None:
    op.create_table(
        "note_exchanges",
        sa.Column("id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("holder_id", Id(), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("by", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_note_exchanges_amount")),
        sa.CheckConstraint("direction IN ('out', 'in')", name=op.f("ck_note_exchanges_direction")),
        sa.CheckConstraint(
            "holder_kind IN ('person', 'organisation')", name=op.f("ck_note_exchanges_holder_kind")
        ),
        _reference("note_exchanges", "by", "people"),
        _reference("note_exchanges", "community_id", "communities"),
        sa.PrimaryKeyConstraint("id", name="pk_note_exchanges"),
    )
    op.create_index("ix_note_exchanges_community_id_at", "note_exchanges", ["community_id", "at"])
    op.create_table(
        "notes_out",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_notes_out_count")),
        _reference("notes_out", "community_id", "communities"),
        sa.PrimaryKeyConstraint("community_id", "amount", name="pk_notes_out"),
    )


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("payment_id", Id(), nullable=False),
        sa.Column("home_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("payment_id", name="pk_visits"),
    )
    op.create_index("ix_visits_home_id_community_id", "visits", ["home_id", "community_id"])
    op.create_table(
        "visit_totals",
        sa.Column("home_id", Id(), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("most", sa.BigInteger()),
        sa.CheckConstraint("amount > 0", name=op.f("ck_visit_totals_amount")),
        _reference("visit_totals", "community_id", "communities"),
        _reference("visit_totals", "home_id", "communities"),
        sa.PrimaryKeyConstraint("home_id", "community_id", "month", name="pk_visit_totals"),
    )
    op.create_table(
        "nettings",
        sa.Column("id", Id(), nullable=False),
        sa.Column("payer_id", Id(), nullable=False),
        sa.Column("payee_id", Id(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("amount >= 0 AND cents >= 0", name=op.f("ck_nettings_amounts")),
        sa.CheckConstraint("status IN ('settled', 'short')", name=op.f("ck_nettings_status")),
        sa.CheckConstraint("payer_id <> payee_id", name=op.f("ck_nettings_two_communities")),
        _reference("nettings", "payee_id", "communities"),
        _reference("nettings", "payer_id", "communities"),
        sa.UniqueConstraint(
            "payer_id", "payee_id", "month", name="uq_nettings_payer_id_payee_id_month"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_nettings"),
    )
    op.create_index("ix_nettings_payee_id", "nettings", ["payee_id"])


def _kinds() -> None:
    rules = sa.table(
        "transfer_rules",
        *(sa.column(name, sa.Text()) for name in ("kind", "debit_purpose", "credit_purpose")),
        sa.column("spreads", sa.Boolean()),
    )
    names = ("kind", "debit_purpose", "credit_purpose", "spreads")
    rows = [dict(zip(names, (*row, False), strict=True)) for row in ALLOWLIST]
    op.bulk_insert(rules, rows)


def _month_limit() -> None:
    """The database itself keeps the month's limit, whoever pays at the same instant."""
    for event in ("INSERT", "UPDATE"):
        execute(
            sqlite=f"""
                CREATE TRIGGER visit_totals_{event.lower()} BEFORE {event} ON visit_totals
                WHEN NEW.amount > NEW.most
                BEGIN SELECT RAISE(ABORT, 'wijkmunt:visits_over_limit'); END"""
        )
    execute(
        postgresql="""
            CREATE FUNCTION visit_totals_limit() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'wijkmunt:visits_over_limit' USING ERRCODE = 'WM015'; END $$;
            CREATE TRIGGER visit_totals_limit BEFORE INSERT OR UPDATE ON visit_totals
            FOR EACH ROW WHEN (NEW.amount > NEW.most) EXECUTE FUNCTION visit_totals_limit()"""
    )


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
