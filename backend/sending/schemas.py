"""What the API takes and says about sending, requests and bills. Amounts are minor units."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from backend.codes.jws import LONGEST
from backend.codes.request import LONGEST_WORDS
from backend.web.schemas import MAX_AMOUNT, Amount, Ident, Name, Schema, Text, Time

MOST_SHARES = 30

Code = Annotated[str, StringConstraints(max_length=LONGEST)]
Kind = Literal["member", "shop"]
AmountOrNone = Annotated[int, Field(ge=0, le=MAX_AMOUNT, description="0: nothing, or any amount")]


def _one_line(value: str) -> str:
    if "\n" in value or "\u007f" in value:
        raise PydanticCustomError("text_invalid", "one line, without control characters")
    return value


Words = Annotated[Text, Field(max_length=LONGEST_WORDS)]


class SendCommand(Schema):
    """By the ``code`` of a request, or to a contact; ``words`` where the request has none."""

    amount: Amount
    words: Words = ""
    code: Code | None = None
    community_id: Ident | None = None
    contact_id: Ident | None = None

    @model_validator(mode="after")
    def _to_one(self) -> Self:
        _one_line(self.words)
        if (self.code is None) == (self.contact_id is None):
            raise PydanticCustomError("one_payee", "a code or a contact, not both")
        if self.contact_id is not None and self.community_id is None:
            raise PydanticCustomError("community_missing", "a contact is one of a community")
        return self


class Party(Schema):
    """Who is on the other side. ``kind`` shop stands for every organisation with a counter."""

    kind: Kind
    id: Ident
    name: str


class Receipt(Schema):
    """What was sent or paid, as the payer or the payee sees it."""

    id: Ident
    community_id: Ident
    at: Time
    amount: Amount
    direction: Literal["in", "out"]
    other: Party
    words: str
    request_id: Ident | None


class Received(Schema):
    """What came in from other members, newest first."""

    receipts: list[Receipt]


class ReceivedQuery(Schema):
    """After which instant."""

    after: Time


class RequestCode(Schema):
    """A payment request that was scanned or opened."""

    code: Code


class AskedRequest(Schema):
    """A request as the payer sees it; ``amount`` null is for the payer to name.

    ``standing``: a "pay me" code, which asks for nothing.
    """

    id: Ident
    community_id: Ident
    payee: Party
    amount: Amount | None
    words: str
    expires_at: Time
    many: bool
    standing: bool
    code: str


class AskedRequests(Schema):
    """What is asked of the caller in person, newest first."""

    requests: list[AskedRequest]


class RequestTerms(Schema):
    """What the server is to sign for a phone that keeps no key; ``amount`` 0: any."""

    community_id: Ident
    organisation_id: Ident | None = None
    amount: AmountOrNone
    words: Words
    expires_at: Time


class RequestBody(Schema):
    """A request that the phone has signed (``code``), or its ``terms``."""

    code: Code | None = None
    terms: RequestTerms | None = None
    many: bool = False
    asked_id: Ident | None = None

    @model_validator(mode="after")
    def _code_or_terms(self) -> Self:
        _check_source(self.code, self.terms)
        return self


class PaymentRequest(Schema):
    """A request as its payee sees it: how it stands, how often it was paid, and how much came in.

    ``asked`` is the contact who was told; ``share`` whose part of a bill it is.
    """

    id: Ident
    community_id: Ident
    kind: Kind
    organisation_id: Ident | None
    amount: Amount | None
    words: str
    code: str
    link: str
    many: bool
    at: Time
    expires_at: Time
    status: Literal["open", "paid", "declined", "cancelled", "expired"]
    paid: int
    received: AmountOrNone
    asked: str | None
    split_id: Ident | None
    share: str | None


class RequestPage(Schema):
    """Which page: requests older than ``before``."""

    before: Ident | None = None


class RequestList(Schema):
    """Requests, newest first; ``next`` is the ``before`` of the following page."""

    requests: list[PaymentRequest]
    next: Ident | None


class RequestPayment(Schema):
    """One payment of a request; a shop is not told who the payer is."""

    id: Ident
    number: int
    at: Time
    amount: Amount
    name: str | None


class PaymentPage(Schema):
    """Which page: payments with a lower number than ``before``."""

    before: Annotated[int, Field(ge=1)] | None = None


class RequestDetail(Schema):
    """A request with its payments, newest first; ``next`` asks for older ones."""

    request: PaymentRequest
    payments: list[RequestPayment]
    next: int | None


class ShareBody(Schema):
    """One share: whose it is as the payee typed it, and its request."""

    id: Ident
    name: Name
    code: Code | None = None
    terms: RequestTerms | None = None
    asked_id: Ident | None = None

    @model_validator(mode="after")
    def _code_or_terms(self) -> Self:
        _check_source(self.code, self.terms)
        return self


class SplitBody(Schema):
    """A bill: ``own`` is the part of who paid it, which nobody is asked for."""

    community_id: Ident
    words: Words
    own: AmountOrNone
    shares: Annotated[list[ShareBody], Field(min_length=1, max_length=MOST_SHARES)]


class Split(Schema):
    """A bill: its total, what came in, and how many shares are paid of those not taken back."""

    id: Ident
    community_id: Ident
    words: str
    at: Time
    own: AmountOrNone
    total: AmountOrNone
    received: AmountOrNone
    paid: int
    shares: int


class SplitDetail(Schema):
    """A bill with the request of each share."""

    split: Split
    requests: list[PaymentRequest]


class SplitList(Schema):
    """The caller's bills, newest first."""

    splits: list[Split]


class Contact(Schema):
    """Somebody with whom coin was exchanged."""

    person_id: Ident
    name: str
    last_at: Time
    hidden: bool


class ContactList(Schema):
    """Contacts, newest first, hidden ones last."""

    contacts: list[Contact]


class RequestKeys(Schema):
    """A JWK set (RFC 7517): the keys that signed open requests of shops, with whose they are."""

    keys: list[dict[str, str]]


def _check_source(code: str | None, terms: RequestTerms | None) -> None:
    if (code is None) == (terms is None):
        raise PydanticCustomError("code_or_terms", "a signed code or terms, not both")
    if terms is not None:
        _one_line(terms.words)
