"""Where a test may stop the process inside the database thread, to kill it there."""

import time
from collections.abc import Mapping
from pathlib import Path

from storage.engine import Hook

VARIABLE = "TALKOOT_PAUSE_AT"


def pause_hook(environ: Mapping[str, str]) -> Hook | None:
    """Pause for ever at `<point> <use case> <n-th time> <file to touch>`, as in `before-commit answer 2 /tmp/reached`.

    None when the variable is not set: then nothing is in the way of a transaction.
    """
    asked = environ.get(VARIABLE)
    if not asked:
        return None
    wanted, function, number, sign = asked.split(" ", 3)
    passed = 0

    def hook(point: str, name: str, /) -> None:
        nonlocal passed
        if point == wanted and name == function:
            passed += 1
            if passed == int(number):
                Path(sign).touch()
                time.sleep(3600)

    return hook
