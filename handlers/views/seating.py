"""How places are given out: the organiser's choices, offers, and the draw."""

from bot.names import apart
from bot.outgoing import Document, Key, Outgoing
from bot.texts import Html, Texts, later
from community import events
from community.events import Answer, Answered, Event, EventState, Place, Seating, ShownSeating, Way, set_instant, set_time
from community.events.lottery import seal_of
from handlers.taps.events import AnswerEvent
from handlers.taps.panel import OpenPanelMore
from handlers.taps.seating import ArrangeSeats, ShowDraw, ShowSeating
from handlers.views.calendar import add_key
from handlers.views.events import starts
from handlers.views.kept import lines, said
from handlers.views.others import other_dates
from handlers.views.reader import Reader

SEAL_SHOWN = 16
"""So many letters of a seal stand where there is little room; the whole of it stands where somebody checks it."""

ASKS = {
    Way.RESERVE: later("How many places are kept for neighbours without a phone? Only those whom somebody signs up get them."),
    Way.QUOTA: later("How many places can one house have at most? After the time below, the rest go to anybody."),
    Way.OFFERS: later("When a place becomes free, how long can the next one think about it? The time stands still at night."),
    Way.DRAW: later("When are lots drawn? Until then everybody who wants to come is in the draw. Who has a place keeps it."),
}

LABELS = {
    Way.RESERVE: later("For those without a phone"),
    Way.QUOTA: later("A share for each house"),
    Way.OFFERS: later("Time to think"),
    Way.DRAW: later("Draw lots"),
}

OFF = {
    Way.RESERVE: later("Keep none"),
    Way.QUOTA: later("No limit"),
    Way.OFFERS: later("Give at once"),
    Way.DRAW: later("No draw"),
}


def overview(shown: ShownSeating, reader: Reader) -> Outgoing:
    """How an event gives out its places, and the ways there are."""
    event, texts = shown.event, reader.texts
    text: list[str] = [texts.html("Places: <b>{title}</b>", title=apart(event.title))]
    back = (OpenPanelMore(event=event.id).key(texts.say("Back")),)
    if event.capacity is None:
        text.append(texts.html("There is room for everybody. First set how many can come."))
        return Outgoing("\n".join(text), (back,))
    text.append(texts.count_html("{n} place.", "{n} places.", event.capacity))
    text += _rules(shown, reader) or [texts.html("They go to those who answer first.")]
    ways = [way for way in Way if way is not Way.QUOTA or shown.houses > 1 or shown.seating.quota]
    keys = [ShowSeating(event=event.id, way=way).key(texts.say(LABELS[way])) for way in ways]
    return Outgoing("\n".join(text), (*((key,) for key in keys), *other_dates(event, texts), back))


def _rules(shown: ShownSeating, reader: Reader) -> list[Html]:
    seating, texts = shown.seating, reader.texts
    rules = lines(shown.event, seating, texts, reader.now)
    if seating.offer_minutes:
        rules.append(texts.html("Who is next in the queue has {time} to think.", time=_hours(seating.offer_minutes, texts)))
    if seating.seed is not None:
        rules.append(texts.html("Seal of the draw: <code>{seal}</code>", seal=seal_of(seating.seed)[:SEAL_SHOWN]))
    return rules


def choices(shown: ShownSeating, way: Way, reader: Reader) -> Outgoing:
    """What one way can be; what is chosen has a tick."""
    rows = {Way.RESERVE: _numbers, Way.QUOTA: _numbers, Way.OFFERS: _times, Way.DRAW: _days}[way](shown, way, reader)
    texts, event = reader.texts, shown.event.id
    off = ArrangeSeats(event=event, way=way, number=0, days=1).key(texts.say(OFF[way]))
    back = ShowSeating(event=event).key(texts.say("Back"))
    text = texts.html(ASKS[way]) if rows else texts.html("It is too late for this: the event is too near.")
    return Outgoing(text, (*rows, (off, back)))


def _numbers(shown: ShownSeating, way: Way, reader: Reader) -> list[tuple[Key, ...]]:
    """How many; and once that is said, until when."""
    seating, event = shown.seating, shown.event
    number, days = (seating.reserve, seating.reserve_days) if way is Way.RESERVE else (seating.quota or 0, seating.quota_days)
    possible = _possible(event, reader)
    if not possible:
        return []
    days = days if days in possible else possible[0]
    some = [each for each in events.SOME if each <= (event.capacity or 0)]
    keys = [_choice(ArrangeSeats(event=event.id, way=way, number=each, days=days), str(each), each == number) for each in some]
    rows = [tuple(keys[at : at + 5]) for at in range(0, len(keys), 5)]
    return rows + (_until(shown, way, number, days, reader) if number else [])


def _days(shown: ShownSeating, way: Way, reader: Reader) -> list[tuple[Key, ...]]:
    return _until(shown, way, 1, shown.seating.draw_days, reader)


def _until(shown: ShownSeating, way: Way, number: int, chosen: int | None, reader: Reader) -> list[tuple[Key, ...]]:
    event = shown.event
    keys = []
    for days in _possible(event, reader):
        label = said(set_time(event, days), event, reader.texts, reader.now)
        keys.append(_choice(ArrangeSeats(event=event.id, way=way, number=number, days=days), label, days == chosen))
    return [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]


def _possible(event: Event, reader: Reader) -> list[int]:
    return [days for days in events.DAYS if set_instant(event, days) > reader.now]


