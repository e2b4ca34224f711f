"""Keeping the database: copies of it, and what has to happen when one takes its place."""
