"""A funder's report as plain figures, for the programme's screen; the same groups are merged."""

from backend.books import schemas
from backend.books.money import in_cents
from backend.books.report import ALLOCATED, ISSUED, PAID, SPENT, Report
from backend.books.rules import Groups, Span, Sum


def figures(found: Report) -> schemas.ProgrammeFigures:
    """What may be told of a programme, as of the end of the last month that counts."""
    nothing = Sum()
    return schemas.ProgrammeFigures(
        until=found.until,
        issued=_figure(found.totals.get(ISSUED, nothing)),
        allocated=_figure(found.totals.get(ALLOCATED, nothing)),
        earned=_figure(found.totals.get(PAID, nothing)),
        spent=_figure(found.totals.get(SPENT, nothing)),
        months=[_month(span) for span in found.months],
        work=_grouped(found.tasks),
        shops=_grouped(found.shops),
    )


def _month(span: Span) -> schemas.MonthFigures:
    return schemas.MonthFigures(
        first=span.first, last=span.last, earned=span.earned.amount, spent=span.spent.amount
    )


def _grouped(groups: Groups) -> list[schemas.GroupFigure]:
    shown = [
        schemas.GroupFigure(name=name, amount=each.amount, cents=in_cents(each.cents))
        for name, each in groups.shown
    ]
    if groups.merged is not None:
        rest = groups.merged
        shown.append(schemas.GroupFigure(name=None, amount=rest.amount, cents=in_cents(rest.cents)))
    return shown


def _figure(found: Sum) -> schemas.Figure:
    return schemas.Figure(amount=found.amount, cents=in_cents(found.cents))
