"""Everything that a signature can prove about an acceptance, before anything is booked.

What fails here is the shop's own mistake, or nobody's payment at all: nothing is booked, and the
shop bears it. The order is that of docs/codes.md, after the checks of the acceptance itself.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from backend.codes import acceptance, certificate, payment
from backend.codes.certificate import Certificate
from backend.codes.errors import CertificateMissing, CodeKeyUnknown
from backend.codes.keys import load_public_key
from backend.codes.payment import PaymentCode
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.errors import DomainError
from backend.identity import queries as identity
from backend.identity.queries import DeviceKeyFacts
from backend.offline import authority
from backend.offline.errors import (
    AcceptanceFromFuture,
    AcceptanceKeyRevoked,
    AcceptanceKeyUnknown,
)
from backend.offline.rules import CLOCK_SKEW
from backend.payments.errors import CodeAmountMismatch
from backend.web.caller import Place

_STAFF = ("shop_owner", "shop_staff")


@dataclass(frozen=True, slots=True)
class Item:
    """One acceptance as the shop sent it; ``amount`` minor units, ``accepted_at`` to the second."""

    id: uuid.UUID
    code: str
    amount: int
    accepted_at: datetime
    key_id: bytes
    signature: bytes

    @property
    def evidence(self) -> bytes:
        """SHA-256 of the code's text."""
        return hashlib.sha256(self.code.encode()).digest()

    @property
    def accepted_second(self) -> int:
        """Unix seconds, as they were signed."""
        return int(self.accepted_at.timestamp())

    def said(self, shop_id: uuid.UUID) -> bytes:
        """SHA-256 of all of it but the signature, which a retry may make anew."""
        parts = (shop_id.bytes, self.evidence, self.amount, self.accepted_second)
        return hashlib.sha256(repr(parts).encode()).digest()


@dataclass(frozen=True, slots=True)
class Accepted:
    """An acceptance that is what it says: a good code, taken by this shop at that moment."""

    item: Item
    code: PaymentCode
    certificate: Certificate
    payer: DeviceKeyFacts
    cashier_id: uuid.UUID
    day: date


@dataclass(slots=True)
class Desk:
    """One shop's queue and what is known for all of it: looked up once."""

    shop: OrganisationFacts
    community: CommunityFacts
    now: datetime
    authorities: tuple[EllipticCurvePublicKey, ...]
    keys: dict[bytes, DeviceKeyFacts]
    worked: dict[uuid.UUID, list[tuple[datetime, datetime | None]]] = field(default_factory=dict)

    def cashier(self, item: Item) -> DeviceKeyFacts:
        """Whose device accepted. Raises AcceptanceKeyUnknown, AcceptanceKeyRevoked."""
        key = self.keys.get(item.key_id)
        if key is None or not self._worked_here(key.person_id, item.accepted_at):
            raise AcceptanceKeyUnknown
        if key.revoked_at is not None and key.revoked_at <= item.accepted_at:
            raise AcceptanceKeyRevoked
        return key

    def _worked_here(self, person_id: uuid.UUID, at: datetime) -> bool:
        if person_id not in self.worked:
            place = Place(self.community.id, self.shop.id)
            self.worked[person_id] = communities.times_held(person_id, _STAFF, place)
        return any(
            since <= at + CLOCK_SKEW and (until is None or until > at - CLOCK_SKEW)
            for since, until in self.worked[person_id]
        )


def desk(shop_id: uuid.UUID, items: Sequence[Item], now: datetime) -> Desk:
    """What checking ``items`` of a shop needs. Raises NotFound."""
    shop = communities.organisation(shop_id)
    named = {item.key_id for item in items} | {_payer_key(item.code) for item in items}
    return Desk(
        shop=shop,
        community=communities.community(shop.community_id),
        now=now,
        authorities=authority.public_keys(shop.community_id),
        keys=identity.device_keys(named - {b""}),
    )


def check(desk: Desk, item: Item) -> Accepted:
    """Read and verify all signatures as of the moment of acceptance; raises the first refusal."""
    cashier = desk.cashier(item)
    signed = acceptance.message(desk.shop.id, item.id, item.accepted_second, item.code)
    acceptance.verify(signed, item.signature, load_public_key(cashier.public_key_spki))
    if item.accepted_at > desk.now + CLOCK_SKEW:
        ahead = item.accepted_at - desk.now - CLOCK_SKEW
        raise AcceptanceFromFuture(seconds=int(ahead.total_seconds()) + 1)
    code = payment.decode(item.code)
    number = desk.community.number
    payment.check_community(code, number)
    if code.certificate is None:
        raise CertificateMissing
    key = certificate.verify(
        code.certificate, number, desk.authorities, key_id=code.key_id, now=item.accepted_at
    )
    payer = desk.keys.get(code.key_id)
    if payer is None:
        raise CodeKeyUnknown
    payment.verify(code, key, now=item.accepted_at)
    if code.amount != item.amount:
        raise CodeAmountMismatch
    day = desk.community.day(item.accepted_at)
    return Accepted(item, code, code.certificate, payer, cashier.person_id, day)


def _payer_key(text: str) -> bytes:
    try:
        return payment.decode(text).key_id
    except DomainError:
        return b""
