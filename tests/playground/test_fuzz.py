"""Whatever a client sends, the answer is an envelope of the Bot API: never a failure of the playground itself."""

import random

import aiohttp
import orjson

from playground.control.acts import ACTS
from tests.playground.telegram import PNG, SCHEMA, Telegram

CALLS = 1500
ODD = [
    "",
    "0",
    "-1",
    "1",
    "true",
    "null",
    "[]",
    "{}",
    "[{}]",
    "x" * 5000,
    "ä🙂",
    "<b>",
    "@nobody",
    None,
    True,
    -5,
    0,
    3.5,
    2**70,
    [],
    {},
    [1],
    [[]],
]
"""Values that are seldom right."""


def value_for(chance: random.Random, types: tuple[str, ...], known: dict[str, list[object]], name: str) -> object:
    """Mostly something of the right type, often something that exists."""
    if chance.random() < 0.12:
        return chance.choice(ODD)
    if name in known and chance.random() < 0.9:
        return chance.choice(known[name])
    kind = chance.choice(types)
    if kind.startswith("Array of "):
        return [value_for(chance, (kind.removeprefix("Array of "),), known, "") for _ in range(chance.randint(0, 3))]
    plain: dict[str, list[object]] = {
        "Integer": [0, 1, 2, 3, 60, -1, 10**9, 2**40],
        "Float": [0.5, 60.2, -170.0, 1000.0],
        "Boolean": [True, False],
        "True": [True],
        "String": [
            "hei",
            "<b>hei</b>",
            "a_b*",
            "HTML",
            "MarkdownV2",
            "https://example.com",
            "",
            "🎲",
            "typing",
            "photo",
            "default",
            "quiz",
        ],
        "InputFile": ["attach://file", "nonsense"],
    }
    if kind in plain:
        return chance.choice(plain[kind])
    try:
        fields = SCHEMA.fields_of(kind)
    except KeyError:
        return chance.choice(ODD)
    chosen = [field for field in fields.values() if field.required or chance.random() < 0.3]
    return {field.name: value_for(chance, field.types, known, field.name) for field in chosen}


async def street(tg: Telegram) -> dict[str, list[object]]:
    """People, groups and messages to be found by their ids; what a parameter of each name may hold."""
    await tg.emu("limits", {"mode": "off"}, verb="PATCH")
    aino, eero = await tg.person(), await tg.person("Eero")
    forum = await tg.group(eero, admin=aino, is_forum=True, bot="administrator")
    group = await tg.group(eero, admin=aino, type="group")
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    for chat in (aino, forum, group):
        await tg.said(chat, reply_markup=keyboard)
        await tg.upload("sendPhoto", "photo", PNG, chat_id=chat)
        await tg.call("sendPoll", chat_id=chat, question="Q", options=["a", "b"])
    chats: list[object] = [aino, eero, forum, group, str(group), "@talo", -5]
    people: list[object] = [aino, eero, await tg.bot_id(), 7]
    return {"chat_id": chats, "from_chat_id": chats, "user_id": people, "message_id": [1, 2, 3, 4, 5, 6, 7, 8, 9]}


async def test_no_call_breaks_the_playground(tg: Telegram) -> None:
    known = await street(tg)
    chance = random.Random(7)
    methods = [
        method for method in SCHEMA.methods.values() if method.name not in ("leaveChat", "logOut", "close", "getUpdates", "setWebhook")
    ]
    for _ in range(CALLS):
        method = chance.choice(methods)
        fields = [field for field in method.fields.values() if field.required or chance.random() < 0.25]
        params = {field.name: value_for(chance, field.types, known, field.name) for field in fields}
        answer = await tg.call(method.name, **params)
        assert answer.ok or answer.http_status in (400, 403, 404, 429), (method.name, params, answer.body)


async def test_no_request_breaks_the_control_interface(tg: Telegram) -> None:
    known = await street(tg)
    chance = random.Random(8)
    state = await tg.see("state")
    assert state["chats"]
    acts = sorted(ACTS.keys() - {"delete_chat", "delete_account", "migrate"})
    names = sorted({name for act in ACTS.values() for name in act.asked.model_fields})
    for _ in range(CALLS):
        body = {name: chance.choice([*ODD, "/start", "moi"]) for name in names if chance.random() < 0.15}
        body |= {"chat": chance.choice(known["chat_id"][:4]), "user": chance.choice(known["user_id"]), "message": chance.randint(1, 9)}
        body["wait"] = 0
        async with tg.session.post(f"{tg.url}/_emu/act/{chance.choice(acts)}", json=body) as response:
            answered = orjson.loads(await response.read())
            assert response.status in (200, 400, 403, 404), (body, answered)


async def test_no_bytes_break_the_front(tg: Telegram) -> None:
    chance = random.Random(9)
    kinds = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]
    for _ in range(300):
        body = bytes(chance.choice(b'{}[]":,\xff\x00\xc3aZ&=%-\r\nx') for _ in range(chance.randint(0, 60)))
        headers = {"Content-Type": chance.choice(kinds)}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{tg.url}/bot{tg.token}/sendMessage", data=body, headers=headers) as got,
        ):
            assert orjson.loads(await got.read())["ok"] is False, body


async def test_the_calendar_has_an_end(tg: Telegram) -> None:
    for turn in ({"advance": 2**62}, {"set": "9999-12-31T23:59:59+00:00"}, {"set": "0001-01-01T00:00:00+14:00"}):
        async with tg.session.post(f"{tg.url}/_emu/clock", json=turn) as response:
            assert response.status == 400
