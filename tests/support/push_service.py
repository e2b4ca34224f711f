"""A push service of one's own: takes pushes over HTTP, as browsers' makers do (RFC 8030).

It knows the keys of its subscriptions, so that a test reads what a phone would read: decrypted by
RFC 8291 and RFC 8188, in an implementation that shares nothing with the sender's, after the
sender's signature (RFC 8292) was verified.
"""

import json
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.codes import base64url

Answer = Callable[["Browser", int], int | tuple[int, dict[str, str]]]
"""The status (and headers) for the n-th push to a browser."""


@dataclass
class Browser:
    """A subscription and its keys; ``endpoint`` is where it is told."""

    endpoint: str
    private_key: ec.EllipticCurvePrivateKey
    auth: bytes

    @property
    def point(self) -> bytes:
        """The public key as it travels."""
        return point_of(self.private_key)

    @property
    def json(self) -> dict[str, Any]:
        """The body of ``PUT /me/push``."""
        keys = {"p256dh": base64url.encode(self.point), "auth": base64url.encode(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys}

    def read(self, body: bytes) -> bytes:
        """What the phone reads (RFC 8291, section 3.4; RFC 8188, sections 2.1 and 2.2)."""
        salt, (size, length) = body[:16], struct.unpack("!IB", body[16:21])
        sender = body[21 : 21 + length]
        assert len(body) - 21 - length <= size
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private_key.exchange(ec.ECDH(), theirs)
        both = b"WebPush: info\0" + self.point + sender
        secret = HKDF(SHA256(), 32, self.auth, both).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        text = AESGCM(key).decrypt(nonce, body[21 + length :], None).rstrip(b"\0")
        assert text.endswith(b"\x02"), "the last record ends in 2"
        return text[:-1]


@dataclass
class Push:
    """One that arrived: what it says, how long it is worth telling, and what was promised."""

    browser: Browser
    said: dict[str, Any]
    length: int
    headers: dict[str, str]
    claims: dict[str, Any]
    sender_key: bytes


@dataclass
class PushService:
    """The service; ``answer`` decides what it replies, 201 unless a test says otherwise."""

    origin: str = ""
    answer: Answer = lambda browser, nth: 201
    arrived: list[Push] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    _browsers: dict[str, Browser] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def browser(self, *, number: int = 0) -> Browser:
        """A new subscription."""
        name = f"/push/{len(self._browsers)}-{number}"
        key = ec.generate_private_key(ec.SECP256R1())
        made = Browser(f"{self.origin}{name}", key, bytes(range(16)))
        self._browsers[name] = made
        return made

    def attempts(self, browser: Browser) -> int:
        """How often somebody tried to tell this browser."""
        return self._asked[browser.endpoint.removeprefix(self.origin)]

    def take(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        """What becomes of a push."""
        with self._lock:
            browser = self._browsers[path]
            self._asked[path] += 1
            try:
                push = self._read(browser, headers, body)
            except Exception as problem:
                self.troubles.append(repr(problem))
                return 400, {}
            answer = self.answer(browser, self._asked[path])
            status, more = answer if isinstance(answer, tuple) else (answer, {})
            if status == 201:
                self.arrived.append(push)
            return status, more

    def _read(self, browser: Browser, headers: dict[str, str], body: bytes) -> Push:
        scheme, _, rest = headers["authorization"].partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        point = base64url.decode(parts["k"])
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        claims = jwt.decode(parts["t"], key, algorithms=["ES256"], audience=self.origin)
        assert claims["exp"] - claims["iat"] <= 86_400 if "iat" in claims else True
        assert headers["content-encoding"] == "aes128gcm"
        plain = browser.read(body)
        return Push(browser, json.loads(plain), len(body), headers, claims, point)


@contextmanager
def push_service() -> Iterator[PushService]:
    """A service on this machine, stopped at the end."""
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more = service.take(self.path, headers, body)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **more}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.origin = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield service
        finally:
            server.shutdown()


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as an uncompressed point."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
