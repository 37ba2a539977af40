"""What neighbours need hands for most often, with the usual tasks."""

from collections.abc import Mapping

from bot.texts import Texts, later
from handlers.taps.call_making import CallTemplate

Tasks = tuple[tuple[str, int, int], ...]

_COFFEE = later("Coffee and sausages"), 1, 2
_TRIP = later("Trip to the sorting station"), 1, 2

TEMPLATES: Mapping[CallTemplate, tuple[str, Tasks]] = {
    CallTemplate.SPRING: (
        later("Spring clean-up"),
        (
            (later("Raking"), 4, 8),
            (later("Sweeping up the sand"), 2, 4),
            (later("Flower beds"), 2, 4),
            _COFFEE,
            (later("Childminding"), 1, 2),
        ),
    ),
    CallTemplate.AUTUMN: (
        later("Autumn clean-up"),
        ((later("Raking leaves"), 4, 8), (later("Putting the yard furniture away"), 2, 4), (later("Flower beds"), 1, 2), _COFFEE),
    ),
    CallTemplate.SNOW: (
        later("Snow work"),
        ((later("Yard paths"), 2, 4), (later("Stairs and doorways"), 1, 2), (later("Sanding"), 1, 2)),
    ),
    CallTemplate.MOVING: (later("Moving help"), ((later("Carrying"), 3, 6), (later("Driving the van"), 1, 1))),
    CallTemplate.RECYCLING: (
        later("Tidying the recycling room"),
        ((later("Sorting"), 2, 4), (later("Washing the floor"), 1, 2), _TRIP),
    ),
    CallTemplate.SORTING: (
        later("Sorting evening"),
        ((later("Advice at the tables"), 1, 2), (later("Carrying"), 2, 4), _TRIP),
    ),
    CallTemplate.EVENT: (
        later("Hands for an event"),
        ((later("Setting up"), 2, 4), (later("Welcoming people"), 1, 2), _COFFEE, (later("Tidying up"), 2, 4)),
    ),
}
"""Each task with how many it needs at least and takes at most."""


def template(which: CallTemplate, texts: Texts) -> tuple[str, Tasks]:
    """Title and tasks of one of the usual calls."""
    title, tasks = TEMPLATES[which]
    return texts.say(title), tuple((texts.say(name), least, most) for name, least, most in tasks)
