"""A member's wallet: what is in it, and up to which amount it pays without a question."""

import uuid

from backend import clock
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.errors import FreshLoginRequired
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.notices import queries as notices
from backend.payments import facts, owing
from backend.payments.errors import LimitExceeded
from backend.payments.models import PaymentLimit
from backend.payments.schemas import Wallet
from backend.web.caller import Caller


def show(community_id: uuid.UUID, person_id: uuid.UUID) -> Wallet:
    """The wallet as its owner sees it; opened when there is none yet."""
    account_id = ledger.wallet(community_id, person_id)
    return Wallet(
        account_id=account_id,
        balance=ledger_queries.balance(account_id),
        limit=limit_of(community_id, person_id),
        owes=owing.owes(community_id, person_id),
        recent=ledger.recent_entries(community_id, account_id),
        notices=notices.unread(person_id),
    )


def limit_of(community_id: uuid.UUID, person_id: uuid.UUID) -> int:
    """What an open code of this member pays without a question, minor units."""
    chosen = facts.own_limit(person_id, community_id)
    if chosen is not None:
        return chosen
    return facts.setting(communities.community(community_id), "default_limit", clock.now())


@unit_of_work
def choose_limit(community_id: uuid.UUID, caller: Caller, limit: int) -> None:
    """Set the caller's limit (minor units).

    Raises FreshLoginRequired for raising it without a passkey confirmed just now, LimitExceeded
    above what one payment may be at all.
    """
    now = clock.now()
    most = facts.setting(communities.community(community_id), "max_payment", now)
    if limit > most:
        raise LimitExceeded(limit=most)
    if limit > limit_of(community_id, caller.person_id) and not caller.is_fresh(now):
        raise FreshLoginRequired
    db.session.merge(
        PaymentLimit(person_id=caller.person_id, community_id=community_id, amount=limit)
    )
