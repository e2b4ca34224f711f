"""Payers' phones: honest ones, that spend what they have, and five kinds of cheats."""

from dataclasses import dataclass
from datetime import timedelta

from backend.codes import base64url, payment
from backend.codes import certificate as codec
from backend.codes.certificate import Certificate
from backend.codes.payment import UnsignedPaymentCode
from tests.outage.world import PURSE, Holder, World

RENEW = timedelta(days=3)
CHEATS = ("replayer", "renumberer", "overspender", "stale", "copier")


@dataclass
class Phone:
    """``coins`` is what it knows it has, ``left`` what its certificate still allows."""

    holder: Holder
    skew: timedelta
    cheat: str | None = None
    coins: int = PURSE
    left: int = 0
    counter: int = 0
    certificate: Certificate | None = None

    def renew(self, world: World) -> str | None:
        """Get a certificate when it is online and needs one; the refusal's code."""
        if not self._needs_one(world):
            return None
        path = f"/communities/{world.community.id}/certificates"
        answer = world.call(self.holder, "POST", path, {"key_id": self.holder.key_id.hex()})
        if answer.status_code != 201:
            return str(answer.json["code"])
        self.certificate = codec.decode(base64url.decode(answer.json["certificate"]))
        self.left = min(self.certificate.allowance, self.coins)
        return None

    def _needs_one(self, world: World) -> bool:
        if self.certificate is None:
            return True
        if self.cheat == "stale":
            return False
        soon = (world.clock.now + RENEW).timestamp()
        return self.certificate.expires_at < soon or self.left < min(800, self.coins)

    def code(
        self,
        world: World,
        amount: int,
        *,
        given: Certificate | None = None,
        counter: int | None = None,
        back: timedelta = timedelta(0),
    ) -> str:
        """A new exact code, with ``given`` as certificate; ``counter`` uses a number again."""
        if counter is None:
            self.counter += 1
        unsigned = UnsignedPaymentCode(
            exact=True,
            community=world.community.number,
            key_id=self.holder.key_id,
            counter=counter or self.counter,
            issued_at=int((world.clock.now + self.skew - back).timestamp()),
            amount=amount,
            certificate=given,
        )
        return payment.sign(unsigned, self.holder.private_key)

    def can_pay_offline(self, amount: int) -> bool:
        """Whether an honest phone shows a code for this where nobody has a network."""
        return self.certificate is not None and amount <= min(self.coins, self.left)
