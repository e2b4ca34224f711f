"""Conditions under which books, statements and reports are not made."""

from backend.errors import Refused, Unavailable


class PeriodTooLong(Refused):
    """More lines than fit in a document that people read; ``lines`` of at most ``most``."""

    code = "period_too_long"


class BooksBusy(Unavailable):
    """As many books are being written at this moment as this server writes at once."""

    code = "books_busy"


class PageNotMade(Unavailable):
    """The document could not be set in type within the time and memory that it gets."""

    code = "page_not_made"
