"""Disputes: a payer says that a payment is not right, the shop answers, the community decides."""
