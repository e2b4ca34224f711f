"""Everything that a signature can prove about an acceptance, before anything is booked.

What fails here is the shop's own mistake, or nobody's payment at all: nothing is booked, and the
shop bears it. The order is that of docs/codes.md, after the checks of the acceptance itself.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
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

    @property
    def number(self) -> tuple[bytes, int]:
        """What the code uses up: its key's id and its counter."""
        return self.code.key_id, self.code.counter


Verdict = Accepted | DomainError
"""An acceptance, or the first thing that is wrong with it."""


@dataclass(slots=True)
class Desk:
    """One shop's queue and what is known for all of it: looked up once."""

    shop: OrganisationFacts
    community: CommunityFacts
    now: datetime
    authorities: tuple[EllipticCurvePublicKey, ...]
    keys: Mapping[bytes, DeviceKeyFacts]
    worked: Mapping[uuid.UUID, Sequence[tuple[datetime, datetime | None]]]
    codes: Mapping[str, PaymentCode]
    _loaded: dict[bytes, EllipticCurvePublicKey] = field(default_factory=dict)
    _vouched: dict[tuple[Certificate, bytes], EllipticCurvePublicKey] = field(default_factory=dict)

    def cashier(self, item: Item) -> DeviceKeyFacts:
        """Whose device accepted. Raises AcceptanceKeyUnknown, AcceptanceKeyRevoked."""
        key = self.keys.get(item.key_id)
        if key is None or not self._worked_here(key.person_id, item.accepted_at):
            raise AcceptanceKeyUnknown
        if key.revoked_at is not None and key.revoked_at <= item.accepted_at:
            raise AcceptanceKeyRevoked
        return key

    def public_key(self, key: DeviceKeyFacts) -> EllipticCurvePublicKey:
        """A registered device key, to verify with."""
        loaded = self._loaded.get(key.key_id)
        if loaded is None:
            loaded = self._loaded[key.key_id] = load_public_key(key.public_key_spki)
        return loaded

    def vouched_key(
        self, given: Certificate, key_id: bytes, at: datetime
    ) -> EllipticCurvePublicKey:
        """The device key that a certificate vouches for at a moment; see ``certificate.verify``."""
        key = self._vouched.get((given, key_id))
        if key is None:
            key = certificate.vouched_key(
                given, self.community.number, self.authorities, key_id=key_id
            )
            self._vouched[given, key_id] = key
        certificate.require_current(given, at)
        return key

    def _worked_here(self, person_id: uuid.UUID, at: datetime) -> bool:
        return any(
            since <= at + CLOCK_SKEW and (until is None or until > at - CLOCK_SKEW)
            for since, until in self.worked[person_id]
        )


def desk(shop_id: uuid.UUID, items: Sequence[Item], now: datetime) -> Desk:
    """What checking ``items`` of a shop needs. Raises NotFound."""
    shop = communities.organisation(shop_id)
    codes = _readable({item.code for item in items})
    signers = {item.key_id for item in items}
    keys = identity.device_keys(signers | {code.key_id for code in codes.values()})
    people = {keys[key_id].person_id for key_id in signers if key_id in keys}
    return Desk(
        shop=shop,
        community=communities.community(shop.community_id),
        now=now,
        authorities=authority.public_keys(shop.community_id),
        keys=keys,
        worked={one: communities.times_held(one, _STAFF, shop.place) for one in people},
        codes=codes,
    )


def verdict(desk: Desk, item: Item) -> Verdict:
    """What ``check`` finds or raises, as a value."""
    try:
        return check(desk, item)
    except DomainError as refusal:
        return refusal


def check(desk: Desk, item: Item) -> Accepted:
    """Read and verify all signatures as of the moment of acceptance; raises the first refusal."""
    cashier = desk.cashier(item)
    signed = acceptance.message(desk.shop.id, item.id, item.accepted_second, item.code)
    acceptance.verify(signed, item.signature, desk.public_key(cashier))
    if item.accepted_at > desk.now + CLOCK_SKEW:
        ahead = item.accepted_at - desk.now - CLOCK_SKEW
        raise AcceptanceFromFuture(seconds=int(ahead.total_seconds()) + 1)
    code = desk.codes.get(item.code) or payment.decode(item.code)
    payment.check_community(code, desk.community.number)
    if code.certificate is None:
        raise CertificateMissing
    key = desk.vouched_key(code.certificate, code.key_id, item.accepted_at)
    payer = desk.keys.get(code.key_id)
    if payer is None:
        raise CodeKeyUnknown
    payment.verify(code, key, now=item.accepted_at)
    if code.amount != item.amount:
        raise CodeAmountMismatch
    day = desk.community.day(item.accepted_at)
    return Accepted(item, code, code.certificate, payer, cashier.person_id, day)


def _readable(texts: Iterable[str]) -> dict[str, PaymentCode]:
    """The codes that can be read, each read once."""
    codes: dict[str, PaymentCode] = {}
    for text in texts:
        with suppress(DomainError):
            codes[text] = payment.decode(text)
    return codes
