"""Why not, about when a notice goes: a part of the table in `refusals`."""

from bot.texts import later

NOTICE_HOURS = {
    "announcement-past": later("That time has passed. Choose a later one, or send the notice at once."),
    "announcement-event": later("That event is not in the houses that get the notice. Choose another time."),
    "announcement-begun": later("The notice is on its way already. Its text can still be changed."),
    "notice-undo-gone": later("The time of this notice has passed. Write a new one with /announce."),
    "no-events-ahead": later("The houses that get it have no coming event. Write a time instead."),
    "urgent-often": later("Some houses had two urgent notices this week. Look at the preview again."),
}
