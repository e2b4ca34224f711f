"""The tests' server is the real one: it answers, runs commands, and is gone afterwards."""

import json
import urllib.error
import urllib.request

import pytest

from tests.support.server import running


def get(address: str) -> object:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return json.load(answer)


def test_a_server_answers_until_it_is_stopped() -> None:
    with running() as server:
        assert get(f"{server.origin}/healthz") == {"status": "ok"}
        assert "audit" in server.wijkmunt("--help")
    with pytest.raises(urllib.error.URLError):
        get(f"{server.origin}/healthz")
