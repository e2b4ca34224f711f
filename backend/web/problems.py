"""Errors on the wire: RFC 9457 problem details with a stable ``code``, one table for the status."""

import json
import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, has_request_context, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from backend import errors
from backend.db import DuplicateRow, StaleFacts, translate
from backend.errors import DomainError

log = logging.getLogger(__name__)

CODE = "wijkmunt.code"
"""Where a request's environment keeps the code of its refusal, for the log and the metrics."""

STATUS_BY_FAMILY: tuple[tuple[type[DomainError], HTTPStatus], ...] = (
    (errors.Unauthenticated, HTTPStatus.UNAUTHORIZED),
    (errors.Forbidden, HTTPStatus.FORBIDDEN),
    (errors.NotFound, HTTPStatus.NOT_FOUND),
    (errors.Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.Refused, HTTPStatus.CONFLICT),
    (errors.Throttled, HTTPStatus.TOO_MANY_REQUESTS),
    (errors.Unavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)
_CODES_OF_HTTP = {
    400: "invalid_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "invalid_request",
}


class ForeignOrigin(errors.Forbidden):
    """A request that changes something and does not come from the app itself."""

    code = "foreign_origin"


class InvalidRequest(errors.Invalid):
    """The JSON does not fit the schema; ``fields`` names each member and what is wrong with it."""

    code = "invalid_request"


def status_of(error: type[DomainError]) -> HTTPStatus:
    """The HTTP status of a condition, by its family; raises ``LookupError`` for none."""
    for family, status in STATUS_BY_FAMILY:
        if issubclass(error, family):
            return status
    raise LookupError(error)


def problem(status: int, code: str, **params: Any) -> Response:
    """A problem document; ``params`` become members of it."""
    body = {
        "type": "about:blank",
        "title": code.replace("_", " "),
        "status": int(status),
        "code": code,
        **params,
    }
    answer = Response(json.dumps(body), status=status, mimetype="application/problem+json")
    if "retry_after" in params:
        answer.headers["Retry-After"] = str(params["retry_after"])
    if has_request_context():
        request.environ[CODE] = code
    return answer


def register(app: Flask) -> None:
    """Answer every error of ``app`` with a problem document."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(ValidationError, _schema)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleFacts, lambda _: problem(503, "unavailable", retry_after=1))
    app.register_error_handler(DuplicateRow, _duplicate)
    app.register_error_handler(Exception, _unexpected)


def place_of(error: BaseException) -> str:
    """Where an error arose: for logs, which get this instead of its message.

    The message may hold what a person typed.
    """
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"


def _domain(error: DomainError) -> Response:
    return problem(status_of(type(error)), error.code, **error.params)


def _schema(error: ValidationError) -> Response:
    fields = [
        {"path": ".".join(str(part) for part in entry["loc"]), "code": entry["type"]}
        for entry in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    amounts_only = all(field["code"] == "amount_invalid" for field in fields)
    code = errors.AmountInvalid.code if amounts_only else InvalidRequest.code
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, code, fields=fields)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    return problem(status, _CODES_OF_HTTP.get(status, "invalid_request"))


def _duplicate(error: DuplicateRow) -> Response:
    return problem(HTTPStatus.CONFLICT, errors.IdConflict.code)


def _unexpected(error: Exception) -> Response:
    known = translate(error)
    if isinstance(known, DomainError):
        return _domain(known)
    if isinstance(known, DuplicateRow):
        return _duplicate(known)
    log.error("unexpected %s at %s", type(error).__name__, place_of(error))
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected")
