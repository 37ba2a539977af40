"""The pacer against a counter that knows nothing of it: windows over the times at which messages *arrive*."""

import heapq
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pacing import AHEAD, GROUP_MINUTE_OF_CARDS, OVERALL, SHARES, Grant, Head, Lane, Pacer, card_gap

START = 1_000.0


@dataclass
class Network:
    """A way to Telegram and back: a fixed part each, and a random part (exponential, seconds)."""

    seed: int = 0
    there: float = 0.02
    back: float = 0.02
    jitter: float = 0.0
    late: float = 0.0  # how much later than asked the caller's timer rings, at most
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def way(self) -> tuple[float, float]:
        extra = self.chance.expovariate(1 / self.jitter) if self.jitter else 0.0
        return self.there + extra, self.back + (self.chance.expovariate(1 / self.jitter) if self.jitter else 0.0)

    def lateness(self) -> float:
        return self.chance.uniform(0, self.late)


Backlog = dict[Lane, list[Head]]
Arrival = tuple[float, Head, Lane]


def run(pacer: Pacer, backlog: Backlog, seconds: float, network: Network, *, start: float = START) -> list[Arrival]:
    """Send the backlog as the sender does, for so many seconds, and tell what arrived when, sorted by time."""
    now, arrivals, on_the_way = start, [], []
    number = 0
    while now < start + seconds:
        choice = pacer.next({lane: heads[:60] for lane, heads in backlog.items()}, now)
        if isinstance(choice, Grant):
            backlog[choice.lane].remove(choice.head)
            there, back = network.way()
            left = max(now, choice.at)
            arrivals.append((left + there, choice.head, choice.lane))
            number += 1
            heapq.heappush(on_the_way, (left + there + back, number, choice))
            continue
        answer = on_the_way[0][0] if on_the_way else math.inf
        if math.isinf(choice) and math.isinf(answer):
            break
        now = min(now + choice + network.lateness(), max(now, answer))
        while on_the_way and on_the_way[0][0] <= now:
            pacer.finished(heapq.heappop(on_the_way)[2], now)
    return sorted(arrivals, key=lambda arrival: arrival[0])


def most_in_any(window: float, times: Iterable[float]) -> int:
    times, most, first = sorted(times), 0, 0
    for last, time in enumerate(times):
        while times[first] <= time - window:
            first += 1
        most = max(most, last - first + 1)
    return most


def most_spent(times: Iterable[float]) -> float:
    """The highest level of a bucket that loses one a second."""
    spent, at, most = 0.0, -math.inf, 0.0
    for time in sorted(times):
        spent = max(0.0, spent - (time - at)) + 1
        at, most = time, max(most, spent)
    return most


def assert_within_limits(arrivals: list[Arrival]) -> None:
    assert most_in_any(1.0, (time for time, *_ in arrivals)) <= 30
    chats = defaultdict(list)
    cards = defaultdict(list)
    groups = {head.chat for _, head, _ in arrivals if head.is_group}
    for time, head, lane in arrivals:
        chats[head.chat].append(time)
        if lane is Lane.CARD:
            cards[head.chat].append(time)
    for chat, times in chats.items():
        assert most_spent(times) <= 3 + 1e-9, chat
        if chat in groups:
            assert most_in_any(60.0, times) <= 20, chat
            assert most_in_any(60.0, cards[chat]) <= 15, chat


def to_people(count: int, each: int = 1, first: int = 1) -> list[Head]:
    return [Head(first + n, is_group=False, key=(n, turn)) for turn in range(each) for n in range(count)]


def to_groups(count: int, each: int = 1) -> list[Head]:
    return [Head(-1 - n, is_group=True, key=(n, turn)) for turn in range(each) for n in range(count)]


