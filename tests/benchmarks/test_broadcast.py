"""The benchmark of a notice to many: what it counts, and a small run of it through the real bot."""

from dataclasses import replace

from benchmarks.broadcast import FEW, NOON, Meanwhile, Plan, Sending, p95, sent, table, verdict
from benchmarks.city import Answered, city
from benchmarks.manager import manager

HURRY = 4.0
WELL = Sending(seconds=10, counted=297, own_429s=0, injected_429s=3, lost=0, doubled=0, uncertain=0)
BESIDE = Meanwhile(20, 22, 100, 9, 4.2, 10, 1.0, {"copies": 9.0}, 0.2, 165_000)


async def test_every_copy_of_a_notice_in_a_city_has_its_end_and_is_there_once() -> None:
    async with city(40, 2, rate=HURRY, start=NOON, seed=32) as here, manager(here) as bot:
        assert {(each.absent, each.moved) for each in here.groups} == {(False, False), (True, False), (False, True)}
        notice, went, prepared = await sent(bot, "The water is off today.", 40)
        states = list(bot.states(1).values())
    assert (went.lost, went.doubled, went.uncertain, went.own_429s) == (0, 0, 0, 0)
    assert states.count("failed") == sum(each.absent for each in here.groups)
    assert states.count("sent") == len(notice.arrived())
    assert went.counted == 40 + sum(each.moved for each in here.groups)
    assert prepared < 2


def test_telegram_counts_what_it_took_and_what_it_refused_but_no_429_and_no_pop_up() -> None:
    taken = Answered(NOON, "sendMessage", -5, "Hello", 200, injected=False)
    assert [replace(taken, status=status).counted for status in (200, 400, 403, 429)] == [True, True, True, False]
    assert not replace(taken, method="answerCallbackQuery").counted


def test_the_verdict_names_the_figures_in_their_order_and_counts_both_notices() -> None:
    killed = replace(WELL, own_429s=1, uncertain=7)
    assert list(verdict(WELL, None).items()) == [
        ("share_of_limit", 0.99),
        ("too_many_requests", 0),
        ("lost", 0),
        ("doubled", 0),
        ("uncertain", 0),
    ]
    assert verdict(WELL, killed) == {"share_of_limit": 0.99, "too_many_requests": 1, "lost": 0, "doubled": 0, "uncertain": 7}
    shown = table(Plan(300, 5, 60, 1, 1), WELL, BESIDE, killed, replace(WELL, counted=200), replace(BESIDE, memory=150_000))
    assert "| share of 30 a second | 0.990 | 0.667 |" in shown
    assert "20.0 → 22.0 ms (29.0 ms)" in shown
    assert f"with {FEW} chats | 161 MB, 1.10" in shown
    assert p95([float(each) for each in range(100)]) == 95
