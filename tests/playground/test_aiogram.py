"""The playground under aiogram: a second client library with strict models of its own."""

from tests.playground import echo


async def test_an_aiogram_bot_lives_in_the_playground(tg):
    from tests.playground.aiogram_echo import running  # not sooner: aiogram takes seconds of whoever only reads which tests there are

    async with running(tg):
        await echo.tell(tg)
