"""What other features may ask about helpers and recoveries."""

from backend.rescue.helpers import is_helper

__all__ = ["is_helper"]
