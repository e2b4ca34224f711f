"""A funder's report as a document (PDF/UA-1) and as a table."""

from collections.abc import Callable, Iterator
from datetime import date

from backend import clock
from backend.books import csv_file
from backend.books.coverage import drawable
from backend.books.download import Download, chunked, whole
from backend.books.money import in_cents
from backend.books.plain import cell, slug
from backend.books.report import ALLOCATED, GRANTED, ISSUED, OTHER, PAID, SPENT, Report
from backend.books.rules import LEAST, Groups, Span, Sum
from backend.books.typesetting import document
from backend.books.words import Words

_CENTS = 2
Row = tuple[str, Sum]


def pdf(found: Report, words: Words) -> Download:
    """The report to print and to send. Raises BooksBusy, PageNotMade."""
    data = {
        **_heading(found, words),
        "facts": _facts(found, words),
        "notes": _notes(found, words),
        "tables": [
            _table(title, first, rows, found, words) for title, first, rows in _tables(found, words)
        ],
    }
    return whole(_name(found, "pdf"), "application/pdf", document("report", data))


def csv(found: Report, words: Words) -> Download:
    """The report for a spreadsheet of the language."""
    said = [words.say(f"report.{name}") for name in ("table", "what", "coins", "euro", "people")]
    content = b"".join(chunked(csv_file.rows(said, _cells(found, words), words.separator)))
    return whole(_name(found, "csv"), "text/csv", content)


def _tables(found: Report, words: Words) -> Iterator[tuple[str, str, list[Row]]]:
    """Each table's title, what its first column names, and its rows."""
    if found.until is None:
        return
    yield words.say("report.totals"), words.say("report.what"), _totals(found, words)
    month = words.say("report.month")
    spans = [(_span(span, words), span) for span in found.months]
    yield (
        words.say("report.paid_by_month"),
        month,
        [(said, span.earned) for said, span in spans if span.earned.people],
    )
    yield (
        words.say("report.spent_by_month"),
        month,
        [(said, span.spent) for said, span in spans if span.spent.people],
    )
    work = _grouped(found.tasks, words.say("report.other_tasks"), lambda key: _work(key, words))
    yield words.say("report.by_task"), words.say("report.task"), work
    none = words.say("report.no_category")
    shops = _grouped(found.shops, words.say("report.other_shops"), lambda key: key or none)
    yield words.say("report.by_shop"), words.say("report.shop"), shops


def _totals(found: Report, words: Words) -> list[Row]:
    issued, paid = found.totals[ISSUED], found.totals[PAID]
    left = Sum(issued.amount - paid.amount, issued.cents - paid.cents)
    rows = [(key, found.totals[key]) for key in (ISSUED, ALLOCATED, PAID, SPENT)]
    return [(words.say(f"report.{key}"), each) for key, each in (*rows, ("left", left))]


def _grouped(groups: Groups, rest: str, say: Callable[[str], str]) -> list[Row]:
    rows = [(say(key), each) for key, each in groups.shown]
    return [*rows, *([(rest, groups.merged)] if groups.merged else [])]


def _work(key: str, words: Words) -> str:
    if key == GRANTED:
        return words.say("report.granted")
    return words.task(key) if key != OTHER else words.say("report.other_tasks")


def _span(span: Span, words: Words) -> str:
    first, last = (words.month(_first_day(month)) for month in (span.first, span.last))
    return first if first == last else words.say("span", first=first, last=last)


def _table(
    title: str, first: str, rows: list[Row], found: Report, words: Words
) -> dict[str, object]:
    """A table as the page draws it: each row's figures, and its share of the largest."""
    decimals = found.community.currency.decimals
    most = max((abs(each.amount) for _, each in rows), default=0)
    return {
        "title": title,
        "heads": [first, *(words.say(f"report.{name}") for name in ("coins", "euro", "people"))],
        "rows": [
            [
                drawable(said),
                words.number(each.amount, decimals),
                words.euro(in_cents(each.cents)),
                str(len(each.people)) if each.people else "",
                max(each.amount, 0) * 100 // most if most else 0,
            ]
            for said, each in rows
        ],
    }


def _cells(found: Report, words: Words) -> Iterator[tuple[str, ...]]:
    decimals = found.community.currency.decimals
    for title, _, rows in _tables(found, words):
        for said, each in rows:
            yield (
                title,
                cell(said),
                words.in_cell(each.amount, decimals),
                words.in_cell(in_cents(each.cents), _CENTS),
                str(len(each.people)) if each.people else "",
            )


def _heading(found: Report, words: Words) -> dict[str, str]:
    community = drawable(found.community.name)
    today = words.day(found.community.day(clock.now()))
    return {
        "language": words.language,
        "title": drawable(found.programme.name),
        "subject": words.say("report.title"),
        "community": community,
        "initial": community[:1].upper(),
        "made": words.say("made", day=today, community=words.apart(community)),
        "page": words.say("page", page="{page}", pages="{pages}"),
    }


def _facts(found: Report, words: Words) -> list[list[str]]:
    programme, currency = found.programme, found.community.currency
    first, last = words.day(programme.starts_on), words.day(programme.ends_on)
    coins = words.apart(
        f"{words.number(programme.amount, currency.decimals)} {drawable(currency.plural)}"
    )
    facts = {
        "funder": _said(programme.funder, words),
        "purpose": _said(programme.purpose, words),
        "period": words.say("span", first=first, last=last),
        "agreed": f"{coins} ({words.apart(words.euro(programme.euro_cents))})",
    }
    return [[words.say(f"report.{key}"), value] for key, value in facts.items() if value]


def _said(text: str, words: Words) -> str:
    return words.apart(drawable(text)) if text.strip() else ""


def _notes(found: Report, words: Words) -> list[str]:
    if found.until is None:
        return [words.say("report.nothing", count=LEAST)]
    return [
        words.say("report.until", day=words.day(found.until)),
        words.say("report.rates"),
        words.say("report.rule", count=LEAST),
    ]


def _name(found: Report, ending: str) -> str:
    day = found.community.day(clock.now()).isoformat()
    programme = slug(found.programme.name, "X").lower()
    return f"{found.community.slug}-{programme}-{day}.{ending}"


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
