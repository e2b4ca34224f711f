"""What the routes of books take: periods, and kinds of file."""

from datetime import date
from typing import Literal

from pydantic import Field

from backend.web.schemas import Schema

Language = Literal["nl", "en", "tr", "ar"]


class Period(Schema):
    """Whole days (community's time zone), both included; left out is unbounded."""

    first: date | None = Field(default=None, alias="from", strict=False)
    last: date | None = Field(default=None, alias="until", strict=False)


class BooksQuery(Period):
    """Books as which kind of file."""

    format: Literal["csv", "beancount", "hledger"]


class StatementFileQuery(Period):
    """A statement as a document or a table, in which language (the person's own by default)."""

    format: Literal["pdf", "csv"]
    language: Language | None = None


class ReportQuery(Schema):
    """A report as a document or a table, in which language."""

    format: Literal["pdf", "csv"]
    language: Language | None = None
