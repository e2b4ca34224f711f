"""Coin in euro, exactly: summed as fractions of a cent, rounded once at the end."""

from datetime import date
from fractions import Fraction

from backend.communities import service as communities
from backend.communities.queries import CommunityFacts


def euro_cents(community: CommunityFacts, minor: int, day: date) -> Fraction:
    """What ``minor`` units of coin were worth on ``day``, in euro cents."""
    rate = communities.euro_rate(community, day)
    coins = Fraction(minor, 10**community.currency.decimals)
    return coins * rate.euro_cents / rate.coins


def in_cents(exact: Fraction) -> int:
    """Whole cents, halves away from zero."""
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole
