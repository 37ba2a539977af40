"""The files of the page, served from one folder with headers that keep foreign hosts and inline code out."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}
"""What is served, whatever the machine thinks of file endings."""


class PageFiles:
    """Serves `/` (index.html) and `/page/…`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def routes(self) -> list[web.RouteDef]:
        """The routes of the page."""
        return [web.get("/", self.file), web.get("/page/{path:.+}", self.file)]

    async def file(self, request: web.Request) -> web.StreamResponse:
        """One file. Raises HTTPNotFound for what is not there, not a kind of the page, or outside the folder."""
        found = (self._folder / request.match_info.get("path", "index.html")).resolve()
        kind = KINDS.get(found.suffix)
        if kind is None or not found.is_relative_to(self._folder) or not found.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(found, headers=HEADERS | {"Content-Type": f"{kind}; charset=utf-8"})
