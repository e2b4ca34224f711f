"""Notices: what people are told when they open the app; kept per person, for 90 days."""
