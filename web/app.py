"""The bot's own web app: what can be asked of it over HTTP."""

from starlette.applications import Starlette

from web.health import Health, health_route


def make_app(health: Health) -> Starlette:
    """The ASGI app: `/healthz`."""
    return Starlette(routes=[health_route(health)])
