"""Requests that change something must come from the app itself (cross-site request forgery).

Browsers send ``Sec-Fetch-Site`` or ``Origin`` with such requests and pages cannot forge either
(Fetch standard, section 3.2; Fetch Metadata). A request with neither is refused.
"""

from urllib.parse import urlsplit

from flask import Request

from backend.config import Config
from backend.web.problems import ForeignOrigin


def require_own_origin(request: Request, config: Config) -> None:
    """Raise ``ForeignOrigin`` unless the app's own pages sent this."""
    origin = request.headers.get("Origin")
    if origin is None:
        if request.headers.get("Sec-Fetch-Site") != "same-origin":
            raise ForeignOrigin
    elif not is_own(origin, request, config):
        raise ForeignOrigin


def is_own(origin: str, request: Request, config: Config) -> bool:
    """Whether ``origin`` is the app: its configured origin, or in the example the host asked for.

    The example serves several phones from names under ``localhost``; each is its own origin.
    """
    if origin == config.origin:
        return True
    host = urlsplit(origin).hostname or ""
    return config.example and host.endswith(".localhost") and origin == request.host_url.rstrip("/")


def relying_party(request: Request, config: Config) -> tuple[str, str]:
    """The WebAuthn relying party id and the origin expected in this request's ceremony."""
    origin = request.headers.get("Origin", config.origin)
    if not is_own(origin, request, config):
        raise ForeignOrigin
    return urlsplit(origin).hostname or "", origin
