"""Why not, about answers to notices and what is asked after them: a part of the table in `refusals`."""

from bot.texts import later

REQUESTS = {
    "notice-gone": later("This notice is no longer here. Open the newest one in the group."),
    "notice-over": later("This notice was withdrawn."),
    "notice-old": later("This notice is old. Nobody counts answers to it any more."),
    "sender-unreachable": later("Nobody who could answer can be reached here. In an emergency call 112. /privacy names who runs this."),
    "helped-enough": later("You have asked {most} times today. Try again tomorrow. In an emergency call 112."),
    "request-gone": later("This request is no longer kept."),
    "not-your-requests": later("Only those who look after this house see what its neighbours ask."),
    "asker-unreachable": later("I can't write to this neighbour: they have not opened the bot."),
}
