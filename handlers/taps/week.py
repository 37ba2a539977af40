"""Buttons of weeks and weekly lists."""

from handlers.buttons import Button


class ShowWeek(Button, prefix="wk"):
    """What is on in the week of a day, which is counted as `date.toordinal` does; 0 is this week."""

    day: int = 0


class WantDigest(Button, prefix="wd"):
    """Whether one wants the weekly list; `day`: the Monday of the list that was pressed, 0 on the screen of reminders."""

    wanted: int
    day: int = 0
