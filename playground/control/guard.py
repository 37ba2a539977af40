"""Keeps foreign web pages away from the control interface.

A page of another site may try to call a server on this machine with the visitor's browser, directly (then `Origin` or
`Sec-Fetch-Site` gives it away) or after pointing a name of its own at this machine (then `Host` does).
"""

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from playground.control.exchange import refusal

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})


class Guard:
    """Lets a request pass when it was meant for this server by somebody who is not a foreign page."""

    def __init__(self, bound_host: str) -> None:
        self._names = LOOPBACK | {bound_host.lower()}
        self._any_address = bound_host in EVERYWHERE

    def problem(self, host: str, origin: str | None, site: str | None) -> str | None:
        """Why a request with these `Host`, `Origin` and `Sec-Fetch-Site` headers is refused; None when it may pass."""
        if not self._is_ours(host):
            return f"the host {host!r} is not one this playground answers to"
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return f"pages of {origin!r} may not use the control interface"
        if site in {"cross-site", "same-site"}:
            return "pages of other sites may not use the control interface"
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._names or (self._any_address and is_address(name))


def is_address(name: str) -> bool:
    """Whether it is an IP address, which no foreign name server can point elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def guarded(bound_host: str, prefix: str = "/_emu") -> Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]:
    """The middleware that answers 403 to foreign pages below `prefix`; everything else passes untouched."""
    guard = Guard(bound_host)

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(prefix):
            headers = request.headers
            problem = guard.problem(headers.get("Host", ""), headers.get("Origin"), headers.get("Sec-Fetch-Site"))
            if problem is not None:
                return refusal(403, problem)
        return await handler(request)

    return middleware
