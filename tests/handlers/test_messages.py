"""Every other message: Telegram takes it in every language, however long what people wrote and however much there is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.names import isolated
from bot.outgoing import Outgoing
from bot.texts import LANGUAGES
from community.announcements import Announcement, AnnouncementState, Arrived, Voice, recent
from community.areas import AreaShown, Moving
from community.events import (
    Answer,
    Answered,
    Audience,
    Cancellation,
    Changes,
    Edited,
    EventState,
    Mine,
    Part,
    Place,
    ShownDraft,
    ShownSeating,
    Step,
    Way,
    Why,
)
from community.events.choosing import Groups, Topics
from community.events.lines import TEXT_BELOW_PICTURE
from community.events.spreading import Spread
from community.events.targets import Target
from community.founding import Entry, NewHouses, ToPrint, Waiting
from community.handing import Load, Successor
from community.house_lines import HouseLine
from community.houses import Overview
from community.linking import AreaCode, GroupCode
from community.merging import Groups as Groups_
from community.merging import Merge
from community.notice import NOTICE_VERSION
from community.polls import Offered, Poll, PollKind, PollOption, PollState, ShownPoll
from community.polls import Step as PollStep
from community.polls.making import NOTHING
from community.polls.tally import Cast, tally
from community.privacy import Known
from community.refusals import Refused
from community.reminders import OnTheDay
from community.sharing import Together
from community.week import Called, ChatWeek, HouseWeek, Listed, Posted, Week
from handlers.views import (
    areas,
    cancelling,
    choices,
    choosing,
    commands,
    drafts,
    editing,
    events,
    founding,
    groups,
    handing,
    lines,
    linking,
    making,
    minimums,
    more,
    names,
    naming,
    notice,
    organisers,
    panel,
    people,
    places,
    poll_drafts,
    poll_endings,
    poll_making,
    poll_panel,
    privacy,
    quiet,
    reminders,
    seating,
    spreading,
    troubles,
    week,
)
from handlers.views import houses as houses_
from handlers.views import polls as poll_views
from handlers.views.house_card import Seen
from handlers.views.mine import mine as my_things
from handlers.views.reader import Reader
from storage.announcements import AskKind, HelpRequest
from storage.drafts import Draft
from storage.events import PLACE, REASON, TEXT, TITLE, Invitation, Seating, SignUp
from storage.people import Person, Reminding
from storage.places import Area, Chat, Tenure
from storage.polls import LABEL, OUTCOME, QUESTION
from storage.roles import Role, Scope
from storage.tables import TABLES
from storage.topics import Topic
from storage.troubles import TroubleKind
from tests.community.neighbourhood import RULES
from tests.handlers.announcement_messages import of_sender, of_writing
from tests.handlers.audience_messages import of_approval, of_audience
from tests.handlers.call_messages import call, of_calls, tasks
from tests.handlers.call_more_messages import of_hand_overs, of_more, of_swaps
from tests.handlers.hour_messages import of_hours
from tests.handlers.notice_messages import of_notices
from tests.handlers.rota_messages import of_rotas
from tests.handlers.shift_messages import of_shifts
from tests.handlers.showing import BIG, NOW, as_telegram_reads, event, filled, house, reader, shown

ARABIC = "\u0646\u0648\u0631"


def sign_up(place: Place = Place.SEATED, answer: Answer = Answer.COMING) -> SignUp:
    """Somebody's answer."""
    return SignUp(id=1, event_id=BIG, person_id=1, answer=answer, place=place, party=10, changed_at=NOW)


def draft(step: Step, pattern: str = "<&>", **data: object) -> Draft:
    """An event that is not one yet, as long as it can be."""
    spans = [{"starts": "2027-09-29T10:45:00", "ends": "2027-09-30T23:45:00"}] * 2
    found = {
        "line": filled(pattern, 4096),
        "title": filled(pattern, TITLE),
        "place": filled(pattern, PLACE),
        "text": filled(pattern, TEXT),
        "capacity": 1000,
        "starts": "2027-09-29T10:45:00",
        "ends": "2027-09-30T23:45:00",
        "candidates": spans,
        "deadline": "2027-09-28T23:45:00",
        "reason": "title-too-long",
        "params": {"over": 4016, "most": 80},
        **data,
    }
    return Draft(id=BIG, kind="event", step=step, address=BIG, token="t" * 16, data=found, expires_at=NOW)


