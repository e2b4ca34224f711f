"""Programmes: budgets, and the coin that issuers put into them."""
