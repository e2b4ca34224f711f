"""Serves the built app: its page for the app's own paths, its files with the right caching.

Only files that were found in the folder beforehand are ever answered, so a path can be no way
out of it. What carries its hash in its name never changes; all else is asked for anew each time,
and answered with 304 when it is the same.
"""

import gzip
import hashlib
import mimetypes
import threading
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request
from werkzeug.routing import BaseConverter

from backend.config import Config

blueprint = Blueprint("pwa", __name__)

PAGE = "index.html"
FOLDERS = ("assets/", "icons/")
"""Where only files are: a path in them that is no file does not exist."""

UNCHANGING = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
_TYPES = {
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_COMPRESSIBLE = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
_WORTH_COMPRESSING = 1_000
_NOT_BUILT = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Wijkmunt</title>"
    "<h1>The app has not been built</h1>"
    "<p>The server runs, but the folder of the app is empty. Build it with <code>make build</code>,"
    " or name its folder with <code>WIJKMUNT_PWA</code>.</p></html>"
)


class PagePath(BaseConverter):
    """Any path but those of the API, so that an unknown one there stays a named refusal."""

    regex = r"(?!api(?:/|$)).*"
    part_isolating = False


@dataclass(frozen=True)
class BuiltFile:
    """A file of the app and, by encoding, its compressed forms."""

    content: bytes = field(repr=False)
    media_type: str
    etag: str
    encoded: dict[str, bytes] = field(repr=False)


class BuiltApp:
    """The files of the built app, read again when it has been built anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._built_at: int | None = None
        self._files: dict[str, BuiltFile] = {}

    def files(self) -> dict[str, BuiltFile]:
        """Every file by its path under the folder; empty when the app has not been built."""
        built_at = self._page_time()
        with self._lock:
            if built_at != self._built_at:
                self._files = _read(self._folder) if built_at is not None else {}
                self._built_at = built_at
            return self._files

    def _page_time(self) -> int | None:
        try:
            return (self._folder / PAGE).stat().st_mtime_ns
        except OSError:
            return None


def register(app: Flask, config: Config) -> None:
    """Serve the app that was built into ``config.pwa``."""
    app.extensions["pwa"] = BuiltApp(config.pwa)
    app.url_map.converters["page"] = PagePath
    app.register_blueprint(blueprint)


@blueprint.get("/", defaults={"path": ""})
@blueprint.get("/<page:path>")
def serve(path: str) -> Response:
    """Answer a file of the app, or its page for one of the app's own paths. Public."""
    files = _app().files()
    if path in files and path != PAGE:
        return _answer(path, files[path])
    if path.startswith(FOLDERS) or "." in path.rpartition("/")[2]:
        abort(404)
    if not files:
        return Response(_NOT_BUILT, status=503, mimetype="text/html")
    return _answer(PAGE, files[PAGE])


def _app() -> BuiltApp:
    built: BuiltApp = current_app.extensions["pwa"]
    return built


def _answer(path: str, file: BuiltFile) -> Response:
    encoding = request.accept_encodings.best_match([*file.encoded, "identity"], "identity")
    chosen = file.encoded.get(encoding)
    response = Response(chosen or file.content, content_type=file.media_type)
    if chosen:
        response.content_encoding = encoding
    if file.encoded:
        response.vary.add("Accept-Encoding")
    response.set_etag(f"{file.etag}-{encoding}" if chosen else file.etag)
    response.headers["Cache-Control"] = UNCHANGING if path.startswith("assets/") else ASK_EACH_TIME
    response.make_conditional(request)
    return response


def _read(folder: Path) -> dict[str, BuiltFile]:
    found = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.resolve().is_relative_to(folder.resolve())
    }
    compressed = {
        name
        for name in found
        if name.endswith(tuple(_ENCODINGS.values())) and name.rpartition(".")[0] in found
    }
    shown = [name for name in found if name not in compressed and not name.startswith(".")]
    return {name: _file(found[name]) for name in shown}


def _file(path: Path) -> BuiltFile:
    content = path.read_bytes()
    media_type = _media_type(path)
    encoded = {
        encoding: sibling.read_bytes()
        for encoding, ending in _ENCODINGS.items()
        if (sibling := path.with_name(path.name + ending)).is_file()
    }
    if not encoded and len(content) >= _WORTH_COMPRESSING and media_type.startswith(_COMPRESSIBLE):
        encoded["gzip"] = gzip.compress(content, mtime=0)
    return BuiltFile(content, media_type, hashlib.sha256(content).hexdigest()[:32], encoded)


def _media_type(path: Path) -> str:
    guessed = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    media_type = guessed or "application/octet-stream"
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
