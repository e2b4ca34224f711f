"""HTTP of books: exports of the ledger, statements and reports, each as a file."""

import uuid

from flask import Response

from backend.books import service
from backend.books.download import Download
from backend.books.figures import figures
from backend.books.report import report
from backend.books.schemas import BooksQuery, ProgrammeFigures, ReportQuery, StatementFileQuery
from backend.communities import queries as communities
from backend.programmes import queries as programmes
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN, role

_BOOKS = ("text/csv", "text/plain")
_PAGES = ("text/csv", "application/pdf")

routes = Routes("books")


@routes.get(
    "/communities/<uuid:community_id>/books",
    guard=role("issuer", "treasurer", at=communities.community_in, fresh=True),
    query=BooksQuery,
    media_types=_BOOKS,
)
def download_books(community_id: uuid.UUID, query: BooksQuery, caller: Caller) -> Response:
    """The whole ledger of a community, as a file for another program."""
    return _file(service.books_of_community(community_id, query))


@routes.get(
    "/programmes/<uuid:programme_id>/books",
    guard=role("issuer", "treasurer", at=programmes.programme_in, fresh=True),
    query=BooksQuery,
    media_types=_BOOKS,
)
def download_programme_books(
    programme_id: uuid.UUID, query: BooksQuery, caller: Caller
) -> Response:
    """One programme's part of the ledger, as a file for another program."""
    return _file(service.books_of_programme(programme_id, query))


@routes.get(
    "/programmes/<uuid:programme_id>/report",
    guard=role("issuer", "treasurer", at=programmes.programme_in),
    query=ReportQuery,
    media_types=_PAGES,
)
def download_report(programme_id: uuid.UUID, query: ReportQuery, caller: Caller) -> Response:
    """A programme for its funder: by month, kind of work and kind of shop, naming nobody."""
    return _file(service.report_of_programme(caller, programme_id, query))


@routes.get(
    "/programmes/<uuid:programme_id>/figures",
    guard=role("issuer", "treasurer", at=programmes.programme_in),
    returns=ProgrammeFigures,
)
def read_figures(programme_id: uuid.UUID, caller: Caller) -> ProgrammeFigures:
    """The same as plain figures, for the screen."""
    return figures(report(programme_id))


@routes.get(
    "/accounts/<uuid:account_id>/statement/file",
    guard=SIGNED_IN,
    query=StatementFileQuery,
    media_types=_PAGES,
)
def download_statement(
    account_id: uuid.UUID, query: StatementFileQuery, caller: Caller
) -> Response:
    """The caller's own statement, or that of a till that the caller runs, to keep or to print."""
    return _file(service.statement_of_account(caller, account_id, query))


@routes.get(
    "/cards/<uuid:card_id>/statement/file",
    guard=SIGNED_IN,
    query=StatementFileQuery,
    media_types=_PAGES,
)
def download_card_statement(
    card_id: uuid.UUID, query: StatementFileQuery, caller: Caller
) -> Response:
    """The statement of somebody without a phone, who typed the PIN at the coordinator's."""
    return _file(service.statement_of_card(caller, card_id, query))


def _file(download: Download) -> Response:
    """The file while it is written; what it holds open is let go whatever becomes of the answer."""
    answer = Response(download.chunks, mimetype=download.media_type)
    answer.call_on_close(download.close)
    answer.headers["Content-Disposition"] = f'attachment; filename="{download.name}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Wijkmunt-Expected-Bytes"] = str(download.expected_bytes)
    return answer