networks = st.builds(
    Network,
    seed=st.integers(0, 2**32),
    there=st.floats(0, 0.15),
    back=st.floats(0, 0.15),
    jitter=st.sampled_from([0.0, 0.001, 0.02, 0.2]),
    late=st.sampled_from([0.0, 0.001, 0.03, 0.3]),
)


@settings(max_examples=60, deadline=None)
@given(
    network=networks,
    people=st.integers(1, 200),
    groups=st.integers(1, 40),
    each=st.integers(1, 40),
    ahead=st.sampled_from([0.0, 0.02, AHEAD]),
)
def test_no_window_is_ever_exceeded(network: Network, people: int, groups: int, each: int, ahead: float) -> None:
    backlog: Backlog = {
        Lane.REPLY: to_groups(groups, each)[:300] + to_people(people, 2),
        Lane.CARD: to_groups(groups, each)[:600],
        Lane.PRIVATE: to_people(people, 3),
        Lane.BROADCAST: to_groups(groups, each)[:300],
    }
    assert_within_limits(run(Pacer(ahead=ahead), backlog, 100, network))


@settings(max_examples=40, deadline=None)
@given(network=networks, pauses=st.lists(st.floats(0, 8), min_size=5, max_size=60))
def test_no_window_is_exceeded_when_messages_come_in_fits_and_starts(network: Network, pauses: list[float]) -> None:
    pacer, now = Pacer(), START
    arrivals: list[Arrival] = []
    for number, pause in enumerate(pauses):
        now += pause
        backlog: Backlog = {Lane.CARD: to_groups(2, 1 + number % 7), Lane.REPLY: to_groups(1, number % 3) + to_people(number % 50)}
        sent = run(pacer, backlog, 30, network, start=now)
        arrivals += sent
        now = max([now, *(time for time, *_ in sent)]) + 3  # every answer is in by then
    assert_within_limits(sorted(arrivals, key=lambda arrival: arrival[0]))


@pytest.mark.parametrize("network", [Network(), Network(there=0, back=0), Network(there=0.1, back=0.1, late=0.002), Network(jitter=0.003)])
def test_with_enough_chats_nearly_all_of_the_limit_is_used(network: Network) -> None:
    arrivals = run(Pacer(), {Lane.BROADCAST: to_people(4_000)}, 60, network)
    assert_within_limits(arrivals)
    assert len(arrivals) >= 0.98 * OVERALL * 60


def test_a_shaky_network_costs_a_little_and_breaks_nothing() -> None:
    arrivals = run(Pacer(), {Lane.BROADCAST: to_people(4_000)}, 60, Network(jitter=0.03, late=0.02))
    assert_within_limits(arrivals)
    assert len(arrivals) >= 0.88 * OVERALL * 60


@pytest.mark.parametrize("late", [0.0, 0.02, 0.09])
def test_a_message_granted_before_its_turn_goes_in_time_though_timers_ring_late(late: float) -> None:
    arrivals = run(Pacer(ahead=AHEAD), {Lane.BROADCAST: to_people(4_000)}, 60, Network(late=late))
    assert_within_limits(arrivals)
    assert len(arrivals) >= 0.98 * OVERALL * 60


def test_what_a_stalled_loop_missed_is_caught_up_in_a_moment() -> None:
    pacer, backlog = Pacer(ahead=AHEAD), {Lane.BROADCAST: to_people(4_000)}
    before = run(pacer, backlog, 0.5, Network())
    after = run(pacer, backlog, 0.6, Network(), start=START + 0.7)
    assert_within_limits(before + after)
    assert sum(time < START + 1 for time, *_ in before + after) >= 28


def test_what_telegram_did_not_take_costs_no_slot() -> None:
    pacer, heads, now, taken = Pacer(), {Lane.BROADCAST: to_people(400)}, START, 0
    while now < START + 10:
        grant = pacer.next(heads, now)
        if not isinstance(grant, Grant):
            now += grant
            continue
        heads[Lane.BROADCAST].remove(grant.head)
        if len(heads[Lane.BROADCAST]) % 4:
            pacer.finished(grant, now)
            taken += 1
        else:
            pacer.unused(grant)
    assert taken >= 0.98 * OVERALL * 10


