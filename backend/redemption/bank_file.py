"""The SEPA credit transfer file: pain.001.001.09, checked against the schema of ISO 20022."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from sepaxml import SepaTransfer

from backend.redemption import sepa
from backend.redemption.bank_details import BankAccount

SCHEMA = "pain.001.001.09"


@dataclass(frozen=True, slots=True)
class Payout:
    """One payment: cents of euro to an account, under an id of at most 35 characters."""

    end_to_end_id: str
    cents: int
    to: BankAccount = field(repr=False)
    remark: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Order:
    """A whole file; ``message_id`` (at most 35 characters) is never used for another one."""

    message_id: str
    made_at: datetime
    execution_day: date
    debtor: BankAccount = field(repr=False)
    payouts: Sequence[Payout] = field(repr=False)


def make(order: Order) -> bytes:
    """The file. Each payment is an order of its own, so that the bank books it on its own.

    Addresses are left out, and banks are named only where the register of BICs knows them.
    Raises ``XMLSchemaValidationError`` rather than give out a file that banks refuse.
    """
    config: dict[str, Any] = {
        "name": order.debtor.holder,
        "IBAN": order.debtor.iban,
        "batch": False,
        "currency": "EUR",
    }
    bic = sepa.bic_of(order.debtor.iban)
    file = _File({**config, **({"BIC": bic} if bic else {})}, order)
    for payout in order.payouts:
        file.add_payment(
            {
                "name": payout.to.holder,
                "IBAN": payout.to.iban,
                "amount": payout.cents,
                "execution_date": order.execution_day,
                "description": sepa.remark(payout.remark),
                "endtoend_id": payout.end_to_end_id,
            }
        )
    made: bytes = file.export(validate=False)
    _schema().validate(made.decode())
    return made


@cache
def _schema() -> Any:
    """The official schema, which the library brings along; reading it takes a second, once."""
    # Imported when it is needed: it is large, and changes the standard parser of XML.
    from xmlschema import XMLSchema  # noqa: PLC0415

    return XMLSchema(str(files("sepaxml") / "schemas" / f"{SCHEMA}.xsd"))


class _File(SepaTransfer):  # type: ignore[misc]
    """The library's file under our own message id and clock."""

    def __init__(self, config: dict[str, Any], order: Order) -> None:
        self._order = order
        super().__init__(config, schema=SCHEMA, clean=False)

    def _create_header(self) -> None:
        self.msg_id = self._order.message_id
        super()._create_header()
        made_at = self._xml.find("CstmrCdtTrfInitn/GrpHdr/CreDtTm")
        made_at.text = self._order.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
