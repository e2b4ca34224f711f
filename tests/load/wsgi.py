"""One request to an application of this process, as a web server hands it over (PEP 3333)."""

import io
import json
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask


def ask(
    app: Flask,
    method: str,
    path: str,
    cookies: str,
    body: Mapping[str, object] | None = None,
    query: str = "",
) -> bytes:
    """The answer's body; ``path`` is below ``/api/v1``. Raises RuntimeError unless it is 2xx."""
    content = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    origin = app.config["WIJKMUNT"].origin
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": f"/api/v1{path}",
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": urlsplit(origin).netloc,
        "HTTP_ORIGIN": origin,
        "HTTP_COOKIE": cookies,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": urlsplit(origin).scheme,
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    said: list[str] = []

    def start(status: str, _: Any, *__: Any) -> Any:
        said.append(status)

    answer = app.wsgi_app(environ, start)
    try:
        whole = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    if not said[-1].startswith("2"):
        raise RuntimeError(f"{method} {path}: {said[-1]}: {whole.decode(errors='replace')}")
    return whole
