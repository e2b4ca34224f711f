"""Use cases: give a phone a certificate, and say which ones are not to be accepted any more."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from backend import clock
from backend.codes import certificate as codec
from backend.codes.certificate import Certificate, UnsignedCertificate
from backend.codes.errors import CodeKeyRevoked, CodeKeyUnknown
from backend.codes.keys import load_public_key
from backend.communities import queries as communities
from backend.communities import service as settings
from backend.communities.queries import CommunityFacts
from backend.db import DuplicateRow, again_on, db, unit_of_work
from backend.identity import queries as identity
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.ledger.errors import NotEnoughCoins, WalletOwes
from backend.offline import authority, debts
from backend.offline.errors import OfflineNotOffered
from backend.offline.models import Debt, IssuedCertificate
from backend.web.caller import Place

_SERIALS = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class Given:
    """A certificate as the phone gets it."""

    certificate: Certificate
    expires_at: datetime


def give(community_id: uuid.UUID, person_id: uuid.UUID, key_id: bytes) -> Given:
    """A new certificate for one of the person's device keys.

    The allowance is the rule's, at most what is in the wallet. Raises OfflineNotOffered,
    CodeKeyUnknown (also for somebody else's key), CodeKeyRevoked, WalletOwes after what is in the
    wallet has paid what it owes, NotEnoughCoins for an empty wallet.
    """
    debts.make_whole(community_id, person_id)
    return _give(community_id, person_id, key_id)


@again_on(DuplicateRow)
@unit_of_work
def _give(community_id: uuid.UUID, person_id: uuid.UUID, key_id: bytes) -> Given:
    community, now = communities.community(community_id), clock.now()
    rules = settings.offline_rules(community)
    if rules.allowance == 0:
        raise OfflineNotOffered
    key = identity.device_key(key_id)
    if key is None or key.person_id != person_id:
        raise CodeKeyUnknown
    if key.revoked_at is not None:
        raise CodeKeyRevoked
    balance = ledger_queries.balance(ledger.wallet(community_id, person_id))
    owed = debts.owed_by(community_id, person_id)
    if owed:
        raise WalletOwes(owes=owed)
    if balance == 0:
        raise NotEnoughCoins
    unsigned = UnsignedCertificate(
        public_key=codec.compressed(load_public_key(key.public_key_spki)),
        allowance=min(rules.allowance, balance),
        expires_at=int((now + timedelta(days=rules.days)).timestamp()),
        serial=secrets.randbelow(_SERIALS) + 1,
    )
    expires_at = clock.from_millis(unsigned.expires_at * 1000)
    db.session.add(
        IssuedCertificate(
            community_id=community_id,
            serial=unsigned.serial,
            person_id=person_id,
            key_id=key_id,
            allowance=unsigned.allowance,
            issued_at=now,
            expires_at=expires_at,
        )
    )
    db.session.flush()
    return Given(_signed(unsigned, community), expires_at)


def _signed(unsigned: UnsignedCertificate, community: CommunityFacts) -> Certificate:
    return codec.sign(unsigned, community.number, authority.signing_key(community.id))


def not_to_accept(community_id: uuid.UUID) -> list[bytes]:
    """Keys with a living certificate that shops should refuse, in order.

    They were revoked, or their owner owes, or is no member any more.
    """
    living = db.session.execute(
        select(IssuedCertificate.key_id, IssuedCertificate.person_id)
        .where(
            IssuedCertificate.community_id == community_id,
            IssuedCertificate.expires_at > clock.now(),
        )
        .distinct()
    ).all()
    owing = set(
        db.session.scalars(
            select(Debt.person_id).where(
                Debt.community_id == community_id, Debt.closed_at.is_(None)
            )
        )
    )
    known = identity.device_keys([row.key_id for row in living])
    members = {holder.person_id for holder in communities.holders("member", Place(community_id))}
    return sorted(
        row.key_id
        for row in living
        if row.person_id in owing
        or row.person_id not in members
        or row.key_id not in known
        or known[row.key_id].revoked_at is not None
    )