def test_a_group_gets_its_twenty_a_minute() -> None:
    arrivals = run(Pacer(), {Lane.REPLY: to_groups(1, 100)}, 180, Network())
    assert 58 <= len(arrivals) <= 60


def test_cards_leave_five_of_a_groups_twenty_to_messages() -> None:
    backlog: Backlog = {Lane.CARD: to_groups(1, 100)}
    pacer = Pacer()
    edits = run(pacer, backlog, 20, Network())
    assert len(edits) == GROUP_MINUTE_OF_CARDS
    replies = run(pacer, {Lane.REPLY: to_groups(1, 10)}, 6, Network(), start=START + 20)
    assert len(replies) == 5


def test_all_lanes_move_and_replies_move_most() -> None:
    backlog: Backlog = {lane: to_people(3_000, first=lane * 10_000) for lane in Lane}
    sent = Counter(lane for *_, lane in run(Pacer(), backlog, 60, Network()))
    total = sum(sent.values())
    for lane, share in SHARES.items():
        assert sent[lane] / total == pytest.approx(share / sum(SHARES.values()), abs=0.01)


@settings(max_examples=30, deadline=None)
@given(waiting=st.sets(st.sampled_from(list(Lane)), min_size=1), network=networks)
def test_no_lane_starves(waiting: set[Lane], network: Network) -> None:
    backlog: Backlog = {lane: to_people(1_000, first=lane * 10_000) for lane in waiting}
    sent = Counter(lane for *_, lane in run(Pacer(), backlog, 20, network))
    for lane in waiting:
        assert sent[lane] >= 0.04 * sum(sent.values())


def test_cards_take_at_most_a_third_even_when_nothing_else_waits() -> None:
    arrivals = run(Pacer(), {Lane.CARD: to_people(2_000)}, 60, Network())
    assert 9.7 * 60 <= len(arrivals) <= 10 * 60


def test_a_reply_overtakes_a_broadcast_of_thousands() -> None:
    pacer = Pacer()
    backlog: Backlog = {Lane.BROADCAST: to_people(3_000), Lane.CARD: to_people(500, first=20_000), Lane.REPLY: []}
    run(pacer, backlog, 30, Network())
    backlog[Lane.REPLY] = to_people(10, first=10_000)
    arrivals = run(pacer, backlog, 5, Network(), start=START + 31)
    last = max(time for time, _, lane in arrivals if lane is Lane.REPLY)
    assert last < START + 31 + 0.6


def test_a_chat_gets_one_message_at_a_time() -> None:
    pacer, backlog = Pacer(), {Lane.REPLY: to_people(1, 3)}
    first = pacer.next(backlog, START)
    assert isinstance(first, Grant)
    assert pacer.next(backlog, START + 1) == math.inf
    pacer.finished(first, START + 1)
    assert isinstance(pacer.next(backlog, START + 1), Grant)


def test_no_more_are_on_their_way_than_agreed() -> None:
    pacer, heads, now = Pacer(in_flight=8), {Lane.REPLY: to_people(100)}, START
    for _ in range(8):
        grant = pacer.next(heads, now)
        assert isinstance(grant, Grant)
        heads[Lane.REPLY].remove(grant.head)
        now += 1
    assert pacer.next(heads, now) == math.inf
    pacer.finished(grant, now)
    assert isinstance(pacer.next(heads, now), Grant)


