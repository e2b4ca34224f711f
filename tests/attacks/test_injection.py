"""Text that wants to be an order: to the database, in headers and logs, in XML and spreadsheets."""

import ast
import csv
import io
import re
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.books.plain import cell
from backend.errors import DomainError
from backend.redemption import camt
from backend.redemption.errors import StatementUnreadable, StatementXmlUnsafe
from tests.attacks.neighbourhood import digests
from tests.contract.world import make_world
from tests.factories.identity import send, signed_in_client
from tests.support import bank

ROOT = Path(__file__).parents[2]
SQL = [
    "' OR '1'='1", "'; DROP TABLE people; --", '" OR 1=1 --', "\\'; SELECT pg_sleep(9); --",
    "%' UNION SELECT secret FROM sessions --", "') OR (1=1", "$1", ":name", "%(x)s", "{0}", "%s",
]  # fmt: skip
HEADS = "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_text_stays_text_in_the_database(app: Flask) -> None:
    """SQL injection (CWE-89): what is typed comes back letter by letter, and finds nobody."""
    world = make_world(app)
    desk, community = world.desk, world.community.id
    for text in SQL:
        task = desk.offer(title=text, place=text, description=text)
        shown = send(desk.client, "GET", f"/tasks/{task['id']}").json
        assert [shown[name] for name in ("title", "place", "description")] == [text] * 3
        before = digests()
        fresh = signed_in_client(app, desk.person_id, fresh=True)
        path = f"/organisations/{desk.organisation.id}/people/find"
        found = send(fresh, "POST", path, {"name": text})
        assert found.status_code == 200, found.text
        assert not any(found.json.values())
        for query in (f"claims?status={text}", f"findings?status={text}", f"tasks?before={text}"):
            answer = send(desk.client, "GET", f"/communities/{community}/{query}")
            assert 400 <= answer.status_code < 500, answer.text
        public = send(desk.client, "GET", f"/communities/{text.replace('%', '%25')}/public")
        assert public.status_code == 404
        assert digests() == before


def test_no_statement_is_put_together_from_what_people_send() -> None:
    """Where SQL is text, what is put into it is a name from our own code: each place is known."""
    loose = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "backend").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and takes_sql(call) and mentions_request(call)
    ]
    assert loose == []


def takes_sql(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in {"text", "execute", "executemany", "exec_driver_sql"} and bool(call.args)


def mentions_request(call: ast.Call) -> bool:
    """Whether the statement itself is formatted with anything of a request."""
    formatted = [
        node
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant))
        or (isinstance(node, ast.Attribute) and node.attr == "format")
    ]
    names = {n.id for one in formatted for n in ast.walk(one) if isinstance(n, ast.Name)}
    return bool(names & {"body", "query", "request", "caller", "given", "typed", "arguments"})


def test_no_header_gets_a_second_line(target: Flask) -> None:
    """Response splitting (CWE-113): names of people and places never reach a header."""
    world = make_world(target)
    name = "Evil\r\nSet-Cookie: x=1"
    client = world.payer.client
    assert send(client, "PATCH", "/me", {"display_name": name}).status_code == 422
    wallet = world.path("/accounts/<uuid:account_id>/statement/file?format=csv", "shop", "")
    for path in (wallet, "/me?x=%0d%0aSet-Cookie:%20x=1", "/%0d%0aSet-Cookie:%20x=1"):
        answer = send(client, "GET", path)
        assert not any("\n" in value or "\r" in value for _, value in answer.headers)
        assert "x=1" not in str(answer.headers)
    kept = send(client, "GET", wallet).headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9.-]+"', kept)


