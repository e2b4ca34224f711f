"""Whose address counts when attempts are limited: the sender's, or what trusted proxies say."""

from collections.abc import Callable

import pytest
from flask import Flask

from backend.config import Config, ConfigError, from_environment
from backend.web.throttle import client_address


def address_seen(app: Flask, forwarded: str) -> str:
    """The address that the app takes a request for, which came from 10.0.0.9."""
    seen: list[str] = []

    @app.get("/address")
    def show() -> str:
        seen.append(client_address())
        return ""

    headers = {"X-Forwarded-For": forwarded}
    app.test_client().get("/address", headers=headers, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    return seen[0]


def test_nobody_chooses_an_address_without_a_trusted_proxy(make_app: Callable[..., Flask]) -> None:
    assert address_seen(make_app(), "192.0.2.1") == "10.0.0.9"


def test_one_trusted_proxy_is_believed_once(make_app: Callable[..., Flask]) -> None:
    assert address_seen(make_app(proxies=1), "203.0.113.7, 192.0.2.1") == "192.0.2.1"


def test_a_number_of_proxies_that_is_none_stops_the_start() -> None:
    with pytest.raises(ConfigError, match="WIJKMUNT_PROXIES"):
        from_environment({"WIJKMUNT_PROXIES": "yes", "WIJKMUNT_SECRETS": "a" * 40})


def test_no_proxy_is_trusted_by_default() -> None:
    assert Config(origin="https://munt.test", database_url="", secrets=("a" * 40,)).proxies == 0