def test_a_held_chat_waits_and_the_others_do_not() -> None:
    pacer = Pacer()
    pacer.hold(1, START + 40, START)
    pacer.hold(1, START + 5, START)  # a shorter one does not free it
    grant = pacer.next({Lane.REPLY: [Head(1, False), Head(2, False)]}, START)
    assert isinstance(grant, Grant)
    assert grant.head.chat == 2
    assert pacer.next({Lane.REPLY: [Head(1, False)]}, START + 1) == pytest.approx(39)
    assert pacer.closed(START) == {1}
    assert isinstance(pacer.next({Lane.REPLY: [Head(1, False)]}, START + 40), Grant)
    assert pacer.closed(START + 40) == frozenset()


def test_five_chats_refused_within_two_seconds_hold_all_of_them() -> None:
    pacer, other = Pacer(), {Lane.REPLY: [Head(99, False)]}
    for chat in range(4):
        pacer.hold(chat, START + 30 + chat, START + 0.1 * chat)
    assert pacer.wait(Head(99, False), Lane.REPLY, START + 1) == 0
    pacer.hold(5, START + 3_600, START + 1.9)
    wait = pacer.next(other, START + 2)
    assert wait == pytest.approx(28)


def test_five_refusals_of_one_chat_or_over_time_hold_only_their_chats() -> None:
    pacer = Pacer()
    for turn in range(5):
        pacer.hold(1, START + 30, START + 0.1 * turn)
    for chat in range(2, 8):
        pacer.hold(chat, START + 30, START + 0.6 * chat)
    assert isinstance(pacer.next({Lane.REPLY: [Head(99, False)]}, START + 6), Grant)


def test_a_refusal_without_a_chat_holds_everything() -> None:
    pacer = Pacer()
    pacer.hold(None, START + 7, START)
    assert pacer.next({Lane.REPLY: [Head(99, False)]}, START) == pytest.approx(7)


def test_a_restart_does_not_forget_what_was_sent() -> None:
    network = Network()
    first = run(Pacer(), {Lane.REPLY: to_groups(3, 10) + to_people(60), Lane.CARD: to_groups(3, 30)}, 25, network)
    after = Pacer()
    after.sent_before((head.chat, head.is_group, time) for time, head, _ in first)
    second = run(after, {Lane.REPLY: to_groups(3, 30) + to_people(60), Lane.CARD: to_groups(3, 30)}, 100, network, start=START + 25)
    assert len(second) > 60
    assert_within_limits(first + second)


def test_a_message_that_was_not_sent_gives_its_chat_back() -> None:
    pacer, now = Pacer(), START
    for _ in range(30):
        grant = pacer.next({Lane.REPLY: [Head(-1, True)]}, now)
        assert isinstance(grant, Grant)
        pacer.unused(grant)
        now += 0.05
    assert pacer.used(-1, now) == 0


def test_the_gap_between_edits_grows_as_the_minute_is_used() -> None:
    assert [card_gap(used) for used in (0, 4, 5, 9, 10, 20)] == [3, 3, 6, 6, 12, 12]
    pacer = Pacer()
    run(pacer, {Lane.CARD: to_groups(1, 7)}, 30, Network())
    assert pacer.used(-1, START + 30) == 7
    assert pacer.used(-1, START + 70) == 0
    assert pacer.used(-2, START) == 0


def test_idle_chats_are_forgotten() -> None:
    pacer = Pacer()
    run(pacer, {Lane.BROADCAST: to_people(10_000)}, 400, Network())
    assert len(pacer) <= 60.5 * 30 + 10


def test_a_clock_read_out_of_order_does_no_harm() -> None:
    pacer, shaky = Pacer(), random.Random(1)
    read: Callable[[float], float] = lambda now: now + shaky.uniform(-0.002, 0)  # noqa: E731
    heads, now, sent = {Lane.REPLY: to_people(400)}, START, []
    while heads[Lane.REPLY]:
        choice = pacer.next(heads, read(now))
        if isinstance(choice, Grant):
            heads[Lane.REPLY].remove(choice.head)
            sent.append(now)
            pacer.finished(choice, read(now))
        else:
            now += choice
    assert most_in_any(1.0, sent) <= 30
