"""Why not, about many houses at once: a part of the table in `refusals`."""

from bot.texts import later

HOUSES = {
    "house-no-name": later("The name is missing. Write it first: {house}"),
    "house-name-too-long": later("The name is {over} characters too long. It has room for {most}."),
    "house-unknown-word": later("I do not know “{word}”. After the name there can be fi, sv, en, and owned or rented: {house}"),
    "house-many-languages": later("A card speaks at most {most} languages. Leave one out: {house}"),
    "house-two-tenures": later("A house is owned or rented, not both: {house}"),
    "house-twice": later("This name is there twice. Write another name, or leave it so."),
    "new-houses-gone": later("This list was added already, or is too old. Open the area to write another one."),
    "no-new-houses": later("No house is left to add. Write one per line, for example: {house}"),
    "too-many-houses": later("At most {most} houses of an area can wait for their groups. Link some groups first."),
    "houses-undo-gone": later("The minute for undoing is over. Open a house to change it."),
    "houses-used": later("A group or a neighbour has come to one of these houses already. They stay."),
    "nothing-waits": later("No house of this area waits for its group any more."),
    "no-houses": later("There is no house here to print for."),
}
