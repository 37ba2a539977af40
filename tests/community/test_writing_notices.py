"""Writing a notice: from text to sent in three taps, seen before it goes, and nothing typed is lost."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.texts import Catalogues
from community import places, roles
from community.announcements import Announcement, Audience, Voice, Written, previewing, writing
from community.announcements.previewing import Preview
from community.announcements.templates import Template
from community.announcements.writing import Said
from community.places import Group
from community.refusals import Refused
from handlers.views import announcement_templates as ready
from storage.drafts import Draft, change_draft
from storage.outbox import Op
from storage.roles import Role, Scope, take_role
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.noticing import announce, copies_owed, everywhere, houses, leave

PANEL = 77
"""The message whose buttons are pressed."""


async def writes(here: Neighbourhood, text: str = "Water cut", *, who: int = ADMIN, **said: str) -> Draft:
    """Somebody writes `/announce text`."""
    await here.do(writing.begin, who=who, said=Said(text, **said), language="en", rules=RULES, now=here.now)
    return await here.draft()


async def says(here: Neighbourhood, text: str = "", **said: str) -> None:
    """The manager's next words, picture or file."""
    await here.do(writing.write, who=ADMIN, said=Said(text, **said), language="en", rules=RULES, now=here.now)


async def looks(here: Neighbourhood, draft: Draft) -> Preview:
    """What the manager sees of it."""
    return await here.db.read(previewing.look, who=ADMIN, draft=draft.id, rules=RULES, now=here.now)


def press(here: Neighbourhood, draft: Draft, who: int = ADMIN) -> Mapping[str, Any]:
    """A press of a button of the panel."""
    return {"who": who, "draft": draft.id, "message": PANEL, "language": "en", "now": here.now}


async def sends(here: Neighbourhood, draft: Draft, who: int = ADMIN) -> Announcement:
    """[Send]."""
    return await here.do(writing.send, rules=RULES, **press(here, draft, who))


async def test_from_text_to_sent_is_one_tap_and_a_second_press_sends_nothing_twice(here: Neighbourhood) -> None:
    await houses(here, 2)
    draft = await writes(here)
    assert [debt.kind for debt in await here.debts()][-2:] == ["announcement-sample", "announcement-draft"]
    sent = await sends(here, draft)
    assert sent.texts == {"en": "Water cut"}
    assert sent.progress_id == PANEL
    assert [(debt.op, debt.message_id) for debt in await here.debts("announcement-progress")] == [(Op.EDIT, PANEL)]
    with pytest.raises(Refused, match="announcement-done"):
        await sends(here, draft)
    assert len(await copies_owed(here)) == 3


async def test_a_missing_language_falls_back_and_the_preview_says_so(here: Neighbourhood) -> None:
    await houses(here, 2, "sv")
    await houses_of(here, "fi,sv", 1)
    draft = await writes(here)
    shown = await looks(here, draft)
    assert (shown.reached.houses, shown.reached.chats) == (4, 4)
    assert {(each.language, each.given, each.number) for each in shown.missing} == {("sv", "en", 3), ("fi", "en", 1)}
    await here.do(writing.ask_text, text="sv", **press(here, draft))
    await says(here, "Vattenavbrott")
    shown = await looks(here, draft)
    assert shown.written.texts == {"en": "Water cut", "sv": "Vattenavbrott"}
    assert {(each.language, each.given, each.number) for each in shown.missing} == {("fi", "sv", 1)}
    assert set(shown.versions) == {("sv",), ("en",)}


async def houses_of(here: Neighbourhood, languages: str, number: int) -> None:
    """So many houses that speak these languages, whose groups have numbers of their own."""
    for each in range(number):
        group = Group(-1002000200000 - each, f"Koulukuja {each + 1}")
        await here.do(places.settle, group=group, language=languages, rules=RULES, now=here.now)


