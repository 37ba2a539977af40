"""A Bot API that answers one question, and settings that are right."""

import json

import pytest
from aiohttp import web

TOKEN = "123456:ABC-def_1"


class BotApi:
    """Answers getMe as it is told to, over real HTTP."""

    def __init__(self):
        self.status, self.asked = 200, []
        self.me = {"id": 123456, "is_bot": True, "first_name": "Talkoot", "username": "talkoot_bot", "can_join_groups": True}
        self.me["can_read_all_group_messages"] = False
        self.body = None

    async def answer(self, request):
        self.asked.append(request.path)
        ok = {"ok": True, "result": self.me} if self.status == 200 else {"ok": False, "error_code": self.status, "description": "No"}
        return web.Response(status=self.status, text=json.dumps(ok) if self.body is None else self.body)


@pytest.fixture
async def api():
    api = BotApi()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", api.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield api
    await runner.cleanup()


@pytest.fixture
def config(tmp_path, api):
    """Writes a private settings file; sections may be added or replaced."""

    def write(*, token=TOKEN, api_url=None, database=None, more="", mode=0o600):
        path = tmp_path / "config.toml"
        path.write_text(
            f'[telegram]\ntoken = "{token}"\napi_url = "{api_url or api.address}"\n'
            '[controller]\nname = "As Oy Esimerkki"\ncontact = "hallitus@example.org"\n'
            f'[database]\nurl = "{database or f"sqlite:///{tmp_path}/data/talkoot.sqlite3"}"\n'
            f'[privacy]\nerased_key_file = "{tmp_path}/data/erased.key"\n{more}'
        )
        path.chmod(mode)
        return path

    return write
