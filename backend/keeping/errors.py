"""What stops a copy from being made or used; told to whoever is at the server."""


class KeepingError(Exception):
    """The text says what is wrong and what to do."""
