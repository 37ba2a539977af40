"""The bot's own web app: what can be asked of it over HTTP."""

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from web.health import Health, health_route


def make_app(health: Health, *more: BaseRoute) -> Starlette:
    """The ASGI app: `/healthz`, and more."""
    return Starlette(routes=[health_route(health), *more])
