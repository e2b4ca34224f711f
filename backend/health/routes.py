"""What machines ask a server: can it work, and what did it count."""

import hmac
from ipaddress import ip_address

from flask import Blueprint, Flask, Response, current_app, request

from backend.config import Config
from backend.health import counts, exposition
from backend.health.readiness import Readiness
from backend.web.api import to_json
from backend.web.problems import problem

blueprint = Blueprint("health", __name__)

_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via")
"""A proxy on this machine adds one of these: what it passes on comes from elsewhere."""


def register(app: Flask) -> None:
    """Answer at ``/readyz`` and ``/metrics``."""
    app.extensions["readiness"] = Readiness()
    app.extensions["counts"] = counts.shelf()
    app.register_blueprint(blueprint)


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether this server can do its work, else 503 with named reasons. Public."""
    reasons = _readiness().reasons()
    if not reasons:
        return _json({"status": "ready"}, 200)
    return _json({"status": "not_ready", "reasons": list(reasons)}, 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Tell the figures to this machine, or to whoever knows the token; 404 else. Public."""
    if not _may_read(current_app.config["WIJKMUNT"]):
        return problem(404, "not_found")
    sums = current_app.extensions["counts"].sums()
    return Response(
        exposition.text(sums, _readiness().reasons()), content_type=exposition.CONTENT_TYPE
    )


def _may_read(config: Config) -> bool:
    given = request.headers.get("Authorization", "")
    if config.metrics_token and given:
        expected = f"Bearer {config.metrics_token}"
        return hmac.compare_digest(given.encode(), expected.encode())
    if any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(request.remote_addr)


def _is_loopback(address: str | None) -> bool:
    """Whether the peer is this machine; one on a Unix socket has no address."""
    if not address:
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _readiness() -> Readiness:
    found: Readiness = current_app.extensions["readiness"]
    return found


def _json(content: object, status: int) -> Response:
    answer = Response(to_json(content), status=status, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
