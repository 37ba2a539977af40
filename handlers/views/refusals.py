"""Why not, and the way out: one text for every reason."""

from datetime import date

from bot.texts import Texts, later
from community.refusals import Refused
from handlers.views.examples import example, series_example

REFUSALS = {
    "past": later("That time has passed. Write a coming time, for example: {example}."),
    "no-time": later("The time is missing. Write when it starts, for example: {example}."),
    "no-such-date": later("There is no such date. Write it like this: {example}."),
    "ambiguous": later("That time can be read in two ways. Write it like this: {example}."),
    "not-understood": later("I did not find a date and a time. Write them first, for example: {example}."),
    "no-such-rule": later("A series can be weekly, every other week or monthly. Write it like this: {series}."),
    "one-weekday": later("A series has one weekday. Make one for each day, for example: {series}."),
    "bad-end": later("I can't use that as the last day. Write it like this: {series} until 15.12."),
    "bad-times": later("A series can come 2 to 100 times. Write it like this: {series} ×10"),
    "no-day-left": later("Then no day would be left. Write the series anew with /event."),
    "no-line": later("Write the event in one line, for example: {example}."),
    "no-title": later("The name of the event is missing. For example: {example}."),
    "title-too-long": later("The name is {over} characters too long. It has room for {most}."),
    "place-too-long": later("The place is {over} characters too long. It has room for {most}."),
    "text-too-long": later("The text is {over} characters too long. It has room for {most}."),
    "bad-capacity": later("The number of places must be from 1 to {most}."),
    "ends-too-early": later("It would end before it starts. Write both times, for example: {example}."),
    "too-few-places": later("{seated} have a place already. Write at least {seated}, or ask somebody to give up their place."),
    "deadline-too-late": later("The deadline would be after the start. Write a time before it."),
    "event-gone": later("This event is no longer there. /my shows what you have."),
    "event-over": later("This event is over."),
    "event-cancelled": later("This event was cancelled. /my shows what you have."),
    "not-here": later("This event belongs to another house. Open the card in its own chat."),
    "forgotten": later("You asked me to forget you, so I stored nothing. To take part again, join with the house's link."),
    "party-too-big": later("You can sign up at most {most} people. Ask the organiser about a bigger group."),
    "party-does-not-fit": later("There is not enough room for all of you. Places left: {left}. You still have your place for {party}."),
    "too-many-guests": later("That is too many names. You said that {most} come with you."),
    "no-maybe": later("Places are limited here. Choose Coming or Can't."),
    "draft-gone": later("This is done already, or too old. To announce something, write /event."),
    "not-yours": later("Only the one who wrote this can press it."),
    "not-admin": later("In this group the admins publish events."),
    "admins-only": later("Only the admins of this group can do this."),
    "not-manager": later("Only the community manager can do this. Ask them."),
    "not-in-charge": later("Only the admins of the house's group and its community manager can do this."),
    "house-gone": later("I do not know this house any more."),
    "wrong-role": later("This role is given in a house. Open the house first."),
    "too-many-invitations": later("{most} invitations are open already. Withdraw one first."),
    "has-role": later("You have this role already. The invitation can be used by somebody else."),
    "last-manager": later("You are the last manager here. Hand over to somebody else first."),
    "role-gone": later("Nobody has this role any more."),
    "not-organiser": later("Only the organiser can do this."),
    "invitation-gone": later("This link was used, withdrawn, or is older than 7 days. Ask for a new one."),
    "organises-already": later("You organise this event already. /my shows it."),
    "too-many-organisers": later("An event has at most {most} organisers."),
    "no-successor": later("Nobody else organises this event. First ask somebody to help."),
    "has-organiser": later("Somebody organises this event already."),
    "nobody-to-ask": later("No admin of the group can be reached here. Ask in the group."),
    "rights-unknown": later("Telegram does not tell just now who is an admin here. Try again in a minute."),
    "chat-gone": later("I am not in that group any more."),
    "feed-gone": later("This address is not in use any more. /my shows the way to the newest."),
    "no-feeds": later("There are no calendar addresses here. The button Add to calendar sends an event as a file."),
    "no-such-language": later("I do not speak that language yet."),
    "not-joined": later("I do not know you yet. Join with the link in your house's group or stairwell."),
    "no-name": later("I can't read that as a name. Write it in letters."),
    "name-too-long": later("That name is too long. Write at most 40 letters."),
    "no-bring-list": later("I found nothing in that. Write one thing a line, for example: cake ×2"),
    "item-too-long": later("The name of one thing is {over} characters too long. It has room for {most}."),
    "bad-pieces": later("Of each thing there can be from 1 to {most}. Write it like this: cake ×2"),
    "too-many-items": later("A list has room for {most} things. Write a shorter one."),
    "item-gone": later("This is not on the list any more. Open the event to see what is needed."),
    "not-coming": later("This is for those who come. Answer Coming first."),
    "no-place-yet": later("You are in the queue. Once you have a place, you can choose what you bring."),
    "all-brought": later("Somebody was faster: that is all there was to bring. See what else is needed."),
    "no-house": later("You have no house here yet. Join with the link in your house's group or stairwell."),
    "old-code": later("This code is no longer in use. The new one is on the stairwell board."),
    "old-button": later("This button is out of date. The newest card is below."),
}
"""By the code of `community.refusals.Refused`."""


def refusal(refused: Refused, texts: Texts, today: date) -> str:
    """The reason and the way out, as plain text of at most 200 characters."""
    return texts.say(REFUSALS[refused.code], **{"example": example(texts, today), "series": series_example(texts), **refused.params})
