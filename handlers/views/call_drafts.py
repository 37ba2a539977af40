"""A call for hands that is not one yet: its preview, and the question whether to pass it on."""

from bot.dates import say_day, say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Texts
from community.events import ShownDraft, Step
from community.volunteering import Step as MakingStep
from community.volunteering import is_yard_work
from handlers.taps.call_making import GoToCall
from handlers.taps.drafts import ChooseReading, DropDraft, PassOn, PublishEvent
from handlers.views import checks, choosing
from handlers.views.call_previews import preview, times_of
from handlers.views.drafts import publish_keys
from handlers.views.reader import Reader
from handlers.views.stepwise import leaving
from storage.drafts import Draft


def draft(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing | None:
    """The one message that shows a draft of a call to its author."""
    found, texts = shown.draft, reader.texts
    if found.step == Step.CHOOSE:
        return _choice(found, reader, zone)
    body = "\n".join([preview(found.data, reader, zone), *checks.answers(found.data, texts)])
    if found.step in (Step.PREVIEW, Step.SUGGESTED) and (asked := checks.question(found, texts)):
        rows = checks.verdicts(found, texts), (checks.toggle(found, texts),)
        head = texts.html("Preview.")
        return Outgoing(f"{body}\n\n<i>{head}</i> {asked}", (*rows, *_changes(found, texts)))
    if found.step == Step.PREVIEW:
        in_private = texts.html("Preview. Publish it, or change it first.")
        head = in_private if found.address > 0 else texts.html("Preview. Publish it, or write /call again.")
        return Outgoing(f"{body}\n\n<i>{head}</i>", _preview_keys(shown, texts))
    if found.step == Step.SUGGEST:
        head = texts.html("In this group the admins call for help. Shall I pass on your suggestion?")
        ways = (PassOn(draft=found.id).key(texts.say("Send it")), DropDraft(draft=found.id).key(texts.say("No thanks")))
        return Outgoing(f"{body}\n\n{head}", (ways,))
    if found.step == Step.SUGGESTED:
        house = apart(shown.house.name) if shown.house else ""
        head = texts.html("A resident suggests this for {house}. You become the organiser if you publish it.", house=house)
        return Outgoing(f"{body}\n\n{head}", ((PublishEvent(draft=found.id).key(texts.say("Publish")),),))
    return None


def _choice(found: Draft, reader: Reader, zone: str) -> Outgoing:
    """Which day was meant, where it can be read in two ways."""
    texts, rows = reader.texts, []
    for number, span in enumerate(found.data["candidates"]):
        start, end = times_of(span)
        today = reader.today(zone)
        whole = found.data["whole_day"]
        said = say_day(start.date(), texts.language, today=today) if whole else say_span(start, end, texts.language, today=today)
        rows.append((ChooseReading(draft=found.id, number=number).key(said),))
    text = texts.html("<b>{title}</b>: which time do you mean?", title=apart(found.data["title"]))
    return Outgoing(text, (*rows, (DropDraft(draft=found.id).key(texts.say("I write it again")),)))


def _preview_keys(shown: ShownDraft, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """In the group it is published or dropped; in private it can be worked on."""
    found = shown.draft
    *changes, last = _changes(found, texts)
    yard = () if is_yard_work(found.data) else (checks.toggle(found, texts),)
    return (*publish_keys(shown, texts), *changes, *choosing.wide_rows(shown, texts), (*last, *yard))


def _changes(found: Draft, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """What can be worked on in private, and the way out; a suggestion is another's."""
    if found.step != Step.PREVIEW:
        return ()
    change = GoToCall(draft=found.id, step=MakingStep.CHANGE).key(texts.say("Change…"))
    more = GoToCall(draft=found.id, step=MakingStep.RULES).key(texts.say("More settings…"))
    return (*(((change, more),) if found.address > 0 else ()), leaving(found, texts))
