"""The two cookies of a session: out of reach of scripts, of plain HTTP and of other sites.

Names with ``__Host-`` and ``__Secure-`` let the browser itself insist on that (RFC 6265bis,
section 4.1.3). Both live as long as the session: an access token past its time is refused by the
server, and still says which session a sign-out is to end.
"""

from flask import Request, Response

from backend import clock
from backend.identity.tokens import Tokens

ACCESS = "__Host-wm_access"
REFRESH = "__Secure-wm_refresh"
_ACCESS_PAIR = f"{ACCESS}="
ACCESS_PATH = "/"
REFRESH_PATH = "/api/v1/session/refresh"


def set_cookies(response: Response, tokens: Tokens) -> None:
    """Hand ``tokens`` to the browser; the refresh cookie stays when there is no new one."""
    max_age = max(0, int((tokens.ends_at - clock.now()).total_seconds()))
    _set(response, ACCESS, tokens.access, ACCESS_PATH, max_age)
    if tokens.refresh is not None:
        _set(response, REFRESH, tokens.refresh, REFRESH_PATH, max_age)


def clear_cookies(response: Response) -> None:
    """Make the browser forget both cookies."""
    _set(response, ACCESS, "", ACCESS_PATH, 0)
    _set(response, REFRESH, "", REFRESH_PATH, 0)


def access_token_of(request: Request) -> str | None:
    """The access token that the browser sent, unread."""
    return request.cookies.get(ACCESS)


def access_token_in(header: str) -> str | None:
    """The access token in a Cookie header (RFC 6265, section 4.2.1), unread."""
    for pair in header.split("; "):
        if pair.startswith(_ACCESS_PAIR):
            return pair[len(_ACCESS_PAIR) :]
    return None


def refresh_token_of(request: Request) -> str | None:
    """The refresh token that the browser sent, unread."""
    return request.cookies.get(REFRESH)


def _set(response: Response, name: str, value: str, path: str, max_age: int) -> None:
    response.set_cookie(
        name, value, max_age=max_age, path=path, secure=True, httponly=True, samesite="Strict"
    )
