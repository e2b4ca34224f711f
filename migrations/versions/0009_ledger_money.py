"""The accounts and kinds of issuing, redeeming and the coin's own rules; euro; the reserve rule."""

import uuid

import sqlalchemy as sa
from alembic import op

from backend.db import Id
from migrations import backing_triggers, bulk_triggers

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EURO = uuid.UUID("f1a1d9b6-3f0e-5b47-8a55-657572000978")
ALLOWLIST = (
    *(("issue", "issuance", "programme"), ("return_issue", "programme", "issuance")),
    *(("allocate", "programme", "budget"), ("return_allocation", "budget", "programme")),
    *(("sale", "issuance", "wallet"), ("sale", "issuance", "till")),
    *(("bonus", source, "wallet") for source in ("fund", "budget")),
    *(("bonus", source, "till") for source in ("fund", "budget")),
    ("gift", "fund", "till"),
    *(("grant", source, "wallet") for source in ("fund", "budget")),
    *(("grant", source, "till") for source in ("fund", "budget", "till")),
    *(("due", "wallet", "till"), ("due", "till", "till")),
    *(("due_return", "till", "wallet"), ("due_return", "till", "till")),
    *(("trade", "till", "till"), ("trade_refund", "till", "till")),
    ("wage", "till", "wallet"),
    *(("fee", source, "fund") for source in ("wallet", "till", "redemption")),
    ("fee", "redemption", "till"),
    *(("fee_reversal", source, "redemption") for source in ("fund", "till")),
    *(("redeem", "till", "redemption"), ("redeem_return", "redemption", "till")),
    *(("retire", "redemption", "issuance"), ("retire", "fund", "issuance")),
    ("retire_reversal", "issuance", "redemption"),
    *(("demurrage", source, "fund") for source in ("wallet", "till")),
    *(("expiry", source, "fund") for source in ("wallet", "till")),
    *(("line", "issuance", "credit"), ("line_cut", "credit", "issuance")),
    *(("draw", "credit", "wallet"), ("draw", "credit", "till")),
    *(("repay", "wallet", "credit"), ("repay", "till", "credit")),
    *(("note_out", source, "notes") for source in ("wallet", "till", "fund")),
    *(("note_in", "notes", target) for target in ("wallet", "till", "fund")),
    *(("net", "issuance", "issuance"), ("net", "reserve", "reserve")),
    *(("deposit", "bank", "reserve"), ("withdrawal", "reserve", "bank")),
    *(("payout", "reserve", "bank"), ("payout_return", "bank", "reserve")),
)
# Large, and much is taken from them soon: divided over every slot of a busy account.
SPREADS = {"issue", "allocate"}


def upgrade() -> None:
    currencies = sa.table(
        "currencies",
        sa.column("id", Id()),
        *(sa.column(name, sa.Text()) for name in ("name", "plural", "symbol")),
        sa.column("decimals", sa.Integer()),
    )
    euro = {"id": EURO, "name": "euro", "plural": "euro", "symbol": "€", "decimals": 2}
    op.bulk_insert(currencies, [euro])
    rules = sa.table(
        "transfer_rules",
        *(sa.column(name, sa.Text()) for name in ("kind", "debit_purpose", "credit_purpose")),
        sa.column("spreads", sa.Boolean()),
    )
    names = ("kind", "debit_purpose", "credit_purpose", "spreads")
    rows = [(*row, row[0] in SPREADS) for row in ALLOWLIST]
    op.bulk_insert(rules, [dict(zip(names, row, strict=True)) for row in rows])
    backing_triggers.create()
    bulk_triggers.create()
