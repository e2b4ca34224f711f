"""What helpers, blocking and recovery do for other features."""

from backend.rescue.helpers import accept, is_helper, offer
from backend.rescue.recovering import agree, start, stop_all

__all__ = ["accept", "agree", "is_helper", "offer", "start", "stop_all"]