def test_nobody_writes_a_line_of_their_own_into_the_log(
    target: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Log injection (CWE-117): of an unforeseen failure kind and place are logged, no text."""
    evil = "x\n2026-01-01 CRITICAL all is lost\x1b[2J"

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(evil)

    monkeypatch.setattr("backend.web.openapi.document", fail)
    answer = target.test_client().get(
        "/api/openapi.json?q=%0aCRITICAL", headers={"User-Agent": "a\tCRITICAL"}
    )
    assert answer.status_code == 500
    assert caplog.records
    assert all("CRITICAL" not in one.getMessage() for one in caplog.records)
    assert all("\n" not in one.getMessage() for one in caplog.records)
    assert evil not in answer.text


def entities(levels: int) -> str:
    """The billion laughs: each entity is ten of the one before."""
    made = ['<!ENTITY a0 "ha">']
    made += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE x [{''.join(made)}]>{HEADS}&a{levels - 1};</Document>"


PACKED = {
    "laughs": entities(10).encode(),
    "utf-16": entities(10).encode("utf-16"),
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>{HEADS}{"&a;" * 1_000}</Document>',
    "a file": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEADS}&a;</Document>',
    "another host": f'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">{HEADS}</Document>',
    "parameters": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero"> %p;]>{HEADS}</Document>',
    "deep": HEADS + "<a>" * 200_000 + "</a>" * 200_000 + "</Document>",
    "wide": HEADS + "<a " + " ".join(f"b{n}=''" for n in range(100_000)) + "/></Document>",
    "zip": b"PK\x03\x04" + b"\x00" * 1_000,
    "gzip": b"\x1f\x8b\x08" + b"\x00" * 1_000,
    "NUL": HEADS + "\x00</Document>",
}


@pytest.mark.parametrize("data", PACKED.values(), ids=PACKED.keys())
def test_a_bank_file_is_no_bomb_and_no_spy(data: str | bytes) -> None:
    """XML entities (CWE-611, CWE-776), nesting and packed files: refused by name, and soon."""
    began = time.process_time()
    with pytest.raises((StatementXmlUnsafe, StatementUnreadable)) as refused:
        camt.read(data.encode() if isinstance(data, str) else data)
    assert isinstance(refused.value, DomainError)
    assert time.process_time() - began < 10
    good = bank.statement("NL91ABNA0417164300", [bank.Booked("A", 100)])
    assert len(camt.read(good)) == 1


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(0)", "=cmd|'/C x'!A0"],
)
def test_a_spreadsheet_calculates_nothing_that_somebody_typed(text: str) -> None:
    """Formula injection (CWE-1236); that each export uses ``cell`` is shown in tests/books."""
    written = io.StringIO()
    csv.writer(written).writerow([cell(text)])
    (read,) = next(csv.reader(io.StringIO(written.getvalue())))
    assert not read.lstrip().startswith(("=", "+", "-", "@"))


def test_headers_that_others_choose_change_nothing_that_is_kept(target: Flask) -> None:
    """Cache poisoning: what may be kept is the same whatever a request claims its address is."""
    browser = target.test_client()
    evil = "evil.example"
    poison = {"Host": evil, "X-Forwarded-Host": evil, "X-Forwarded-Proto": "http",
              "X-Forwarded-Prefix": f"//{evil}", "X-Original-URL": "/x", "X-Rewrite-URL": "/x",
              "Forwarded": f"host={evil}", "X-HTTP-Method-Override": "DELETE"}  # fmt: skip
    for path in ("/", "/home", "/sw.js", "/api/openapi.json", "/api/v1/server"):
        clean, dirty = browser.get(path), browser.get(path, headers=poison)
        assert (clean.status_code, clean.data) == (dirty.status_code, dirty.data)
        assert evil not in str(dirty.headers)
    answer = browser.get("/api/v1/me/x.css")
    assert answer.status_code == 404
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_what_is_about_somebody_is_kept_by_nobody(target: Flask) -> None:
    """Cache deception: answers to a session are never stored, whatever the address ends with."""
    client = make_world(target).payer.client
    for path in ("/me", "/me?x=.css", "/me/sessions", "/server"):
        assert send(client, "GET", path).headers["Cache-Control"] == "no-store"
