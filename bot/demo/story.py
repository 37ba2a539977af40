"""The guided story of the demo, as data for the page (its form is described in playground/page/story.js)."""

from typing import Any

from bot.demo.neighbourhood import Neighbourhood


def story(homes: Neighbourhood) -> dict[str, Any]:
    """Three minutes: the last seat, the queue, the reminder, what is known, forgetting."""
    return {"steps": []}
