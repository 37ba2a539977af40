"""Every text of the code exists in every language, says the same things and leaves nothing behind."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract

from tests.catalogues import KEYWORDS, ROOT, catalogue_of, texts_in_the_code, translated_languages

REFRESH = "uv run python -m tests.catalogues"
PYTHON_FORMAT = re.compile(r"%(?:\(\w+\))?[#0 +-]*\d*(?:\.\d+)?[sdfrgxi]")
TAG = re.compile(r"</?[a-z][^>]*>")


@pytest.fixture(scope="module", params=translated_languages())
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return texts_in_the_code()


@pytest.fixture(scope="module")
def catalogue(language) -> Catalog:
    return catalogue_of(language)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(text) -> list[str]:
    return list(text) if isinstance(text, tuple | list) else [text]


def named(message: Message) -> str:
    where = ", ".join(sorted({path for path, _ in message.locations})) or "?"
    context = f" (as {message.context!r})" if message.context else ""
    return f"{forms(message.id)[0]!r}{context} in {where}"


def same(one: Message | None, other: Message) -> bool:
    """A plural is found by its singular, so the rest of the id is compared too."""
    return one is not None and forms(one.id) == forms(other.id)


def placeholders(text: str) -> set[str]:
    braces = {f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name is not None}
    return braces | set(PYTHON_FORMAT.findall(text))


def in_lines(problems: list[str]) -> str:
    return "\n" + "\n".join(problems)


def test_every_text_is_in_the_catalogue(language, wanted, catalogue):
    missing = [named(message) for message in messages(wanted) if not same(catalogue.get(message.id, message.context), message)]
    assert not missing, f"{len(missing)} texts are not in {language}; `{REFRESH}` adds them, then translate:" + in_lines(missing)


def test_every_text_is_translated(language, catalogue):
    empty = [named(message) for message in messages(catalogue) if not all(form.strip() for form in forms(message.string))]
    assert not empty, f"{len(empty)} texts wait for a translation into {language}:" + in_lines(empty)


def test_no_translation_is_a_guess(language, catalogue):
    fuzzy = [named(message) for message in messages(catalogue) if message.fuzzy]
    assert not fuzzy, f"marked fuzzy in {language}; check them and remove the mark:" + in_lines(fuzzy)


def test_every_plural_has_as_many_forms_as_the_language(language, catalogue):
    wrong = [
        f"{named(message)}: {len(forms(message.string))} forms instead of {catalogue.num_plurals}"
        for message in messages(catalogue)
        if message.pluralizable and len(forms(message.string)) != catalogue.num_plurals
    ]
    assert not wrong, in_lines(wrong)


def test_every_translation_has_the_variables_of_its_text(language, catalogue):
    wrong = []
    for message in messages(catalogue):
        everything = set().union(*map(placeholders, forms(message.id)))
        # A form for exactly one may leave the number out ("one place left"), never another variable, and add none.
        needed = everything - {"{n}"} if message.pluralizable else everything
        for form in filter(None, forms(message.string)):
            if not needed <= placeholders(form) <= everything:
                wrong.append(f"{named(message)}: {sorted(placeholders(form))} instead of {sorted(everything)}")
    assert not wrong, in_lines(wrong)


def test_every_translation_has_the_tags_of_its_text(language, catalogue):
    wrong = [
        f"{named(message)}: {form!r}"
        for message in messages(catalogue)
        for form in filter(None, forms(message.string))
        if sorted(TAG.findall(form)) != sorted(TAG.findall(forms(message.id)[-1]))
    ]
    assert not wrong, "other tags than in the English text:" + in_lines(wrong)


def test_nothing_obsolete_is_kept(language, wanted, catalogue):
    gone = [named(message) for message in messages(catalogue) if not same(wanted.get(message.id, message.context), message)]
    gone += [named(message) for message in catalogue.obsolete.values()]
    assert not gone, f"the code does not say these any more; `{REFRESH}` removes them:" + in_lines(gone)


def test_texts_are_found_by_all_their_marks(tmp_path):
    source = tmp_path / "views.py"
    source.write_text(
        'texts.say("a {x}", x=1); texts.html("<b>b</b>"); texts.count("one", "many", 2); texts.count_html("1", "n", 2)\n'
        'texts.say_as("button", "c"); texts.html_as("title", "d"); TABLE = {"e": later("e")}; _("f"); gettext("g")\n'
        'ngettext("h", "hs", 2); pgettext("ctx", "i"); npgettext("ctx", "j", "js", 2); "text".count("x")\n'
    )
    with source.open("rb") as opened:
        found = [(text, context) for _, text, _, context in extract("python", opened, keywords=KEYWORDS)]
    assert len(found) == 12
    assert ("c", "button") in found
    assert (("one", "many"), None) in found
    assert (("j", "js"), "ctx") in found


def test_no_text_is_put_together_before_it_is_translated():
    """`say(f"…")` would never be found in a catalogue."""
    marks = "|".join(sorted(set(KEYWORDS) - {"_"}, key=len, reverse=True))
    glued = re.compile(rf'\b(?:{marks})\(\s*(?:"[^"]*",\s*)?f["\']')
    wrong = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for package in ("bot", "handlers", "community", "web")
        for path in (ROOT / package).rglob("*.py")
        for match in glued.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, in_lines(wrong)
