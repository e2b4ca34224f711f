"""Unusual patterns, listed for the issuer with the reason and the facts; nothing is blocked."""
