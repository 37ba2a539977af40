"""Why not, about notices: a part of the table in `refusals`."""

from bot.texts import later

ANNOUNCEMENTS = {
    "may-not-announce": later("Only managers and boards write notices. Send yours to the board of your house."),
    "not-your-houses": later("Some of these houses are not yours to write to. Choose the houses again."),
    "no-audience": later("Nobody was chosen to get it. Choose the houses first."),
    "empty-announcement": later("There is nothing to send yet. Write the text, or send a picture or a file."),
    "announcement-gone": later("This notice is no longer there."),
    "announcement-over": later("This notice was withdrawn or cancelled. Write a new one with /announce."),
    "announcement-what": later("I can send a text, a picture or a file. Send one of them."),
    "announcement-which": later("There are texts in two languages. Choose the one to change: More…, then Languages."),
    "announcement-keeps": later("This can't change in a notice that is out. Its text can."),
    "announcement-done": later("This was sent or dropped already, or is too old. Write a new notice with /announce."),
    "announcement-changed": later("Somebody changed this notice meanwhile. Open it again, and write your change into it."),
    "announcement-nobody": later("None of these houses has a group with me in it. Choose others, or add me to a group first."),
    "announcement-gaps": later("Something is still to fill in. Write it, or write the whole text anew."),
    "announcement-too-long": later("It is too long to send. Shorten it first."),
    "nobody-to-approve": later(
        "More than {most} chats need a second manager's yes, and I can't ask one. Choose fewer: More…, Who gets it."
    ),
    "own-announcement": later("This notice is yours. Another manager has to agree to it."),
    "announcement-decided": later("This was decided already."),
    "not-your-voice": later("You can't speak in that name. Choose another one."),
}