def of_events(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    found = event(pattern)
    for mine in (None, sign_up(), sign_up(Place.WAITING), sign_up(Place.NONE, Answer.CANT), sign_up(Place.NONE, Answer.MAYBE)):
        for each in (found, event(pattern, capacity=None), event(pattern, state=EventState.OVER), event(pattern, closed=True)):
            yield events.private(shown(each, mine=mine, organises=True, untold=990), to)
            yield events.private(shown(each, mine=mine), to)
            yield more.more(shown(each, mine=mine, organises=True), to)
            yield reminders.reminder([shown(each, mine=mine)], to)
            yield reminders.reminder([shown(each, mine=mine)] * 20, to)
            yield events.promoted(shown(each, mine=mine), to)
    yield lines.tomorrow_line([OnTheDay(found.starts, found)] * 200, to.texts, NOW)
    yield events.listed([found] * 8, to)
    asked = (HelpRequest(id=BIG, announcement_id=BIG, kind=AskKind.QUESTION, asked_at=NOW), arrived(pattern).announcement)
    yield my_things(Mine(((sign_up(), found),) * 200, (event(pattern, id=2),) * 200), to, needed=(asked,) * 20)


def of_changes(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    bare = event(pattern, capacity=None, place=None, text=None)
    for found in (event(pattern, deadline=event().starts), event(pattern, closed=True), bare):
        yield editing.choose_part(shown(found), to)
        yield from (editing.ask_part(shown(found), part, to) for part in Part)
        yield from (editing.saved(shown(found), 1000, 1000, differs, to) for differs in (True, False))
        for part in Part:
            choices: tuple[Changes, ...] = ({"starts": found.starts}, {"starts": found.starts})
            for edited in (choices, choices[:1]):
                yield editing.edit(Edited(BIG, part, found, edited, event("…" + pattern), frozenset(Part), Audience(1000)), to)


def of_cancelling(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    found = event(pattern, state=EventState.CANCELLED)
    yield cancelling.ask_why(shown(event(pattern)), to)
    for why in Why:
        words = filled(pattern, REASON) if why is Why.WORDS else None
        gone = shown(found, cancelled=Cancellation(thing_id=BIG, why=why, words=words, cancelled_at=NOW), organises=True)
        yield cancelling.ask(shown(event(pattern)), why, words, BIG, 1000, to)
        yield from (cancelling.done(gone, undo, to) for undo in (True, False))
        yield from (cancelling.cancelled(gone, to.texts, NOW), cancelling.undone(gone, to), events.card(gone, to), events.private(gone, to))
    yield panel.panel(shown(event(pattern)), to)
    few = shown(event(pattern, minimum=1000))
    yield from (minimums.too_few(few, to), minimums.called(few, to), minimums.goes_ahead(few, to), minimums.call(few.event, to))
    yield from (events.card(few, to), events.private(few, to))


def of_seating(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    found = event(pattern, held=10)
    record = {"free": 1000, "quota": 5, "lots": [[BIG, 10, 1, True]] * 1000}
    all_of_it = Seating(event_id=BIG, reserve=1000, quota=1000, offer_minutes=720, draw_days=7, seed="f" * 32)
    for each in (all_of_it, Seating(event_id=BIG), Seating(event_id=BIG, draw_days=1, seed="f" * 32, drawn_at=NOW, record=record)):
        for here in (found, event(pattern, capacity=None)):
            seating_shown = ShownSeating(here, each, 3)
            yield seating.overview(seating_shown, to)
            yield from (seating.choices(seating_shown, way, to) for way in Way)
        for mine in (None, sign_up(Place.WAITING), sign_up(Place.OFFERED)):
            yield events.card(shown(found, seating=each), to)
            yield events.private(shown(found, mine=mine, seating=each, organises=True), to)
        yield panel.more(shown(found, seating=each), to)
        for place in (Place.SEATED, Place.WAITING, Place.OFFERED):
            answer = Answered(found, Answer.COMING, place, 10, "en", 989, number=BIG, offered_until=found.starts, draw=found.starts)
            yield from (seating.offer(answer, to), seating.drawn(answer, to), seating.draw(found, each, answer, to))
    yield seating.offer_over(found, 10, to)


def of_organisers(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    found = event(pattern)
    others = tuple(Person(id=BIG, telegram_id=number, name=filled(pattern, 64), name_shown=True) for number in range(5))
    invitation = Invitation(event_id=BIG, person_id=1, token="t" * 16, expires_at=NOW)
    for people_ in (others, others[:1]):
        shown = Together(found, people_, invitation)
        yield from (organisers.organisers(shown, to), organisers.link(shown, to), organisers.leaving(shown, to))
    yield organisers.asked(found, "t" * 16, to)
    target = Target(Chat(id=BIG, house_id=BIG, telegram_id=-BIG, title=filled(pattern, 128)), house(filled(pattern, 128)))
    yield spreading.spread(Spread(found, (target,) * 60, (target,) * 60), {BIG: filled(pattern, 128)}, to)
    yield spreading.spread(Spread(found, (target,), ()), {}, to)
    yield from (organisers.joined(found, to.texts), organisers.handed(found, to.texts), organisers.removed(found, to.texts))


def arrived(pattern: str) -> Arrived:
    """A notice that came on a Sunday."""
    said = Announcement(id=BIG, voice=Voice.BOARD, state=AnnouncementState.SENT, texts={"fi": filled(pattern, 4000)}, audience={})
    return Arrived(said, NOW - timedelta(days=1), 2**31)


def of_weeks(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    happening, here = event(pattern), house(filled(pattern, 128))
    answers = (None, sign_up(), sign_up(Place.WAITING), sign_up(Place.NONE, Answer.CANT), sign_up(Place.NONE, Answer.MAYBE))
    listed = tuple(Listed(happening, mine) for mine in answers)
    undated = call(pattern, starts=None, ends=None)
    called = (Called(call(pattern), tuple(tasks(pattern, 3)), True, 2**31), Called(undated, ())) * 5
    told = (arrived(pattern),) * recent.MOST
    for houses in ((), (HouseWeek(here, listed),), (HouseWeek(here, listed * 4),) * 3):
        for wanted in (True, False):
            for calls in ((), called):
                found = Week(date(2027, 9, 27), houses, wanted, calls=calls, notices=told if calls else ())
                yield from (week.digest(found, to), week.week(found, to))
    chat = Chat(id=1, house_id=BIG, telegram_id=-1002000000001)
    for posted in ((), (Posted(happening, None), Posted(event(pattern, seated=1000), 2**31)) * 10):
        for coming in (None, Posted(happening, 7)):
            for calls in ((), called):
                hung = ChatWeek(here, chat, date(2027, 9, 27), posted, coming, calls=calls, notices=told if calls else ())
                yield from (week.group(hung, to), week.group_asked(hung, to))


def of_drafts(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    title = filled(pattern, 128)
    chats = tuple(Target(Chat(id=number, house_id=BIG, telegram_id=-BIG, title=title), house(title)) for number in range(BIG, BIG + 60))
    known = tuple(Topic(id=number, chat_id=BIG, thread_id=number, name=title) for number in range(BIG, BIG + 60))
    yield choosing.topics(Topics(draft(Step.PREVIEW, pattern), known, BIG), to, "Europe/Helsinki")
    yield choosing.groups(Groups(draft(Step.PREVIEW, pattern), chats, frozenset({BIG})), 2, to, "Europe/Helsinki")
    for step in (Step.PREVIEW, Step.CHOOSE, Step.SUGGEST, Step.SUGGESTED):
        yield drafts.draft(ShownDraft(draft(step, pattern), house(filled(pattern, 128)), ()), to, "Europe/Helsinki")
        wide = {"wide": chats, "areas": {BIG: title}}
        yield drafts.draft(ShownDraft(draft(step, pattern, before=[{}]), None, chats, **wide), to, "Europe/Helsinki")  # type: ignore[arg-type]
    below = {"text": filled(pattern, TEXT_BELOW_PICTURE // len(pattern.encode("utf-16-le")) * 2 * len(pattern)), "picture": "AgAC"}
    yield drafts.draft(ShownDraft(draft(Step.PREVIEW, pattern, **below), None, chats), to, "Europe/Helsinki")
    offers = {"places": ((BIG, filled(pattern, PLACE)),) * 4, "past": (event(pattern),) * 4}
    for step in making.ASKS:
        shown = ShownDraft(draft(step, pattern, before=[{}] * 30, day="2027-09-29"), None, (), **offers)  # type: ignore[arg-type]
        yield drafts.draft(shown, to, "Europe/Helsinki")
        yield making.begun(shown, to, "Europe/Helsinki")
        assert len(making.how_to_write(step, to.texts, NOW.date())) <= 200
    yield making.begin_here(draft(Step.WHAT), to)
    yield from of_poll_drafts(to, pattern)
    yield drafts.refused(draft(Step.LINE, pattern), to, "Europe/Helsinki")
    yield drafts.refused_here(draft(Step.LINE, pattern), to, "Europe/Helsinki")


def of_poll_drafts(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    words = {"label": filled(pattern, LABEL), "starts": None, "ends": None, "whole_day": False, "limit": None}
    rules = {"live": True, "by_flat": True, "quorum": 990, "proposals": "review", "most": 3, "closes": "2027-09-28T20:00:00"}
    past = Poll(id=BIG, question=filled(pattern, QUESTION), kind=PollKind.ONE)
    for kind, quick in (*((kind, False) for kind in PollKind), (PollKind.MANY, True)):
        data = {
            **NOTHING,
            **rules,
            "kind": kind,
            "quick": quick,
            "question": filled(pattern, QUESTION),
            "options": [words] * 20,
            "before": [{}],
        }
        for step in (each for each in PollStep if each is not PollStep.CHOOSE):
            shown = ShownDraft(Draft(id=BIG, kind="poll", step=step, address=1, token="t" * 16, data=data), None, ())
            yield poll_drafts.draft(shown, Offered((past,) * 4, 500), to, "Europe/Helsinki")
        yield poll_making.begun(shown, to, "Europe/Helsinki")
        yield poll_making.begin_here(shown.draft, to)


def of_places(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    here = house(filled(pattern, 128))
    chats = tuple(
        Chat(id=number, house_id=BIG, telegram_id=-BIG, title=title, thread_id=7) for number, title in ((1, here.name), (2, None))
    )
    yield choices.settings(here, chats, RULES.quiet, (BIG, BIG), to)
    yield places.welcome(here, to)
    yield places.welcome(here, to, choosing=True)
    yield places.join_languages(here)
    yield places.join_notice(here, to)
    yield places.joined(here, event(pattern), to)
    yield places.joined(here, None, to)
    yield places.reminding_offer(to)


def of_areas(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    here, area = house(filled(pattern, 128)), Area(id=BIG, name=filled(pattern, 60), created_at=NOW)
    for houses in ((), (here,) * 30):
        shown = AreaShown(area, houses, 60, 3, frozenset((BIG,)))
        for page in (0, 1):
            yield areas.areas((shown,) * 30, page, to)
            yield areas.area(shown, (BIG,), page, to)
            yield areas.add_houses(area, houses, page, to)
            yield areas.moves(Moving(here, area if houses else None, (area,) * 30), page, to)
    yield from (areas.areas((), 0, to), areas.ask_name(area, to), areas.ask_name(None, to))
    for why, there in ((Refused("house-unknown-word", word="W" * 20), False), (None, True), (None, False)):
        line = HouseLine(filled(pattern, 60), ("fi", "sv"), Tenure.OWNED)
        entry = Entry(filled(pattern, 300), None if why else line, why, there)
        yield from (founding.new_houses(NewHouses(BIG, area, (entry,) * 200), page, to) for page in (0, 3))
    chats = (Chat(id=BIG, house_id=BIG, telegram_id=-BIG, title=filled(pattern, 128)),) * 8
    for may in ({}, {BIG: (False, False)}, {BIG: (True, False)}, {BIG: (True, True)}):
        overview = Overview(here, area, chats if may else (), 990, dict.fromkeys(Role, 99), manages=True, notice=arrived(pattern))
        yield houses_.house(overview, Seen(1 if may else None, (filled(pattern, 40),) * 8, may), None, to)
    for listed in ((), (here,) * 30):
        yield from (founding.waiting(Waiting(area, listed), page, to) for page in (0, 1))
        yield founding.posters(ToPrint(area, listed or (here,), 50, 200), False, to)
        yield founding.group_texts(area, [("t" * 16, GroupCode(each, NOW)) for each in listed or (here,)], to)
    yield from (founding.ask(area, to), founding.added(area, 200, BIG, to))
    code = AreaCode(area, NOW)
    yield from (linking.area_code(code, "t" * 16, to), linking.join_area(code, "t" * 16, (here,) * 8, to))
    group = Chat(id=BIG, house_id=BIG, telegram_id=-BIG, title=filled(pattern, 128))
    merge = Merge(group, here, here, 990, 990)
    for chats in ((), (group,), (group,) * 8):
        yield groups.groups(Groups_(here, chats), to)
        yield groups.choose(here, tuple((chat, here) for chat in chats), to)
    yield from (groups.group_code(GroupCode(here, NOW), "t" * 16, to), groups.ask_to_link(merge, "t" * 16, to))
    yield from (groups.ask_to_link_chosen(merge, to), groups.ask_to_separate(group, here, to))
    load = Load(Scope(house=BIG), filled(pattern, 128), 990, tuple(Role), (Successor(BIG, Role.BOARD, filled(pattern, 64)),) * 30)
    giver = Person(id=BIG, telegram_id=1, name=filled(pattern, 64))
    yield from (handing.hand_over(load, here, to), handing.hand_over(replace(load, successors=()), None, to), handing.sent(to))
    yield handing.asked(giver, load, here, BIG, to)
    for taken in (True, False):
        yield from (handing.done(filled(pattern, 128), taken, to), handing.told(filled(pattern, 128), taken, to))
    yield from (troubles.trouble(kind, group, here, to) for kind in TroubleKind)
    yield from (groups.linked(here, to), groups.group_code_used(here, to))
    yield from (linking.joined(here, area, to), linking.area_code_used(here, area, to))


def closing_poll(pattern: str, kind: PollKind, **values: object) -> ShownPoll:
    """A poll at its end, as long as it can be."""
    dated = {"starts": event().starts, "ends": event().ends} if kind is PollKind.DATES else {"label": filled(pattern, LABEL)}
    options = tuple(PollOption(poll_id=BIG, number=number, **dated) for number in range(1, 4 if kind is PollKind.DATES else 13))
    fields: dict[str, object] = {
        "id": BIG,
        "question": filled(pattern, QUESTION),
        "kind": kind,
        "zone": "Europe/Helsinki",
        "seed": "f" * 16,
    }
    fields |= {"closes": event().starts, "closes_at": NOW, "quorum": 1000, "answers": 990, "live": True, "author_id": 1}
    numbers = [option.number for option in options]
    counted = tally(kind, numbers, [Cast(dict.fromkeys(numbers, 1), 990), Cast({1: 1}, 9, paper=True)])
    poll = Poll(**{**fields, "shown": counted.as_json(), **values})
    result = counted if poll.state is not PollState.OPEN else None
    return ShownPoll(poll, options, {}, asks=True, paper=9, result=result, event=event(pattern) if result else None, eligible=1000)


def of_closing(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    for kind in (PollKind.ONE, PollKind.DATES, PollKind.RANKED):
        open_ = closing_poll(pattern, kind)
        yield from (poll_views.card(open_, to), poll_endings.reminder(open_, to))
        screens = poll_panel.panel, poll_panel.ask_close, poll_panel.ask_extend, poll_panel.ask_why
        yield from (view(open_, to) for view in screens)
        words = {"outcome": filled(pattern, OUTCOME), "note": filled(pattern, REASON)}
        for state in (PollState.CLOSED, PollState.CANCELLED, PollState.ARCHIVED):
            for said in ({}, words):
                over = closing_poll(pattern, kind, state=state, **said)
                yield from (poll_endings.card(over, to), poll_endings.private(over, to), poll_endings.outcome(over, to))
                yield from (poll_panel.panel(over, to), poll_panel.closed(over, to), poll_panel.dates(over, to))
                yield from (poll_panel.ask_outcome(over, to), poll_panel.due(over, to), poll_endings.cancelled(over, to))


def of_people(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    yield from (people.menu(to), people.menu(to, lost=True), people.stranger(to), people.help_(to), people.languages())
    yield from (my_things(Mine((), ()), to), my_things(Mine((), (), unanswered=(event(pattern),) * 8), to))
    for reminding in Reminding:
        for minutes in (*people.LEADS, 90):
            yield people.reminders(Person(telegram_id=1, reminding=reminding, lead_minutes=minutes), to)
    for own in (Person(telegram_id=1, digest=False), Person(telegram_id=1, quiet_from=22, quiet_until=7)):
        yield from (people.reminders(own, to), quiet.quiet(own, to))
    yield from (privacy.short(to), notice.full(to), privacy.ask_to_forget(False, to), privacy.ask_to_forget(True, to))
    yield from (notice.changed(0, NOTICE_VERSION, to), notice.inactive(date(2027, 12, 31), to), naming.ask(to))
    for name in (None, filled(pattern, 64)):
        yield from (naming.mine(Person(telegram_id=1, name=name, name_shown=yes, listed=yes), to) for yes in (False, True))
    yield names.ask(filled(pattern, 64), to)
    yield privacy.forgotten("1234abcd", to.texts)
    rows = [{"title": filled(pattern, TITLE)}]
    details = {"sign_ups": (filled(pattern, TITLE),) * 50, "memberships": (filled(pattern, 128),)}
    yield privacy.data(Known(dict.fromkeys(privacy.TABLES, rows), details), to)
    yield privacy.data(Known({}, {}), to)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "</b>", "🏡", "\u0646", "Å\u0301"])
@pytest.mark.parametrize(
    "view",
    [
        of_events,
        of_changes,
        of_cancelling,
        of_seating,
        of_weeks,
        of_organisers,
        of_drafts,
        of_places,
        of_areas,
        of_people,
        of_closing,
        of_calls,
        of_rotas,
        of_more,
        of_hand_overs,
        of_swaps,
        of_shifts,
        of_writing,
        of_audience,
        of_approval,
        of_sender,
        of_notices,
        of_hours,
    ],
)
def test_telegram_takes_every_message(language: str, pattern: str, view: object) -> None:
    to = replace(reader(language), controller=reader(language).controller.model_copy(update={"name": filled(pattern, 120)}))
    for outgoing in view(to, pattern):  # type: ignore[operator]
        if outgoing is not None:
            as_telegram_reads(outgoing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_runs_from_right_to_left_is_isolated_in_every_sentence(language: str) -> None:
    to = reader(language)
    seen = (of_events, of_cancelling, of_seating, of_weeks, of_organisers, of_drafts, of_places, of_areas, of_closing)
    for view in (*seen, of_calls, of_more, of_rotas, of_notices):
        for outgoing in view(to, ARABIC):
            said = "" if outgoing is None else as_telegram_reads(outgoing)[0]
            for line in said.split("\n"):
                only_that = set(line) <= set(ARABIC) or line.startswith(to.texts.say("You wrote: <code>{line}</code>", line="")[:6])
                assert ARABIC not in line or "\u2068" in line or only_that, line


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_lists_say_how_much_more_there_is(language: str) -> None:
    listed = my_things(Mine(((sign_up(), event("Yard")),) * 25, ()), reader(language))
    assert "15" in listed.text.split("\n")[-1]
    line = lines.tomorrow_line([OnTheDay(NOW.replace(tzinfo=None), event("Yard"))] * 25, reader(language).texts, NOW)
    assert line is not None
    assert "15" in line.text.split("\n")[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_stored_has_a_name_in_every_language(language: str) -> None:
    """Whatever table comes into the export, its reader is told what it is."""
    personal = {name for name, table in TABLES.tables.items() if any(key in table.columns for key in ("person_id", "telegram_id"))}
    assert personal - {"chats"} <= {*privacy.TABLES}


def test_the_house_s_name_is_not_turned_around() -> None:
    assert isolated(ARABIC) in places.join_notice(house(ARABIC), reader("fi")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_menus_fit_telegram(language: str) -> None:
    for menu in (commands.PRIVATE_COMMANDS, commands.GROUP_COMMANDS):
        for name, description in commands.listed(menu, reader(language).texts):
            assert name.isascii()
            assert name.islower()
            assert 1 <= len(name) <= 32
            assert 1 <= len(description) <= 256


@pytest.mark.parametrize(
    ("starts", "ends", "late"),
    [
        ("2027-05-22T18:00:00", "2027-05-22T22:00:00", False),
        ("2027-05-22T18:00:00", "2027-05-22T22:30:00", True),
        ("2027-05-22T20:00:00", "2027-05-23T01:00:00", True),
        ("2027-05-22T22:30:00", None, True),
        ("2027-05-22T12:00:00", None, False),
    ],
)
def test_the_preview_of_what_ends_in_the_quiet_of_the_night_says_so(starts: str, ends: str | None, late: bool) -> None:
    shown = drafts.draft(
        ShownDraft(draft(Step.PREVIEW, "Yard", starts=starts, ends=ends), house("Yard"), ()), reader("en"), "Europe/Helsinki"
    )
    assert shown is not None
    assert ("House rules often ask for quiet" in shown.text) == late
