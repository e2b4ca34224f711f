"""A shop's phone that has no network: what it can check by itself, as the app does."""

import random
import uuid
from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)

from backend.codes import acceptance, base64url, certificate, payment
from backend.errors import DomainError
from backend.ids import new_id
from tests.outage.world import Holder, World


@dataclass
class Till:
    """One phone behind a counter; ``skew`` is how far its clock is off.

    ``crooked``: it checks nothing, and accepts whatever a friend shows.
    """

    shop_id: uuid.UUID
    holder: Holder
    skew: timedelta
    crooked: bool = False
    queue: list[dict[str, Any]] = field(default_factory=list)
    seen: set[tuple[bytes, int]] = field(default_factory=set)
    taken: Tally[tuple[object, ...]] = field(default_factory=Tally)
    refused: Tally[str] = field(default_factory=Tally)
    authorities: list[EllipticCurvePublicKey] = field(default_factory=list)
    rules: dict[str, Any] = field(default_factory=dict)
    revoked: set[bytes] = field(default_factory=set)

    def learn(self, world: World) -> None:
        """Fetch what it needs for when it has no network."""
        answer = world.call(self.holder, "GET", f"/organisations/{self.shop_id}/offline")
        assert answer.status_code == 200, answer.text
        self.rules = answer.json["rules"]
        self.revoked = {bytes.fromhex(key_id) for key_id in answer.json["revoked"]}
        self.authorities = [_key(jwk) for jwk in answer.json["certificate_keys"]["keys"]]

    def accept(self, world: World, text: str, amount: int) -> bool:
        """Check everything that can be checked here, sign it and keep it; False when refused."""
        at = world.clock.now + self.skew
        if not self.crooked:
            why = self._refusal(world, text, amount, at)
            if why:
                self.refused[why] += 1
                return False
        self.keep(text, amount, at)
        return True

    def keep(self, text: str, amount: int, at: datetime) -> None:
        """Sign an acceptance and put it in the queue."""
        item_id, second = new_id(), int(at.timestamp())
        message = acceptance.message(self.shop_id, item_id, second, text)
        self.queue.append(
            {
                "id": str(item_id),
                "code": text,
                "amount": amount,
                "accepted_at": second,
                "key_id": self.holder.key_id.hex(),
                "signature": base64url.encode(acceptance.sign(message, self.holder.private_key)),
            }
        )

    def _refusal(self, world: World, text: str, amount: int, at: datetime) -> str | None:
        try:
            code = payment.decode(text)
            number = world.community.number
            payment.check_community(code, number)
            if code.certificate is None:
                return "certificate_missing"
            key = certificate.verify(
                code.certificate, number, self.authorities, key_id=code.key_id, now=at
            )
            payment.verify(code, key, now=at)
        except DomainError as refusal:
            return refusal.code
        if code.amount != amount:
            return "code_amount_mismatch"
        if code.key_id in self.revoked:
            return "revoked"
        if (code.key_id, code.counter) in self.seen:
            return "code_used_here"
        return self._over(code.key_id, code.certificate, code.counter, amount, world, at)

    def _over(
        self,
        key_id: bytes,
        given: certificate.Certificate,
        counter: int,
        amount: int,
        world: World,
        at: datetime,
    ) -> str | None:
        day = world.community.day(at)
        sums = {
            ("payer_day", key_id, day): self.rules["payer_day"],
            ("shop_day", day): self.rules["shop_day"] // 2,
            ("allowance", given.serial): given.allowance,
        }
        if amount > self.rules["per_payment"]:
            return "over_per_payment"
        for which, limit in sums.items():
            if self.taken[which] + amount > limit:
                return f"over_{which[0]!s}"
        self.taken.update(dict.fromkeys(sums, amount))
        self.seen.add((key_id, counter))
        return None


def skewed(chance: random.Random, most: int) -> timedelta:
    """How far an honest clock is off: whole seconds either way."""
    return timedelta(seconds=chance.randint(-most, most))


def _key(jwk: dict[str, str]) -> EllipticCurvePublicKey:
    x, y = (int.from_bytes(base64url.decode(jwk[name])) for name in ("x", "y"))
    return EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
