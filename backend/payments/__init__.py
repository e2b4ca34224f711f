"""Paying at the counter: payment codes, the till, refunds, and the limit that needs no question."""
