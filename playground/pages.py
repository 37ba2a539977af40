"""The page of the playground over HTTP: its files as they are, and its texts from the gettext catalogues.

Every answer carries a content security policy that allows this server alone, and no script made from text.
"""

import asyncio
import gettext
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
FILES = HERE / "page"
LOCALES = HERE.parent / "locales"
DOMAIN = "playground"

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

PLURAL_TABLE = 200
"""Numbers for which the plural form is told; no plural rule looks further back than the last two digits."""


def routes(files: Path = FILES, locales: Path = LOCALES) -> list[web.RouteDef]:
    """The routes of the page: `/`, `/page/<file>`, `/page/texts.json?lang=fi`, and an empty story where no demo serves one before."""
    names = {path.name: path for path in files.iterdir() if path.suffix in TYPES}

    async def index(request: web.Request) -> web.StreamResponse:
        return page_file(names["index.html"])

    async def file(request: web.Request) -> web.StreamResponse:
        path = names.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound(headers=HEADERS)
        return page_file(path)

    async def texts(request: web.Request) -> web.StreamResponse:
        found = await asyncio.to_thread(texts_of, request.query.get("lang", ""), locales)
        if found is None:
            raise web.HTTPNotFound(headers=HEADERS)
        return web.Response(body=orjson.dumps(found), content_type="application/json", headers=HEADERS)

    async def no_story(request: web.Request) -> web.StreamResponse:
        return web.json_response({})

    found = [web.get("/", index), web.get("/page/texts.json", texts), web.get("/page/{name}", file)]
    return [*found, web.get("/_demo/story", no_story)]


def page_file(path: Path) -> web.FileResponse:
    """One file of the page; a browser asks each time whether it is still the same."""
    return web.FileResponse(path, headers=HEADERS | {"Content-Type": f"{TYPES[path.suffix]}; charset=utf-8"})


def texts_of(language: str, locales: Path) -> dict[str, Any] | None:
    """The texts of one language: `language`, `plurals` (the form for 0 to 199) and `texts` by their English; None where there are none."""
    path = locales / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not language.isalpha() or not path.is_file():
        return None
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language, domain=DOMAIN)
    return {"language": language, "plurals": plural_forms(catalogue), "texts": dict(translations(catalogue))}


def plural_forms(catalogue: Catalog) -> list[int]:
    """Which form each number takes, by the rule in the catalogue's header."""
    form = gettext.c2py(catalogue.plural_expr)
    return [int(form(number)) for number in range(PLURAL_TABLE)]


def translations(catalogue: Catalog) -> list[tuple[str, str | list[str]]]:
    """Each translated text under its English singular; a text that depends on a number has all its forms."""
    found: list[tuple[str, str | list[str]]] = []
    for message in catalogue:
        if not message.id or message.fuzzy or not message.string:
            continue
        if isinstance(message.id, str):
            found.append((message.id, str(message.string)))
        else:
            found.append((message.id[0], list(message.string)))
    return found
