"""Statements: only one's own, in one's language, as a tagged document and as a table."""

import csv
import re
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from backend.books import press, statement_file
from backend.books.coverage import MISSING, drawable
from backend.books.typesetting import document
from backend.books.words import LANGUAGES, TEXTS, words
from backend.db import db
from backend.ids import new_id
from backend.web.caller import Place
from tests.factories.books import BITING_MEMO, Year, make_year
from tests.factories.communities import make_community, somebody
from tests.factories.identity import send, signed_in_client


class Wallet:
    """A resident with a year behind her, signed in."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.year: Year = make_year()
        self.owner = self.year.people[0]
        self.client = signed_in_client(app, self.owner)
        self.account = self.year.account("wallet", self.owner)

    def ask(self, query: str, client: FlaskClient | None = None, account: object = None) -> Any:
        path = f"/accounts/{account or self.account}/statement/file?{query}"
        return send(client or self.client, "GET", path)

    def pdf(self, query: str) -> bytes:
        answer = self.ask(f"format=pdf&{query}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
        data: bytes = answer.data
        return data

    def table(self, query: str) -> list[list[str]]:
        answer = self.ask(f"format=csv&{query}")
        assert answer.status_code == 200, answer.text
        text = answer.data.decode("utf-8-sig")
        separator = "," if "language=en" in query else ";"
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator))


@pytest.fixture
def wallet(app: Flask) -> Wallet:
    return Wallet(app)


def text_of(pdf: bytes) -> str:
    """What a reader hears, in the order of the tags' content."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened)
    finally:
        opened.close()


