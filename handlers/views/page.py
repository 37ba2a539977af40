"""A picture of words and bars, from top to bottom, as wide as a phone and as high as it needs.

Lengths are points, sizes of type too. Nothing of matplotlib is loaded before a page is made: that takes most of a second and 60 MB, which
a bot need not have whose neighbours look at no picture.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

Part = tuple[float, str]
"""The length of a part of a bar, and its hatch."""

WIDTH, MARGIN, DOTS = 518, 26, 150
"""1 080 pixels, at so many dots to the inch."""

HEADING, WORDS, BAR, GAP = 22, 17, 24, 16
LINE = 1.35
"""The height of a line, in sizes of its type."""

SOLID = ""
DARK, LIGHT = "#303030", "white"
TEXT_ROOM = 0.95
"""So much of the width is filled on average, since the letters of one line are wider than those of another."""


class Page:
    """What is to be drawn, in order; `png` draws it, once, in a tenth of a second. The first page of a process takes nearly a second."""

    def __init__(self) -> None:
        from matplotlib.figure import Figure

        self._figure = Figure(dpi=DOTS)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._down: float = MARGIN

    def heading(self, text: str) -> None:
        """The question above all."""
        self._lines(text, HEADING, bold=True)

    def words(self, text: str, *, otherwise: str = "", bold: bool = False) -> None:
        """Lines of text; what the type has no letter for, as for many emoji, is left out. `otherwise`: if nothing is left."""
        self._lines(text, WORDS, bold=bold, otherwise=otherwise)

    def gap(self) -> None:
        """Some space."""
        self._down += GAP

    def bar(self, parts: Iterable[Part], longest: float) -> None:
        """A bar of parts side by side; one of the length `longest` is as wide as the page."""
        left: float = MARGIN
        for length, hatch in parts:
            width = length / longest * (WIDTH - 2 * MARGIN)
            self._rectangle(left, width, BAR, hatch)
            left += width
        self._rectangle(MARGIN, 0, BAR, SOLID)
        self._down += BAR + GAP / 4

    def legend(self, parts: Sequence[tuple[str, str]]) -> None:
        """A line for each part of a bar: its hatch and what it is."""
        for said, hatch in parts:
            self._down += GAP / 3
            self._rectangle(MARGIN, BAR * 1.5, BAR * 0.8, hatch)
            self._line(said, MARGIN + BAR * 2, face_of(bold=False), WORDS)

    def png(self) -> bytes:
        """The picture."""
        height = self._down + MARGIN
        self._axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self._figure.set_size_inches(WIDTH / 72, height / 72)
        self._figure.savefig(drawn := BytesIO(), format="png", dpi=DOTS)
        self._figure.clear()  # its parts know each other, so without this a hundred pictures hold 120 MB until they are collected
        return drawn.getvalue()

    def _lines(self, text: str, size: float, *, bold: bool, otherwise: str = "") -> None:
        face = face_of(bold=bold)
        for line in fitted(text, face, size, (WIDTH - 2 * MARGIN) * TEXT_ROOM, otherwise):
            self._line(line, MARGIN, face, size)

    def _line(self, line: str, left: float, face: "FT2Font", size: float) -> None:
        style: dict[str, Any] = {"font": Path(str(face.fname)), "fontsize": size, "verticalalignment": "center_baseline"}
        # People write dollar signs: no mathematics.
        self._axes.text(left, self._down + size * LINE / 2, line, parse_math=False, **style)
        self._down += size * LINE

    def _rectangle(self, left: float, width: float, height: float, hatch: str) -> None:
        from matplotlib.patches import Rectangle

        colour = LIGHT if hatch else DARK
        bar = Rectangle((left, self._down), width, height, facecolor=colour, edgecolor=DARK, hatch=hatch or None, linewidth=1.2)
        self._axes.add_patch(bar)


def fitted(text: str, face: "FT2Font", size: float, room: float, otherwise: str = "") -> list[str]:
    """A text in lines of about that width, without what the type has no letter for; `otherwise`: if nothing is left."""
    letters = face.get_charmap()
    readable = " ".join("".join(letter for letter in text if ord(letter) in letters).split()) or otherwise
    face.set_size(size, 72)
    face.set_text(readable)
    needed = face.get_width_height()[0] / 64
    return wrap(readable, max(int(len(readable) * room / needed), 1)) if needed > room else [readable]


def face_of(*, bold: bool) -> "FT2Font":
    """DejaVu Sans, which comes with the library: Latin, Greek, Cyrillic, Arabic, Hebrew, and many signs."""
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    return FT2Font(Path(get_data_path(), "fonts", "ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"))
