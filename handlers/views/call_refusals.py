"""What is wrong in a call for hands as somebody typed it, and how to write it; each text has an example to copy."""

from bot.texts import later

WRONG = {
    "call-lines": later("I do not understand these lines of tasks: {numbers}. Write a task like this: Raking ×6 12–15"),
    "call-needs-task": later("Nothing is to be done yet. Write the first task, for example: Raking ×6"),
    "event-has-call": later("This event calls for hands already. Its organiser can add tasks there."),
    "call-how-many": later("Write how many people, for example: 6, or 2–4"),
    "call-choose": later("Press one of the buttons, or write it all in one message, a task on each line."),
    "call-no-title": later("What is to be done? Write it after the day, for example: {example}"),
    "call-tasks-in-head": later("Write each task on a line of its own below the first, for example: Raking ×6 12–15"),
    "call-count-in-head": later("Each task says itself how many it needs. Leave the number in the first line out."),
    "call-two-days": later("Write one day first, for example: {day}. A task can have a day of its own."),
    "call-bad-leave": later("That can be from 1 hour to {most} days before. Write for example: cancel until 24 h before"),
    "call-two-counts": later("How many are needed is there twice. Write it once, for example: Raking ×6"),
    "call-bad-count": later("From 1 to {most} people can do a task. Write for example: Raking ×6"),
    "call-no-most": later("How many at most? Write both numbers, for example: Raking ×2–6"),
    "call-max-below-min": later("{most} at most is less than {least} at least. Write for example: Raking ×2–6"),
    "call-no-name": later("The name of the task is missing. Write it first, for example: Raking ×6"),
    "call-name-too-long": later("The name is {over} characters too long. Write more after a colon: Raking ×6: bring gloves"),
    "call-text-too-long": later("For a task this is {over} characters too long. If it is for everybody, begin it with info:"),
    "call-about-too-long": later("What follows the colon is {over} characters too long. It has room for {most}."),
    "call-requirement-too-long": later("What is in brackets is {over} characters too long. It has room for {most}."),
    "call-line-too-long": later("This line is {over} characters too long. It has room for {most}."),
    "call-task-twice": later("“{task}” is there twice with these hours. Write it once, with all its people."),
    "call-too-many-tasks": later("That is {over} tasks too many. There is room for {most}."),
    "call-past": later("“{said}” has passed. Write a coming time, for example: {day} 10–12"),
    "call-no-such-date": later("There is no such date as “{said}”. Write it like this: {day} 10–12"),
    "call-unclear-time": later("“{said}” can be read in two ways. Write it like this: {day} 10–12"),
    "call-bad-hours": later("I do not understand the hours “{said}”. Write when it begins and ends: 12–15"),
    "call-day-alone": later("“{said}” has no hours. Write them after the day: {day} 10–12"),
    "call-no-day": later("On which day is “{said}”? Write the day first in the message, for example: {day}"),
    "contact-too-long": later("Whom to ask is {over} characters too long. It has room for {most}."),
}
"""By the code of `community.refusals.Refused`."""
