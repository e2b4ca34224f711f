"""Copies of the database, moving it, and migrating it while it is served."""
