"""When a signed code is good: its own window, widened by what honest clocks may differ."""

from datetime import datetime

from backend.codes.errors import CodeExpired, CodeFromFuture

CLOCK_SKEW_SECONDS = 30


def check_window(not_before: int, expires_at: int, now: datetime) -> None:
    """Return when ``now`` lies in [not_before - skew, expires_at + skew); Unix seconds, aware now.

    Raises CodeExpired or CodeFromFuture with ``seconds``, how far outside it lies.
    """
    at = now.timestamp()
    if at >= expires_at + CLOCK_SKEW_SECONDS:
        raise CodeExpired(seconds=int(at - expires_at - CLOCK_SKEW_SECONDS))
    if at < not_before - CLOCK_SKEW_SECONDS:
        raise CodeFromFuture(seconds=int(not_before - CLOCK_SKEW_SECONDS - at) + 1)
