"""HTTP of identity. What answers ``Me`` stands in communities, because memberships belong there."""

from backend.identity.routes import keys, sessions
from backend.identity.routes.declared import routes

__all__ = ["keys", "routes", "sessions"]
