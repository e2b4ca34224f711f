"""Statements as files: a document for people (PDF/UA-1), and a table for programs."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction

from backend import clock
from backend.books import csv_file
from backend.books.coverage import drawable
from backend.books.download import Download, chunked, until_sent, whole
from backend.books.errors import PeriodTooLong
from backend.books.money import euro_cents, in_cents
from backend.books.plain import cell
from backend.books.statement import Line, Statement
from backend.books.typesetting import document
from backend.books.words import Words

MOST_LINES = 10_000
"""In a document: some 250 pages, which take seconds to set. A table may be of any length."""


@dataclass(frozen=True)
class Page:
    """A statement that has been read to its end, and now only has to be set."""

    name: str
    data: dict[str, object]


def page(statement: Statement, of: str, words: Words) -> Page:
    """The statement of somebody or some shop called ``of``; raises PeriodTooLong."""
    if statement.extent.count > MOST_LINES:
        raise PeriodTooLong(lines=statement.extent.count, most=MOST_LINES)
    lines = list(statement.lines)
    data: dict[str, object] = {
        **heading(statement, words),
        "facts": [
            [words.say("statement.of"), words.apart(drawable(of))],
            [words.say("statement.period"), _span(statement, words)],
        ],
        "summary": _summary(statement, lines, words),
        "notes": _notes(statement, lines, words),
        "lines_title": words.say("statement.lines"),
        "empty": words.say("statement.empty"),
        "heads": [words.say(f"statement.{name}") for name in _HEADS],
        "lines": [_row(line, statement, words) for line in lines],
    }
    return Page(file_name(statement, "pdf"), data)


def pdf(read: Page) -> Download:
    """The document; nothing of the database is held meanwhile. Raises BooksBusy, PageNotMade."""
    return whole(read.name, "application/pdf", document("statement", read.data))


def csv(statement: Statement, held: ExitStack, words: Words) -> Download:
    """The statement as a table; ``held`` is what to close when it has been sent.

    Figures are as a spreadsheet of the language reads them, days and instants as in ISO 8601.
    """
    heads = [words.say(f"statement.{name}") for name in _COLUMNS]
    rows = (_cells(line, statement, words) for line in statement.lines)
    return Download(
        name=file_name(statement, "csv"),
        media_type="text/csv",
        expected_bytes=statement.extent.count * 140,
        chunks=until_sent(chunked(csv_file.rows(heads, rows, words.separator)), held.close),
        close=held.close,
    )


_HEADS = ("date", "what", "who", "amount", "balance")
_COLUMNS = ("date", "time", "what", "memo", "who", "amount", "balance", "currency", "number")


def heading(statement: Statement, words: Words) -> dict[str, str]:
    """What stands at head and foot of the document."""
    community = drawable(statement.community.name)
    kind = "till_title" if statement.account.purpose == "till" else "title"
    today = words.day(statement.community.day(clock.now()))
    return {
        "language": words.language,
        "title": words.say(f"statement.{kind}"),
        "subject": _span(statement, words),
        "community": community,
        "initial": community[:1].upper(),
        "made": words.say("made", day=today, community=words.apart(community)),
        "page": words.say("page", page="{page}", pages="{pages}"),
    }


def file_name(statement: Statement, ending: str) -> str:
    """Neither a person's nor a shop's name: files get shared."""
    day = statement.community.day(clock.now()).isoformat()
    return f"{statement.community.slug}-{statement.account.purpose}-{day}.{ending}"


def _span(statement: Statement, words: Words) -> str:
    period, today = statement.period, statement.community.day(clock.now())
    last = words.day(period.last or today)
    first = period.first
    if first is None and statement.extent.first is not None:
        first = period.day(statement.extent.first)
    return words.say("span", first=words.day(first), last=last) if first else last


def _summary(statement: Statement, lines: list[Line], words: Words) -> list[list[str]]:
    decimals = statement.community.currency.decimals
    came = sum(line.amount for line in lines if line.amount > 0)
    went = sum(line.amount for line in lines if line.amount < 0)
    figures = {
        "opening": words.number(statement.opening, decimals),
        "in": words.number(came, decimals, signed=True),
        "out": words.number(went, decimals),
        "closing": words.number(statement.closing, decimals),
    }
    return [[words.say(f"statement.{name}"), figure] for name, figure in figures.items()]


def _notes(statement: Statement, lines: list[Line], words: Words) -> list[str]:
    """In which coin, what was earned in euro, and who can make this at all."""
    currency = statement.community.currency
    notes = [words.say("statement.in_coin", coin=words.apart(drawable(currency.plural)))]
    earned = [line for line in lines if line.kind in {"reward", "reward_reversal"}]
    if earned and statement.account.purpose == "wallet":
        amount = words.number(sum(line.amount for line in earned), currency.decimals)
        coins = words.apart(f"{amount} {drawable(currency.plural)}")
        exact = sum(
            (euro_cents(statement.community, line.amount, line.day) for line in earned),
            Fraction(),
        )
        said = words.say("statement.earned")
        notes.append(f"{said}: {coins} ({words.apart(words.euro(in_cents(exact)))})")
    private = "private" if statement.account.purpose == "wallet" else "till_private"
    return [*notes, words.say(f"statement.{private}")]


def _row(line: Line, statement: Statement, words: Words) -> list[object]:
    decimals = statement.community.currency.decimals
    return [
        words.day(line.day, short=True),
        line.what,
        drawable(line.note),
        drawable(line.who),
        words.number(line.amount, decimals, signed=True),
        words.number(line.balance, decimals),
        line.amount > 0,
    ]


def _cells(line: Line, statement: Statement, words: Words) -> Iterator[object]:
    decimals = statement.community.currency.decimals
    yield from (line.day, line.at.isoformat(), line.what, cell(line.note), cell(line.who))
    yield from (words.in_cell(line.amount, decimals), words.in_cell(line.balance, decimals))
    yield from (cell(statement.community.currency.plural), line.id)
