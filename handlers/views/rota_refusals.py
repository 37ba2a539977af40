"""Why not, about rotas: a part of the table in `refusals`."""

from bot.texts import later

ROTAS = {
    "no-picture-in-rota": later("A rota has no picture. Write it without one."),
    "rota-needs-rule": later("A rota comes again and again. Write it like this: {rota}"),
    "rota-no-time": later("The time is missing. Write it like this: {rota}"),
    "rota-no-title": later("What is the duty called? Write it like this: {rota}"),
    "rota-gone": later("This rota is no longer there. The menu shows the others: Work and shifts, Rotas."),
    "rota-over": later("This rota has ended."),
    "rota-full": later("{most} take turns here already. Ask the organiser."),
    "rota-by-flat": later("Flats take turns here. Press This is my flat… to be reminded."),
    "rota-by-person": later("Neighbours take turns here, not flats."),
    "rota-nobody": later("Nobody has joined yet. Wait until somebody takes turns."),
    "no-flats": later("The house has no list of flats yet. A manager writes it: /settings, Settings, Flats."),
    "not-rota-organiser": later("Only who organises the rota, the admins of its group and managers can do that."),
    "not-in-rota": later("You take no turns here. Join the rota first."),
    "member-gone": later("They take no turns here any more."),
    "turn-gone": later("This turn is past, or there is no such turn any more. Open your turns again."),
    "turn-taken": later("Somebody has taken this turn already."),
    "not-your-turn": later("This turn is not yours any more. Open your turns again."),
    "swap-gone": later("This swap is no longer asked for. Your turns stay as they are."),
}
