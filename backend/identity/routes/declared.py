"""The blueprint that the routes of identity are declared on."""

from backend.web.api import Routes

routes = Routes("identity")