async def test_what_is_too_long_is_said_kept_and_replaced_by_the_next_words(here: Neighbourhood) -> None:
    await here.manages()
    draft = await writes(here, "<b>😀</b>" + "x" * 4100)
    shown = await looks(here, draft)
    assert shown.excess is not None
    over = shown.excess.characters
    with pytest.raises(Refused, match="announcement-too-long"):
        await sends(here, draft)
    assert (await looks(here, draft)).written.texts["en"].endswith("x")
    await says(here, "<b>😀</b>" + "x" * (4100 - over))
    assert (await looks(here, draft)).excess is None
    await says(here, picture="PICTURE")
    shown = await looks(here, draft)
    assert shown.excess is not None
    assert shown.excess.captioned
    await here.do(writing.set_option, option=writing.Option.ALONE, on=True, **press(here, draft))
    assert (await looks(here, draft)).can_be_sent


async def test_both_languages_of_a_house_count_together(here: Neighbourhood) -> None:
    await here.manages()
    await houses_of(here, "fi,sv", 1)
    draft = await writes(here, "x" * 3000)
    await here.do(writing.in_language, text="fi", **press(here, draft))
    assert (await looks(here, draft)).excess is None
    await here.do(writing.ask_text, text="sv", **press(here, draft))
    await says(here, "y" * 3000)
    shown = await looks(here, draft)
    assert shown.excess is not None
    assert shown.excess.languages == ("fi", "sv")


async def test_more_than_a_hundred_formatted_parts_are_too_many(here: Neighbourhood) -> None:
    await here.manages()
    draft = await writes(here, "<b>x</b> " * 99 + '<pre><code class="py">y</code></pre>')
    assert (shown := await looks(here, draft)).excess is not None
    assert shown.excess.parts == 1


async def test_the_gaps_of_a_ready_text_are_filled_in_every_language_as_it_says_a_day(here: Neighbourhood) -> None:
    await here.manages()
    await houses_of(here, "fi,sv", 1)
    draft = await writes(here, "")
    texts = ready.in_all_languages(Template.WATER, Catalogues.load())
    await here.do(writing.use_template, texts=texts, **press(here, draft))
    with pytest.raises(Refused, match="announcement-gaps"):
        await sends(here, draft)
    await says(here, "ti 18.5. klo 9–12")
    await says(here, "[A &amp; B]")
    shown = await looks(here, draft)
    assert shown.can_be_sent
    assert shown.written.texts == {
        "en": "<b>Water cut</b>\nTue 18 May, 9:00–12:00\nA &amp; B\nPlease draw drinking water beforehand.",
        "fi": "<b>Vesikatko</b>\nti 18.5. klo 9–12\nA &amp; B\nLaske juomavettä valmiiksi.",
        "sv": "<b>Vattenavbrott</b>\ntis 18.5 kl. 9–12\nA &amp; B\nTappa upp dricksvatten i förväg.",
    }


async def test_what_was_dropped_can_be_written_on(here: Neighbourhood) -> None:
    await here.manages()
    draft = await writes(here)
    await here.do(writing.drop, **press(here, draft))
    assert not await here.db.read(writing.is_writing, who=ADMIN, now=here.now)
    with pytest.raises(Refused, match="announcement-done"):
        await sends(here, draft)
    await here.do(writing.open_preview, screen="", **press(here, draft))
    assert (await sends(here, draft)).texts == {"en": "Water cut"}


async def test_a_sender_speaks_in_their_own_names_only(here: Neighbourhood) -> None:
    await here.resident(neighbour(1))
    person, scope = (await here.person(neighbour(1))).id, Scope(house=(await here.house()).id)
    await here.do(roles.grant, by=None, person=person, role=Role.BOARD, scope=scope, now=here.now)
    draft = await writes(here, who=neighbour(1))
    with pytest.raises(Refused, match="not-your-voice"):
        await here.do(writing.speak_as, voice=Voice.COMMUNITY_MANAGER, **press(here, draft, neighbour(1)))
    await here.do(writing.speak_as, voice=Voice.MAINTENANCE, **press(here, draft, neighbour(1)))
    assert (await sends(here, draft, neighbour(1))).voice is Voice.MAINTENANCE


