"""Use cases of books, as the routes call them."""

import uuid
from contextlib import ExitStack

from backend import clock
from backend.books import period as periods
from backend.books import report_file, statement_file
from backend.books.download import Download
from backend.books.export import export
from backend.books.report import report
from backend.books.schemas import BooksQuery, Period, ReportQuery, StatementFileQuery
from backend.books.statement import own_account, statement
from backend.books.words import language_of, words
from backend.cards import service as cards
from backend.communities import queries as communities
from backend.communities.queries import CommunityFacts
from backend.identity import queries as identity
from backend.ledger import queries as ledger
from backend.ledger.queries import AccountFacts
from backend.programmes import queries as programmes
from backend.web.caller import Caller


def books_of_community(community_id: uuid.UUID, query: BooksQuery) -> Download:
    """The whole ledger of a community. Raises PeriodInvalid, BooksBusy."""
    community = communities.community(community_id)
    return export(community, _period(community, query), query.format)


def books_of_programme(programme_id: uuid.UUID, query: BooksQuery) -> Download:
    """A programme's account, its budgets' and what these paid. Raises PeriodInvalid, BooksBusy."""
    programme = programmes.programme(programme_id)
    community = communities.community(programme.community_id)
    budgets = programmes.budgets_of(programme_id)
    return export(
        community,
        _period(community, query),
        query.format,
        subject=programme.name,
        account_ids=(programme.account_id, *(budget.account_id for budget in budgets)),
    )


def report_of_programme(caller: Caller, programme_id: uuid.UUID, query: ReportQuery) -> Download:
    """What a programme's funder may know. Raises NotFound, BooksBusy, PageNotMade."""
    person = identity.person(caller.person_id)
    said = words(language_of(person.language, query.language))
    found = report(programme_id)
    return report_file.csv(found, said) if query.format == "csv" else report_file.pdf(found, said)


def statement_of_account(
    caller: Caller, account_id: uuid.UUID, query: StatementFileQuery
) -> Download:
    """The statement of the caller's own wallet, or of a till that the caller runs.

    Raises NotFound for everybody else, PeriodInvalid, PeriodTooLong, BooksBusy, PageNotMade.
    """
    account = own_account(caller, account_id)
    person = identity.person(caller.person_id)
    of = person.display_name
    if account.purpose == "till":
        of = communities.organisation(account.owner_id).name
    return _statement(account, of, language_of(person.language, query.language), query)


def statement_of_card(caller: Caller, card_id: uuid.UUID, query: StatementFileQuery) -> Download:
    """The statement of a card's wallet, for a coordinator before whom its holder typed the PIN.

    Raises NotFound, Forbidden, HolderNotHere, PeriodInvalid, PeriodTooLong, BooksBusy, PageNotMade.
    """
    wallet = cards.wallet_at_the_desk(caller, card_id)
    holder = identity.person(wallet.person_id)
    language = language_of(holder.language, query.language)
    made = _statement(ledger.account(wallet.account_id), holder.display_name, language, query)
    cards.note_printed(card_id, caller.person_id)
    return made


def _statement(
    account: AccountFacts, of: str, language: str, query: StatementFileQuery
) -> Download:
    """The statement of an account; ``of`` is whose it is."""
    community = communities.community(account.community_id)
    period = _period(community, query)
    said = words(language)
    with ExitStack() as until_made:
        found = until_made.enter_context(statement(community, account, period, said))
        if query.format == "csv":
            return statement_file.csv(found, until_made.pop_all(), said)
        page = statement_file.page(found, of, said)
    return statement_file.pdf(page)


def _period(community: CommunityFacts, query: Period) -> periods.Period:
    today = community.day(clock.now())
    return periods.checked(query.first, query.last, community.timezone, today)