def _times(shown: ShownSeating, way: Way, reader: Reader) -> list[tuple[Key, ...]]:
    chosen, event, texts = shown.seating.offer_minutes, shown.event.id, reader.texts
    buttons = [(ArrangeSeats(event=event, way=way, number=each, days=1), each) for each in events.OFFER_MINUTES]
    keys = [_choice(button, _hours(each, texts), each == chosen) for button, each in buttons]
    return [tuple(keys[:2]), tuple(keys[2:])]


def _choice(button: ArrangeSeats, label: str, chosen: bool) -> Key:
    return button.key(f"✓ {label}" if chosen else label)


def _hours(minutes: int, texts: Texts) -> str:
    return texts.count("{n} hour", "{n} hours", minutes // 60)


def offer(mine: Answered, reader: Reader) -> Outgoing | None:
    """A place is free, and the reader can have it; None when it is not so any more."""
    event, texts = mine.event, reader.texts
    if mine.place is not Place.OFFERED or mine.offered_until is None or event.state is not EventState.PUBLISHED:
        return None
    text = texts.count_html(
        "A place is free: <b>{title}</b>, {when}.",
        "{n} places are free: <b>{title}</b>, {when}.",
        mine.party,
        title=apart(event.title),
        when=starts(event, texts, reader.now),
    )
    until = said(mine.offered_until, event, texts, reader.now)
    asked = texts.count_html("Take it by {until}?", "Take them by {until}?", mine.party, until=until)
    yes = AnswerEvent(event=event.id, answer=Answer.COMING, party=mine.party).key(texts.say("Take it"))
    no = AnswerEvent(event=event.id, answer=Answer.CANT).key(texts.say("No thanks"))
    return Outgoing(f"{text} {asked}", ((yes, no),))


def offer_over(event: Event, party: int, reader: Reader) -> Outgoing | None:
    """The time to take a place is over."""
    if event.state is not EventState.PUBLISHED:
        return None
    texts = reader.texts
    text = texts.html("The time to take the place is over: <b>{title}</b>. It goes to the next one.", title=apart(event.title))
    if event.closed:
        return Outgoing(text)
    again = AnswerEvent(event=event.id, answer=Answer.COMING, party=party).key(texts.say("Join the queue again"))
    return Outgoing(text, ((again,),))


def drawn(mine: Answered, reader: Reader) -> Outgoing | None:
    """What the draw gave the reader; None for who has given it back meanwhile."""
    event, texts = mine.event, reader.texts
    if mine.answer is not Answer.COMING or event.state is not EventState.PUBLISHED:
        return None
    said_ = {"title": apart(event.title), "when": starts(event, texts, reader.now)}
    how = ShowDraw(event=event.id).key(texts.say("How it was drawn"))
    cant = AnswerEvent(event=event.id, answer=Answer.CANT).key(texts.say("Can't after all"))
    if mine.place is Place.SEATED:
        return Outgoing(
            texts.html("Lots were drawn, and you have a place: <b>{title}</b>, {when}.", **said_),
            ((add_key(event.id, reader), cant), (how,)),
        )
    text = texts.html("Lots were drawn: <b>{title}</b>, {when}. You have no place yet.", **said_)
    place = texts.html("Your place in the queue: {number}. We tell you when a place is free.", number=mine.ahead + 1)
    return Outgoing(f"{text} {place}", ((cant,), (how,)))


def draw(event: Event, seating: Seating, mine: Answered | None, reader: Reader) -> Outgoing | None:
    """How anybody checks the draw: before it the seal, after it the seed and every lot."""
    if seating.draw_days is None or seating.seed is None:
        return None
    texts, seal = reader.texts, seal_of(seating.seed)
    head = texts.html("Draw for <b>{title}</b>", title=apart(event.title))
    if seating.drawn_at is None:
        when = said(set_time(event, seating.draw_days), event, texts, reader.now)
        text = [
            head,
            texts.html("Lots are drawn {when}. Parties stay together. Who gets no place is in the queue, in drawn order.", when=when),
            texts.html("A secret number decides. It is chosen already, and this seal proves it: <code>{seal}</code>", seal=seal),
        ]
    else:
        text = [
            head,
            texts.html("The secret number was <code>{seed}</code>", seed=seating.seed),
            texts.html("It fits the seal shown before: <code>{seal}</code>", seal=seal),
            texts.html("The file has every lot in drawn order, without names."),
        ]
    if mine is not None and (mine.draw is not None or mine.number in _numbers_drawn(seating)):
        text.append(texts.html("Your number in the draw: {number}", number=mine.number))
    return Outgoing("\n".join(text), document=draw_file(seating, seal) if seating.record is not None else None)


def _numbers_drawn(seating: Seating) -> set[int]:
    return {number for number, *_ in (seating.record or {}).get("lots", ())}


def draw_file(seating: Seating, seal: str) -> Document:
    """The draw as a file that a few lines of any program can read (docs/lottery.md)."""
    record = seating.record or {}
    quota = "" if record["quota"] is None else f"at most from a house: {record['quota']}\n"
    lots = "".join(f"{number} {party} {house} {'place' if seated else 'queue'}\n" for number, party, house, seated in record["lots"])
    text = f"seed: {seating.seed}\nseal: {seal}\nfree places: {record['free']}\n{quota}number people house result\n{lots}"
    return Document("draw.txt", text.encode())
