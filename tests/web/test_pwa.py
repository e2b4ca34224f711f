"""The built app as it is served: pages, files, caching, and no way out of its folder."""

import gzip
import os
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.app import create_app
from backend.config import Config
from tests.support.each import each

PAGE = "<!doctype html><title>Wijkmunt</title>"
SCRIPT = "console.log('wijkmunt');\n" * 100
CONFIG = {
    "origin": "https://munt.test",
    "database_url": "postgresql+psycopg://nobody@localhost:1/none",
    "secrets": ("only-to-serve-files-0123456789abcdefghij",),
}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built app, beside something that is not for anybody."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "sw.js").write_text("self.skipWaiting")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "assets" / "index-abc123.js").write_text(SCRIPT)
    (folder / "assets" / "index-abc123.css").write_text("a{}")
    (folder / "assets" / "index-abc123.css.br").write_bytes(b"brotli bytes")
    (folder / "assets" / "index-abc123.css.gz").write_bytes(gzip.compress(b"a{}"))
    (folder / "assets" / "zxing-abc123.wasm").write_bytes(b"\0asm")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def browser(dist: Path) -> FlaskClient:
    """A browser of the app in ``dist``."""
    return create_app(Config(**CONFIG, pwa=dist)).test_client()  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/", "/home", "/t", "/tasks/018f", "/account/x/y", "/enrol"])
def test_the_apps_own_paths_are_its_page(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_page_is_not_sent_twice(browser: FlaskClient) -> None:
    etag = browser.get("/").headers["ETag"]
    again = browser.get("/home", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_what_carries_its_hash_is_kept_for_a_year(browser: FlaskClient) -> None:
    answer = browser.get("/assets/index-abc123.js")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_type == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_what_keeps_its_name_is_asked_for_each_time(
    browser: FlaskClient, path: str, content_type: str
) -> None:
    answer = browser.get(path)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.content_type == content_type
    assert "ETag" in answer.headers


def test_wasm_has_the_type_that_streams(browser: FlaskClient) -> None:
    assert browser.get("/assets/zxing-abc123.wasm").content_type == "application/wasm"


def test_compressed_siblings_are_sent_to_whoever_takes_them(browser: FlaskClient) -> None:
    path = "/assets/index-abc123.css"
    brotli = browser.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert (brotli.headers["Content-Encoding"], brotli.data) == ("br", b"brotli bytes")
    zipped = browser.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.data) == b"a{}"
    plain = browser.get(path, headers={"Accept-Encoding": "identity"})
    assert (plain.headers.get("Content-Encoding"), plain.data) == (None, b"a{}")
    refused = browser.get(path, headers={"Accept-Encoding": "br;q=0"})
    assert refused.data == b"a{}"
    answers = (brotli, zipped, plain)
    assert {answer.headers["Vary"] for answer in answers} == {"Accept-Encoding"}
    assert len({answer.headers["ETag"] for answer in answers}) == 3


def test_text_without_a_sibling_is_compressed_here(browser: FlaskClient) -> None:
    answer = browser.get("/assets/index-abc123.js", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data).decode() == SCRIPT
    assert len(answer.data) < len(SCRIPT) / 4


def test_a_compressed_sibling_is_no_file_of_its_own(browser: FlaskClient) -> None:
    assert browser.get("/assets/index-abc123.css.br").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/assets/gone-123.js", "/icons/gone", "/favicon.ico", "/robots.txt", "/assets/", "/.env"],
)
def test_a_missing_file_is_not_the_page(browser: FlaskClient, path: str) -> None:
    answer: Any = browser.get(path)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@each(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/..\\secret.txt",
        "/x//../secret.txt",
        "/way-out.txt",
        "/secret.txt%00.js",
    ],
)
def test_no_path_leads_out_of_the_folder(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path)
    assert b"secret" not in answer.data
    assert answer.status_code in {308, 404}


def test_two_slashes_lead_to_no_other_site(browser: FlaskClient) -> None:
    answer = browser.get("/", environ_overrides={"PATH_INFO": "//evil.test/page"})
    assert "//evil.test" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v2/me"])
def test_an_unknown_path_of_the_api_is_a_named_refusal(
    browser: FlaskClient, method: str, path: str
) -> None:
    answer: Any = browser.open(path, method=method)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "not_found"


def test_a_page_cannot_be_written_to(browser: FlaskClient) -> None:
    answer: Any = browser.post("/home")
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")


def test_an_app_that_was_not_built_says_so(tmp_path: Path) -> None:
    browser = create_app(Config(**CONFIG, pwa=tmp_path / "none")).test_client()  # type: ignore[arg-type]
    answer = browser.get("/home")
    assert answer.status_code == 503
    assert "make build" in answer.text
    assert browser.get("/healthz").json == {"status": "ok"}


def test_a_new_build_is_served_without_a_restart(browser: FlaskClient, dist: Path) -> None:
    before = browser.get("/").headers["ETag"]
    page = dist / "index.html"
    page.write_text(PAGE + "<p>new")
    os.utime(page, ns=(1, page.stat().st_mtime_ns + 1))
    after = browser.get("/")
    assert after.text.endswith("new")
    assert after.headers["ETag"] != before
