"""The whole audit: what each room promises, proved again from the tables by plain SQL."""

from backend.cards import audit as cards
from backend.circulation import audit as circulation
from backend.disputes import audit as disputes
from backend.ledger import audit as ledger
from backend.ledger.audit import Finding
from backend.mandates import audit as mandates
from backend.notices import audit as notices
from backend.offline import audit as offline
from backend.payments import audit as payments
from backend.programmes import audit as programmes
from backend.redemption import audit as redemption
from backend.rescue import audit as rescue
from backend.sending import audit as sending
from backend.tasks import audit as tasks
from backend.watch import audit as watch

CHECKS = {
    **ledger.CHECKS,
    **programmes.CHECKS,
    **payments.CHECKS,
    **offline.CHECKS,
    **circulation.CHECKS,
    **tasks.CHECKS,
    **watch.CHECKS,
    **redemption.CHECKS,
    **mandates.CHECKS,
    **sending.CHECKS,
    **disputes.CHECKS,
    **rescue.CHECKS,
    **cards.CHECKS,
    **notices.CHECKS,
}


def run() -> list[Finding]:
    """Every check as of one instant, on SQLite or PostgreSQL; an empty list means all is sound."""
    return ledger.check_all(CHECKS)