async def test_who_lost_the_role_meanwhile_and_who_never_had_it_sends_nothing(here: Neighbourhood) -> None:
    await here.manages()
    draft = await writes(here)
    await here.resident(neighbour(1))
    with pytest.raises(Refused, match="may-not-announce"):
        await sends(here, draft, neighbour(1))
    with pytest.raises(Refused, match="may-not-announce"):
        await writes(here, who=neighbour(1))
    person = (await here.person(ADMIN)).id
    await here.db.transaction(take_role, person, Role.MANAGER, Scope())
    for use_case, values in ((writing.send, {"rules": RULES}), (writing.look_at, {"shown": ("en",)})):
        with pytest.raises(Refused, match="may-not-announce"):
            await here.do(use_case, **press(here, draft), **values)  # type: ignore[arg-type]
    assert await copies_owed(here) == []


async def test_what_is_out_is_edited_by_the_same_preview(here: Neighbourhood) -> None:
    await houses(here, 1)
    notice = await announce(here)
    await here.do(writing.begin_edit, who=ADMIN, announcement=notice.id, language="en", rules=RULES, now=here.now)
    draft = await here.draft()
    await here.do(writing.ask_text, text="en", **press(here, draft))
    await says(here, "Water is back")
    with pytest.raises(Refused, match="announcement-keeps"):
        await says(here, picture="PICTURE")
    saved = await sends(here, draft)
    assert saved.id == notice.id
    assert saved.texts["en"] == "Water is back"
    assert len(await here.rows(Announcement)) == 1


async def test_to_people_the_languages_are_theirs(here: Neighbourhood) -> None:
    await here.manages()
    await here.resident(neighbour(1), "sv")
    draft = await writes(here)
    residents = Audience(everywhere=True, residents=True).saved()
    await here.db.transaction(change_draft, draft.id, data={**(await here.draft()).data, "audience": residents})
    shown = await looks(here, draft)
    assert shown.reached.private
    assert [(each.language, each.given, each.number) for each in shown.missing] == [("sv", "en", 1)]


async def test_what_was_replaced_can_be_taken_back(here: Neighbourhood) -> None:
    await here.manages()
    draft = await writes(here)
    with pytest.raises(Refused, match="old-button"):
        await here.do(writing.take_back, **press(here, draft))
    await says(here, "Thanks")
    assert (await looks(here, draft)).replaced
    await here.do(writing.take_back, **press(here, draft))
    assert (await sends(here, draft)).texts == {"en": "Water cut"}


async def test_two_who_edit_at_once_do_not_undo_each_other(here: Neighbourhood) -> None:
    notice = await announce(here, await managed(here))
    values = {"who": ADMIN, "announcement": notice.id, "language": "en", "rules": RULES, "now": here.now}
    drafts = []
    for _ in range(2):
        await here.do(writing.begin_edit, **values)
        drafts.append(await here.draft())
    for draft in drafts:
        await here.do(writing.leave_out, text="fi", **press(here, draft))
    await sends(here, drafts[0])
    with pytest.raises(Refused, match="announcement-changed"):
        await sends(here, drafts[1])


async def managed(here: Neighbourhood) -> Written:
    """A notice to all houses, which the activist manages."""
    await here.manages()
    return everywhere()


async def test_words_go_into_the_notice_whose_button_was_pressed_last(here: Neighbourhood) -> None:
    await here.manages()
    first = await writes(here, "Lift repair")
    second = await writes(here, "Water cut")
    await here.do(writing.ask_text, text="sv", **press(here, first))
    await says(here, "Hissreparation")
    assert (await looks(here, first)).written.texts == {"en": "Lift repair", "sv": "Hissreparation"}
    assert (await looks(here, second)).written.texts == {"en": "Water cut"}


async def test_what_nobody_would_get_is_not_sent(here: Neighbourhood) -> None:
    await here.manages()
    draft = await writes(here)
    await leave(here, (await here.chat()).id)
    assert not (await looks(here, draft)).can_be_sent
    with pytest.raises(Refused, match="announcement-nobody"):
        await sends(here, draft)


async def test_words_that_could_be_for_either_language_are_asked_about(here: Neighbourhood) -> None:
    await here.manages()
    await houses_of(here, "fi,sv", 1)
    draft = await writes(here)
    await here.do(writing.in_language, text="fi", **press(here, draft))
    await here.do(writing.ask_text, text="sv", **press(here, draft))
    await says(here, "Vattenavbrott")
    await here.do(writing.look_at, shown=("fi", "sv"), **press(here, draft))
    with pytest.raises(Refused, match="announcement-which"):
        await says(here, "Vesi palasi")
