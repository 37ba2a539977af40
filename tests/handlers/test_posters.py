"""Posters as they come from the printer: every page is read, its code by a scanner."""

from dataclasses import replace

import pypdfium2
import zxingcpp

from community.founding import ToPrint
from handlers.views import founding
from handlers.views.posters import NAME_SIZES, pdf, poster
from storage.places import Area, House
from tests.handlers.showing import NOW, filled, reader

A4 = (595, 842)


def house(name: str, languages: str = "fi", token: str = "AbC-_0123456789x") -> House:
    return House(id=1, name=name, token=token, languages=languages, zone="Europe/Helsinki", created_at=NOW)


def printed(*houses: House) -> list[tuple[str, list[str]]]:
    """Words and codes of every page."""
    with pypdfium2.PdfDocument(pdf([poster(each, reader("en")) for each in houses])) as document:
        pages = [document[number] for number in range(len(document))]
        assert all(tuple(round(length) for length in page.get_size()) == A4 for page in pages)
        return [(_words(page), [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())]) for page in pages]


def _words(page: pypdfium2.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_range().split())


def test_every_house_has_a_page_with_its_name_its_code_and_its_link_in_its_languages() -> None:
    (first, first_codes), (second, second_codes) = printed(
        house("Koivukuja 3 Ää Öö Åå", "fi,sv"), house("Birch 4", "en", "other_token_1234")
    )
    link = "https://t.me/a_bot_with_a_name_of_32_letters_?start="
    assert (first_codes, second_codes) == ([f"{link}AbC-_0123456789x"], [f"{link}other_token_1234"])
    for said in (
        "Koivukuja 3 Ää Öö Åå",
        "Mitä talossamme tapahtuu?",
        "Vad händer i vårt hus?",
        "Tulostettu",
        "Utskriven",
        "2026",
        "start=AbC-_0123456789x",
    ):
        assert said in first, said
    assert "Scan to join the house's chat bot." in second
    assert "Printed Mon 16 November 2026" in second
    assert "talossamme" not in second


def test_names_of_any_script_and_length_stay_on_the_page_and_signs_are_no_formulas() -> None:
    names = ("Дом на Берёзовой 3", "بيت البتولا", "$x_1$ & <Koivu>", filled("Wiljamsborgsgatan ", 60), "W" * 60, "🏠")
    for name, (words, codes) in zip(names, printed(*(house(name) for name in names)), strict=True):
        assert codes, name
        assert "Mitä talossamme" in words
    pages = printed(house("Дом на Берёзовой 3"), house("$x_1$ & <Koivu>"))
    assert "Дом на Берёзовой 3" in pages[0][0]
    assert "$x_1$ & <Koivu>" in pages[1][0]
    assert min(NAME_SIZES) >= 24, "a name is read from two metres away"


def test_the_posters_are_made_when_they_are_sent_and_a_long_list_offers_the_next_ones() -> None:
    area = Area(id=7, name="Koivula", created_at=NOW)
    houses = tuple(house(f"Koivukuja {number}") for number in range(50))
    sent = founding.posters(ToPrint(area, houses, 0, 60), True, reader("en"))
    assert sent.document is not None
    assert callable(sent.document.content), "what takes seconds is not done where the database waits"
    assert [key.text for row in sent.keys for key in row] == ["The next ones, from 51"]
    last = founding.posters(ToPrint(area, houses[:10], 50, 60), True, replace(reader("en")))
    assert last.keys == ()
