"""Files that people make for themselves: asked for on the screen, and kept by the browser."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.books import tools
from tests.journeys.conftest import Meet
from tests.journeys.people import Person


def kept(person: Person) -> Path:
    """The file that the browser saved when the person made it and pressed "keep"."""
    person.press("books.make")
    person.sees("books.ready")
    person.can_use_it()
    with person.page.expect_download() as download:
        person.press("books.save")
    return Path(download.value.path())


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_resident_keeps_a_statement_in_the_own_language(meet: Meet, language: str) -> None:
    resident = meet(language)
    resident.step_into("resident")
    resident.open("/me")
    title = resident.words.like("books.statement.title")
    resident.page.get_by_role("link").filter(has=resident.page.get_by_text(title)).click()
    document = kept(resident).read_bytes()
    with pikepdf.open(BytesIO(document)) as opened:
        assert str(opened.Root.Lang) == language
        assert bool(opened.Root.MarkInfo.Marked)


def test_a_treasurer_keeps_books_that_prove_themselves(meet: Meet) -> None:
    treasurer = meet("nl")
    treasurer.step_into("treasurer")
    community = treasurer.get("/me")["memberships"][0]["community"]["id"]
    treasurer.open(f"/books/{community}")
    treasurer.page.get_by_label("Beancount").check()
    tools.bean_check(kept(treasurer))
