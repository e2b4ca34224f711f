"""Routes of the server itself: is it alive, and what does it offer."""

from flask import Blueprint, Response

from backend.web import openapi
from backend.web.api import to_json

blueprint = Blueprint("server", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process answers. Public."""
    return Response('{"status":"ok"}', mimetype="application/json")


@blueprint.get("/api/openapi.json")
def openapi_json() -> Response:
    """Describe the API (OpenAPI 3.1). Public."""
    return Response(to_json(openapi.document()), mimetype="application/json")
