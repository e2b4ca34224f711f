"""Payment codes that the server signs, for a signed-in phone that cannot keep a key."""

import uuid
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from backend import clock
from backend.codes import payment
from backend.codes.payment import UnsignedPaymentCode
from backend.communities import queries as communities
from backend.db import db, unit_of_work
from backend.identity import service as identity
from backend.payments import wallets
from backend.payments.models import ServerCodeCounter
from backend.web.caller import Caller


def make(community_id: uuid.UUID, caller: Caller, amount: int | None) -> tuple[str, datetime]:
    """A code of the session's own key, and until when (UTC) it is good.

    ``amount`` in minor units makes it exact; None makes it open up to the caller's limit.
    """
    key_id, private_key = identity.server_key(caller.session_id)
    issued_at = clock.millis(clock.now()) // 1000
    unsigned = UnsignedPaymentCode(
        exact=amount is not None,
        community=communities.community(community_id).number,
        key_id=key_id,
        counter=_next_counter(key_id),
        issued_at=issued_at,
        amount=wallets.limit_of(community_id, caller.person_id) if amount is None else amount,
    )
    valid_until = clock.from_millis((issued_at + payment.LIFE_SECONDS) * 1000)
    return payment.sign(unsigned, private_key), valid_until


@unit_of_work
def _next_counter(key_id: bytes) -> int:
    """From 1, never twice for one key, whichever process asks."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    counted = (
        insert(ServerCodeCounter)
        .values(key_id=key_id, counter=1)
        .on_conflict_do_update(
            index_elements=["key_id"], set_={"counter": ServerCodeCounter.counter + 1}
        )
        .returning(ServerCodeCounter.counter)
    )
    return db.session.execute(counted).scalar_one()
