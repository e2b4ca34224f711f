"""What can be wrong when the example neighbourhood is made."""

from backend.config import ConfigError


class NotAnExampleDatabase(ConfigError):
    """The database holds a real neighbourhood, or the server expects one it does not find."""


class HalfLoaded(ConfigError):
    """The example was being made when something stopped it."""
