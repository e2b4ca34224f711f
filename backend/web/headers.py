"""Headers on every answer: a strict content policy, no sniffing, no referrer, HSTS on HTTPS."""

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from flask import Flask

from backend.config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; frame-src {frames}; frame-ancestors {ancestors}; "
    "base-uri 'none'; form-action 'self'; object-src 'none'"
)
_PERMISSIONS = (
    "camera=(self{frames}), screen-wake-lock=(self{frames}), geolocation=(self), microphone=(), "
    "payment=(), usb=(), interest-cohort=(), publickey-credentials-get=(self{frames}), "
    "publickey-credentials-create=(self{frames})"
)


def register(app: Flask, config: Config) -> None:
    """Set the headers on every answer of ``app``, as it leaves: they are the same for all."""
    inner = app.wsgi_app
    by_port = lru_cache(maxsize=64)(partial(_headers, config))

    def with_headers(
        environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        fixed = by_port(environ.get("HTTP_HOST", "").partition(":")[2])

        def start(
            status: str, headers: list[tuple[str, str]], error: Any = None
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *fixed], error)

        return inner(environ, start)

    app.wsgi_app = with_headers  # type: ignore[method-assign]


def _headers(config: Config, port: str) -> tuple[tuple[str, str], ...]:
    frames, ancestors = _framing(config, port)
    quoted = "".join(f' "{frame}"' for frame in frames.split())
    policy = _POLICY.format(frames=frames or "'none'", ancestors=ancestors or "'none'")
    headers = [
        ("Content-Security-Policy", policy),
        ("Permissions-Policy", _PERMISSIONS.format(frames=quoted)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
    if not config.example:
        headers.append(("X-Frame-Options", "DENY"))
    if config.origin.startswith("https://"):
        headers.append(("Strict-Transport-Security", "max-age=63072000; includeSubDomains"))
    return tuple(headers)


def _framing(config: Config, port: str) -> tuple[str, str]:
    """Which frames a page may hold and who may frame it: nobody, but for the example's phones."""
    if not config.example:
        return "", ""
    suffix = f":{port}" if port.isascii() and port.isdigit() else ""
    phones = ("coordinator", "resident", "shop")
    frames = " ".join(f"http://{phone}.wijkmunt.localhost{suffix}" for phone in phones)
    return frames, f"http://wijkmunt.localhost{suffix}"
