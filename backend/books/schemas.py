"""What the routes of books take: periods, and kinds of file."""

from datetime import date
from typing import Literal

from pydantic import Field

from backend.web.schemas import Balance, Schema

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


class Figure(Schema):
    """Coin in minor units, and its worth in euro cents by the rate of each day."""

    amount: Balance
    cents: int


class GroupFigure(Figure):
    """What belongs together: a kind of work (the name of its picture) or of shop (its category).

    ``name`` is null for what is merged because too few people stand behind it.
    """

    name: str | None


class MonthFigures(Schema):
    """One month, or several that were merged, from ``first`` to ``last`` (YYYY-MM)."""

    first: str
    last: str
    earned: Balance
    spent: Balance


class ProgrammeFigures(Schema):
    """What a programme did until a day (null: nothing may be told yet), about nobody by name."""

    until: date | None
    issued: Figure
    allocated: Figure
    earned: Figure
    spent: Figure
    months: list[MonthFigures]
    work: list[GroupFigure]
    shops: list[GroupFigure]
