"""Headers on every answer: a strict content policy, no sniffing, no referrer, HSTS on HTTPS."""

from flask import Flask, Response, request

from backend.config import Config

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
    """Set the headers on every answer of ``app``."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        frames, ancestors = _framing(config)
        headers = response.headers
        headers["Content-Security-Policy"] = _POLICY.format(
            frames=frames or "'none'", ancestors=ancestors or "'none'"
        )
        quoted = "".join(f' "{frame}"' for frame in frames.split())
        headers["Permissions-Policy"] = _PERMISSIONS.format(frames=quoted)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if not config.example:
            headers["X-Frame-Options"] = "DENY"
        if config.origin.startswith("https://"):
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response


def _framing(config: Config) -> tuple[str, str]:
    """Which frames a page may hold and who may frame it: nobody, but for the example's phones."""
    if not config.example:
        return "", ""
    port = request.host.partition(":")[2]
    suffix = f":{port}" if port else ""
    phones = ("coordinator", "resident", "shop")
    frames = " ".join(f"http://{phone}.wijkmunt.localhost{suffix}" for phone in phones)
    return frames, f"http://wijkmunt.localhost{suffix}"
