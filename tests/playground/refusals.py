"""What the control interface says when something can't be done."""

from typing import Any

from tests.playground.telegram import Telegram


async def refusal(tg: Telegram, path: str, body: Any = None, method: str = "POST", **headers: str) -> tuple[int, str]:
    """Status and words of a call that must be refused."""
    async with tg.session.request(method, f"{tg.url}/_emu/{path}", json=body, headers=headers) as response:
        found = await response.json()
        assert set(found) == {"error"}
        return response.status, found["error"]
