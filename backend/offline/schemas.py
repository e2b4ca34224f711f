"""What the API takes and says about payments without a network. Amounts are minor units."""

from typing import Annotated, Literal

from pydantic import Field

from backend.communities.service import OfflineRules
from backend.payments.service import ShopBrief
from backend.web.schemas import MAX_AMOUNT, Amount, Balance, Ident, Schema, Text, Time

MOST_ITEMS = 1_000
KeyId = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
Signature = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{86}$")]
Seconds = Annotated[int, Field(ge=0, le=0xFFFF_FFFF, description="Unix seconds")]
SignedAmount = Annotated[int, Field(ge=-MAX_AMOUNT, le=MAX_AMOUNT)]
Part = Annotated[int, Field(ge=0, le=MAX_AMOUNT)]
Why = Annotated[Text, Field(min_length=1, max_length=500)]
Outcome = Literal["paid", "covered", "short", "refused"]


class CertificateWanted(Schema):
    """Which of the caller's device keys the certificate is for."""

    key_id: KeyId


class Certificate(Schema):
    """A wallet certificate: base64url of its 109 bytes (docs/codes.md)."""

    certificate: str
    allowance: Amount
    expires_at: Time
    serial: int


class CertificateKey(Schema):
    """A certificate key as a JSON Web Key (RFC 7517)."""

    kty: str
    crv: str
    x: str
    y: str
    kid: str
    alg: str
    use: str


class CertificateKeys(Schema):
    """A JWK set: with it a phone without a network can check certificates; newest first."""

    keys: list[CertificateKey]


class ShopCache(Schema):
    """What a shop has to know before it has no network any more.

    ``revoked``: keys with a living certificate that are not to be accepted.
    """

    rules: OfflineRules
    certificate_keys: CertificateKeys
    revoked: list[KeyId]
    now: Time


class AcceptedItem(Schema):
    """One code that the shop accepted, with its signature over it."""

    id: Ident
    code: Annotated[str, Field(max_length=400, pattern=r"^[ -~]*$")]
    amount: Amount
    accepted_at: Seconds
    key_id: KeyId
    signature: Signature


class Queue(Schema):
    """A shop's queue, or part of it."""

    items: Annotated[list[AcceptedItem], Field(min_length=1, max_length=MOST_ITEMS)]


class Result(Schema):
    """What became of one item: of ``amount`` so much was received, ``covered`` by the guarantee.

    ``code`` says why it was not simply paid; ``payment`` is the payment in the till, if any.
    """

    id: Ident
    status: Outcome
    code: str | None
    amount: Amount
    received: Part
    covered: Part
    payment: Ident | None


class Results(Schema):
    """In the order in which the items were sent."""

    results: list[Result]


class ConflictQuery(Schema):
    """Which part of the list: after the conflict ``before``."""

    before: Ident | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class Conflict(Schema):
    """Something accepted offline that the payer's coin did not simply pay.

    ``lost`` is what the shop bears now, ``owed`` what the payer still owes of it, ``repaid`` what
    came back. ``payer_name`` for issuers and treasurers only.
    """

    id: Ident
    shop: ShopBrief
    payer_name: str | None
    amount: Amount
    received: Part
    covered: Part
    lost: Part
    status: Outcome
    reason: str
    lost_because: str | None
    accepted_at: Time
    settled_at: Time
    owed: Part
    repaid: Part
    waived_at: Time | None


class ConflictList(Schema):
    """Newest first; ``next`` is where the list goes on."""

    conflicts: list[Conflict]
    next: Ident | None


class Waiver(Schema):
    """Why a debt is forgiven."""

    why: Why


class GuaranteeOrder(Schema):
    """Coin into the guarantee (``amount`` > 0) from a programme or the fund, or back (< 0)."""

    community_id: Ident
    programme_id: Ident | None
    amount: SignedAmount
    why: Why


class GuaranteeMove(Schema):
    """Coin that was put in (> 0) or taken out (< 0)."""

    id: Ident
    amount: SignedAmount
    why: str
    by_name: str
    at: Time


class Guarantee(Schema):
    """How the guarantee stands.

    ``covered`` is all it ever bore; of that ``repaid`` came back, ``owed`` may, ``gone`` will not.
    ``at_stake``: the most that ``certificates`` holders could still take from it.
    """

    balance: Balance
    covered: Balance
    repaid: Balance
    owed: Balance
    gone: Balance
    lost_by_shops: Balance
    at_stake: Balance
    certificates: int
    moves: list[GuaranteeMove]
