"""The poster of a house for its stairwell, and many of them as one PDF: a page of A4 each, sharp at any size, black on white.

Lengths are points. Like `page`, nothing of matplotlib is loaded before something is drawn; call `pdf` off the loop.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segno

from bot.dates import say_day
from handlers.views.page import LINE, face_of, fitted
from handlers.views.reader import Reader
from storage.places import House

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font
    from matplotlib.path import Path as Outline

WIDTH, HEIGHT, MARGIN = 595, 842, 48
"""A4."""

ROOM = WIDTH - 2 * MARGIN

NAME_SIZES, NAME_LINES = (56, 48, 40, 34, 28), 2
"""The name is as big as fits in two lines; where nothing does, it takes more of the smallest."""

LINK_SIZES, LINK_LINES = (16, 14, 12, 10), 1
"""Nobody types a link that is broken."""

CALL, WORDS, SMALL = 20, 13, 9
CODE = 320
"""The side of the code: 10 cm are read from two metres away."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a poster in one language."""

    call: str
    how: str
    printed: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on the page of a house: the words in each of its languages."""

    name: str
    link: str
    said: tuple[Said, ...]


def poster(house: House, reader: Reader) -> Poster:
    """The poster of a house, in the languages it speaks."""
    return Poster(house.name, reader.link(house.token), tuple(_said(house, reader.speaking(code)) for code in house.spoken))


def _said(house: House, reader: Reader) -> Said:
    texts, day = reader.texts, say_day(reader.today(house.zone), reader.texts.language, today=date.min)  # a sheet hangs for years
    return Said(
        texts.say("What happens in our house? Scan to join the house's chat bot."),
        texts.say("Point your phone's camera at the code. You need Telegram. Without a phone: ask a neighbour, they can sign you up."),
        texts.say("Printed {day}", day=day),
    )


def pdf(posters: Iterable[Poster]) -> bytes:
    """A page for each: fifty take three seconds."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import PdfPages

    with rc_context({"pdf.fonttype": 42}), PdfPages(drawn := BytesIO(), metadata={"Creator": "Talkoot", "Producer": None}) as pages:
        for each in posters:
            sheet = _Sheet()
            sheet.draw(each)
            pages.savefig(sheet.figure)
            sheet.figure.clear()  # its parts know each other
    return drawn.getvalue()


class _Sheet:
    """One page, filled from top to bottom."""

    def __init__(self) -> None:
        from matplotlib.figure import Figure

        self.figure: Figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        self._down: float = MARGIN

    def draw(self, shown: Poster) -> None:
        """Everything that stands on it."""
        self._fitting(shown.name, NAME_SIZES, NAME_LINES)
        for said in shown.said:
            self._words(said.call, CALL, bold=True)
        self._code(shown.link)
        self._fitting(shown.link, LINK_SIZES, LINK_LINES)
        for said in shown.said:
            self._words(said.how, WORDS)
        self._down = HEIGHT - MARGIN
        self._words(" · ".join(said.printed for said in shown.said), SMALL)

    def _fitting(self, text: str, sizes: Sequence[float], most: int) -> None:
        face = face_of(bold=True)
        tried = [(size, fitted(text, face, size, ROOM)) for size in sizes]
        size, lines = next((each for each in tried if len(each[1]) <= most), tried[-1])
        self._lines(lines, size, face)

    def _words(self, text: str, size: float, *, bold: bool = False) -> None:
        face = face_of(bold=bold)
        self._lines(fitted(text, face, size, ROOM), size, face)

    def _lines(self, lines: Sequence[str], size: float, face: "FT2Font") -> None:
        # People write dollar signs: no mathematics.
        style: dict[str, Any] = {"font": Path(str(face.fname)), "fontsize": size, "horizontalalignment": "center"}
        for line in lines:
            self._axes.text(WIDTH / 2, self._down + size * LINE / 2, line, parse_math=False, verticalalignment="center_baseline", **style)
            self._down += size * LINE
        self._down += size / 2

    def _code(self, link: str) -> None:
        from matplotlib.patches import PathPatch

        outline = _outline(link, (WIDTH - CODE) / 2, self._down + CODE / 15)
        self._axes.add_patch(PathPatch(outline, facecolor="black", linewidth=0))
        self._down += CODE * (1 + 2 / 15)


def _outline(link: str, left: float, top: float) -> "Outline":
    """The dark squares of a QR code as one outline, so that no printer blurs them. A quarter of it may be dirty or torn."""
    from matplotlib.path import Path as Outline

    rows = [list(row) for row in segno.make(link, error="q", micro=False).matrix]
    side = CODE / len(rows)
    squares = list(_squares(rows, left, top, side))
    square = (Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY)
    return Outline([corner for each in squares for corner in each], square * len(squares))


def _squares(rows: Sequence[Sequence[int]], left: float, top: float, side: float) -> Iterator[tuple[tuple[float, float], ...]]:
    for row, cells in enumerate(rows):
        for column, dark in enumerate(cells):
            if dark:
                x, y = left + column * side, top + row * side
                yield (x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)
