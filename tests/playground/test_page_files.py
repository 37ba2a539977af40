"""The page's files: what they may contain, and how they are served."""

import re

import pytest

from playground.pages import FILES, HEADERS

SCRIPTS = sorted(FILES.glob("*.js"))
EVERYTHING = sorted(FILES.iterdir())

AS_MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|\beval\(|new Function")
MOST_LINES = 300


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_text_becomes_markup_or_code(path):
    assert not AS_MARKUP.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: path.name)
def test_nothing_comes_from_another_host(path):
    addresses = re.findall(r"https?://[\w.-]+", path.read_text(encoding="utf-8"))
    assert set(addresses) <= {"http://www.w3.org"}, "the name space of SVG is the only address"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_module_is_small_and_says_what_it_is_for(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES
    assert lines[0].startswith("/*")


def test_every_module_is_used():
    imported = {name for path in SCRIPTS for name in re.findall(r'from "\./([\w.]+)"', path.read_text(encoding="utf-8"))}
    named = set(re.findall(r"/page/([\w.]+)", "".join(path.read_text(encoding="utf-8") for path in EVERYTHING)))
    assert {path.name for path in EVERYTHING} <= imported | named | {"index.html"}


@pytest.mark.parametrize(("path", "kind"), [("", "text/html"), ("page/main.js", "text/javascript"), ("page/frame.css", "text/css")])
async def test_files_come_with_their_type_and_a_strict_policy(tg, path, kind):
    async with tg.session.get(f"{tg.url}/{path}") as response:
        assert response.status == 200
        assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert "http" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["page/nothing.js", "page/..%2Fpages.py", "page/texts.json?lang=xx", "page/texts.json?lang=../fi", "page/texts.json"]
)
async def test_what_is_not_of_the_page_is_not_found(tg, path):
    async with tg.session.get(f"{tg.url}/{path}") as response:
        assert response.status == 404


async def test_an_unchanged_file_is_not_sent_again(tg):
    async with tg.session.get(f"{tg.url}/page/main.js") as first:
        tag = first.headers["ETag"]
    async with tg.session.get(f"{tg.url}/page/main.js", headers={"If-None-Match": tag}) as second:
        assert second.status == 304


async def test_texts_come_in_the_language_asked_for(tg):
    async with tg.session.get(f"{tg.url}/page/texts.json", params={"lang": "fi"}) as response:
        found = await response.json()
    assert found["texts"]["Start over"] == "Aloita alusta"
    assert found["texts"]["{n} vote"] == ["{n} ääni", "{n} ääntä"]
    assert found["plurals"][:3] == [1, 0, 1]
