"""Neighbourhoods: their currency, organisations, roles, enrolment links and dated settings."""