def tags_of(pdf: bytes) -> list[str]:
    """The structure's types, depth first; every table must be regular."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S)[1:])
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def test_only_the_owner_gets_a_statement_of_a_wallet_and_only_its_keepers_of_a_till(
    wallet: Wallet,
) -> None:
    year, app = wallet.year, wallet.app
    here = Place(year.community.id)
    till = year.account("till", year.grocer.id)
    others = [
        somebody(app, role, place, fresh=True).client
        for role, place in (
            ("member", here), ("issuer", here), ("treasurer", here),
            ("coordinator", year.centre.place), ("shop_owner", year.baker.place),
            ("shop_staff", year.grocer.place), ("treasurer", Place(make_community("Lombok").id)),
        )
    ]  # fmt: skip
    for client in others:
        for account in (wallet.account, till, year.account("fund"), year.account("issuance")):
            for query in ("format=pdf", "format=csv"):
                answer = wallet.ask(query, client, account)
                assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert wallet.ask("format=csv", app.test_client()).json["code"] == "session_missing"
    assert wallet.ask("format=csv", account=new_id()).json["code"] == "not_found"
    assert wallet.ask("format=csv", account=till).json["code"] == "not_found"
    owner = somebody(app, "shop_owner", year.grocer.place)
    assert "Ontvangen" in wallet.ask("format=csv", owner.client, till).data.decode()
    coordinator = somebody(app, "coordinator", year.centre.place)
    own_till = year.account("till", year.centre.id)
    assert "Afschrift van de kassa" in text_of(
        wallet.ask("format=pdf", coordinator.client, own_till).data
    )


def test_every_kind_of_booking_on_a_wallet_or_till_has_a_word(app: Flask) -> None:
    rows = db.session.execute(
        text(
            "SELECT DISTINCT kind FROM transfer_rules WHERE debit_purpose IN ('wallet', 'till')"
            " OR credit_purpose IN ('wallet', 'till')"
        )
    )
    assert {row.kind for row in rows} - words("en").texts["kinds"].keys() == set()


def test_the_table_adds_up_for_any_period_and_runs_nothing(wallet: Wallet) -> None:
    heads, *rows = wallet.table("")
    assert heads[:6] == ["Datum", "Tijdstip", "Wat", "Toelichting", "Met wie", "Bedrag"]
    assert [row[2] for row in rows] == [
        "Verdiend", "Betaald", "Teruggekregen", "Omloopbijdrage", "Briefjes gehaald",
        "Krediet opgenomen",
    ]  # fmt: skip
    balance = Decimal(0)
    for row in rows:
        balance += Decimal(row[5].replace(",", "."))
        assert Decimal(row[6].replace(",", ".")) == balance
        assert not row[3].startswith(("=", "+", "-", "@"))
    assert rows[2][3].startswith("'=HYPERLINK")
    day = rows[1][0]
    assert wallet.table(f"from={day}")[1:] == rows[1:]
    assert wallet.table(f"until={day}")[1:] == rows[:2]
    assert wallet.table(f"from={day}&until={day}&language=en")[1][2] == "Paid"
    assert wallet.table("from=2026-11-20")[1:] == []


def test_the_document_is_tagged_and_read_in_order(wallet: Wallet) -> None:
    for language in LANGUAGES:
        _is_tagged_and_in_order(wallet, language)


def _is_tagged_and_in_order(wallet: Wallet, language: str) -> None:
    said = words(language)
    made = wallet.pdf(f"language={language}&from=2026-01-01&until=2026-12-31")
    with pikepdf.open(BytesIO(made)) as opened:
        root = opened.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == language
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == said.say("statement.title")
            assert metadata["pdfuaid:part"] == "1"
    tags = tags_of(made)
    assert tags.count("Table") == 2
    assert tags.count("TH") == 4 + 5
    assert tags.count("TD") == 4 + 5 * 6
    assert tags.index("H1") < tags.index("H2") < len(tags) - tags[::-1].index("Table")
    text = text_of(made)
    names = ("title", "period", "opening", "private", "lines", "what")
    places = [text.find(said.say(f"statement.{name}")) for name in names]
    assert -1 not in places
    assert places == sorted(places)
    assert {"Samira", "0"} <= set(text.split())
    assert "/etc/" not in text


def test_what_people_typed_is_text_and_never_an_order(wallet: Wallet) -> None:
    nasty = (
        '#import "@preview/cetz:0.2.0" #read("/etc/passwd") $x^2$ *vet* _ #{1+1}'
        '\u202eomgekeerd \U0001f950 \ufffe</script>\\u{41} "]'
    )
    wallet.year.book(
        "payment",
        wallet.account,
        wallet.year.account("till", wallet.year.baker.id),
        5,
        memo=nasty,
    )
    text = " ".join(text_of(wallet.pdf("")).split())
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text
    assert "*vet*" in text
    assert "#{1+1}" in text
    assert "\u202e" not in text
    assert 'Bakkerij "Özdemir"' in text
    assert drawable("a\U0001f950\u202eb\n漢") == f"a{MISSING}b {MISSING}"
    assert BITING_MEMO.split('"')[0] in text


def test_a_page_can_read_no_file_but_its_own_kind(tmp_path: Path) -> None:
    """Should a page ever be made to read, the press holds it to the folder of pages."""
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    compiler = typst.Compiler(root=str(press.PAGES), ignore_system_fonts=True)
    for order in (f'#read("{secret}")', '#read("../words.py")', '#read("/etc/passwd")'):
        with pytest.raises(typst.TypstError):
            compiler.compile(order.encode())


def test_ten_thousand_lines_are_set_within_the_limits_of_the_press() -> None:
    line = ["3 nov 2026", "Betaald", "Brood", "Bakkerij Özdemir", "-12,50", "1.250,00", False]
    names = ("title", "subject", "community", "initial", "made", "page", "lines_title", "empty")
    data = {
        **dict.fromkeys(names, "x"), "language": "nl", "facts": [["Van", "Samira"]],
        "summary": [["Erbij", "+1,00"]] * 4, "notes": [], "heads": ["Datum"] * 5,
        "lines": [line] * statement_file.MOST_LINES,
    }  # fmt: skip
    made = document("statement", data)
    opened = pypdfium2.PdfDocument(made)
    assert 150 < len(opened) < 450
    assert "Bakkerij" in opened[len(opened) - 1].get_textpage().get_text_bounded()
    opened.close()


def test_a_statement_of_too_many_lines_is_refused_by_name(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement_file, "MOST_LINES", 5)
    answer = wallet.ask("format=pdf")
    assert (answer.status_code, answer.json["code"]) == (409, "period_too_long")
    assert (answer.json["lines"], answer.json["most"]) == (6, 5)
    assert len(wallet.table("")) == 7
    assert wallet.ask("format=pdf&until=2026-02-01").status_code == 200
    assert words("nl").say("statement.empty") in text_of(wallet.pdf("from=2026-11-20"))


def test_all_languages_have_the_same_texts() -> None:
    def keys(tree: Any, at: str = "") -> set[str]:
        if isinstance(tree, dict) and set(tree) != {"in", "out"}:
            return {key for name, below in tree.items() for key in keys(below, f"{at}.{name}")}
        if isinstance(tree, list):
            return {f"{at}[{len(tree)}]"}
        return {at, *(f"{at}{{{place}}}" for place in re.findall(r"{(\w+)}", str(tree)))}

    assert {path.stem for path in TEXTS.glob("*.json")} == set(LANGUAGES)
    assert all(keys(words(language).texts) == keys(words("en").texts) for language in LANGUAGES)
