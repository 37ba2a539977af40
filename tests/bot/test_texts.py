"""How a text becomes what somebody reads: language, plural, values, escaping."""

import pytest

from bot.texts import Catalogues, Html, language_of, later

FINNISH = r"""
msgid ""
msgstr ""
"Language: fi\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"Content-Type: text/plain; charset=utf-8\n"

msgid "You are coming: {when}"
msgstr "Tulet: {when}"

msgid "<b>{title}</b> & more"
msgstr "<b>{title}</b> ynnä muuta"

msgid "{n} place left"
msgid_plural "{n} places left"
msgstr[0] "{n} paikka jäljellä"
msgstr[1] "{n} paikkaa jäljellä"

msgctxt "button"
msgid "Open"
msgstr "Avaa"

#, fuzzy
msgid "Cancelled"
msgstr "Arvattu"
"""

SWEDISH = r"""
msgid ""
msgstr ""
"Language: sv\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"Content-Type: text/plain; charset=utf-8\n"
"""


@pytest.fixture
def catalogues(tmp_path):
    for language, text in (("fi", FINNISH), ("sv", SWEDISH)):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "talkoot.po").write_text(text, encoding="utf-8")
    return Catalogues.load(tmp_path)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("fi", "fi"),
        ("fi-FI", "fi"),
        ("FI_fi", "fi"),
        ("sv-FI", "sv"),
        ("en-GB", "en"),
        ("de", "en"),
        ("fil", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_client_s_language_code_becomes_a_language_we_have(code, language, catalogues):
    assert language_of(code) == language
    assert catalogues.texts(code).language == language


def test_plain_text_is_translated_and_its_values_stay_as_they_are(catalogues):
    assert catalogues.texts("fi").say("You are coming: {when}", when="klo 18 <&>") == "Tulet: klo 18 <&>"


def test_html_escapes_every_value_and_nothing_of_its_own(catalogues):
    said = catalogues.texts("fi").html("<b>{title}</b> & more", title="Kahvit & <script>\"'")
    assert said == "<b>Kahvit &amp; &lt;script&gt;\"'</b> ynnä muuta"


def test_html_inside_html_is_escaped_once(catalogues):
    texts = catalogues.texts("en")
    inner = texts.html("<i>{name}</i>", name="<A>")
    assert isinstance(inner, Html)
    assert texts.html("{who}: {n}", who=inner, n=2) == "<i>&lt;A&gt;</i>: 2"


@pytest.mark.parametrize(("n", "text"), [(0, "0 paikkaa jäljellä"), (1, "1 paikka jäljellä"), (2, "2 paikkaa jäljellä")])
def test_a_number_chooses_the_plural_form(n, text, catalogues):
    assert catalogues.texts("fi").count("{n} place left", "{n} places left", n) == text
    assert catalogues.texts("fi").count_html("{n} place left", "{n} places left", n) == text


def test_a_word_with_a_context_is_its_own_text(catalogues):
    assert catalogues.texts("fi").say_as("button", "Open") == "Avaa"
    assert catalogues.texts("fi").say("Open") == "Open"


def test_a_missing_or_guessed_translation_is_english(catalogues):
    assert catalogues.texts("sv").say("You are coming: {when}", when="18:30") == "You are coming: 18:30"
    assert catalogues.texts("fi").say("Cancelled") == "Cancelled"
    assert catalogues.texts("sv").count("{n} place left", "{n} places left", 1) == "1 place left"


def test_a_text_of_a_table_is_translated_where_it_is_shown(catalogues):
    text = later("You are coming: {when}")
    assert catalogues.texts("fi").say(text, when="18") == "Tulet: 18"


def test_a_value_with_braces_is_not_read_as_a_text(catalogues):
    assert catalogues.texts("fi").say("You are coming: {when}", when="{title}") == "Tulet: {title}"


def test_a_forgotten_value_is_loud(catalogues):
    with pytest.raises(KeyError, match="when"):
        catalogues.texts("fi").say("You are coming: {when}", where="courtyard")


def test_a_language_without_a_catalogue_stops_the_start(tmp_path):
    with pytest.raises(FileNotFoundError):
        Catalogues.load(tmp_path)


def test_the_catalogues_of_the_product_load():
    assert Catalogues.load().texts("sv").language == "sv"
