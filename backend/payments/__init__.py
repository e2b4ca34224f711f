"""Paying at the counter: payment codes, the till, refunds, and the limit below which nobody asks."""
