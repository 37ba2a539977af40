"""The command line: run, demo, check, backup, restore, retention, invite-manager, when."""

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import Awaitable, Coroutine
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot.settings import Settings, SettingsError, load_settings, variable_of

# Pretty tracebacks would show local variables, a token among them.
app = typer.Typer(
    help="Talkoot: a chat bot for neighbourhood communities.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CONFIG = typer.Option(help="The file with the settings.", show_default=True)
DEFAULT_CONFIG = Path("config.toml")
ISO = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d"]
T = TypeVar("T")
HOUSE = ZoneInfo("Europe/Helsinki")


@app.command()
def run(config: Annotated[Path, CONFIG] = DEFAULT_CONFIG) -> None:
    """Run the bot on Telegram (long polling) until Ctrl-C."""
    settings = _settings(config)
    _in_loop(_run(settings))


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="Where the page listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The page's port; 0 takes a free one.")] = 8080,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    city: Annotated[bool, typer.Option("--city", help="Beside the neighbourhood an area of forty houses, with 900 people.")] = False,
    data: Annotated[Path | None, typer.Option(help="Keep everything in this folder; without it the demo leaves nothing behind.")] = None,
    now: Annotated[datetime | None, typer.Option(help="The time the demo starts at, as in 2027-05-10T12:00.", formats=ISO)] = None,
) -> None:
    """Try Talkoot in the browser: an emulated Telegram with a small neighbourhood, no token needed."""
    gc.disable()  # what loading and moving in make is kept; looking through it again and again for rubbish costs a tenth of the start
    from bot.demo import Demo  # the playground is only loaded where it is wanted
    from bot.logs import set_up_logs

    set_up_logs(level="error")
    start = now.replace(tzinfo=HOUSE) if now and now.tzinfo is None else now
    # Removed only when the loop and its threads have ended: one that is still migrating would write a file anew.
    with nullcontext(data) if data else TemporaryDirectory(prefix="talkoot-demo-") as folder:
        there = Demo(host=host, port=port, browser=browser, folder=Path(folder), kept=data is not None, start=start, city=city)
        _in_loop(there.run(tell=typer.echo, until=until_signal))


@app.command()
def check(config: Annotated[Path, CONFIG] = DEFAULT_CONFIG) -> None:
    """Say in plain words what is wrong with settings, token, rights, database and files."""
    from bot.check import check as look
    from bot.check import in_lines, something_is_wrong

    findings = asyncio.run(look(_file(config), os.environ))
    typer.echo(in_lines(findings))
    if something_is_wrong(findings):
        raise typer.Exit(1)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to; it must not be there yet.", show_default=False)],
    config: Annotated[Path, CONFIG] = DEFAULT_CONFIG,
) -> None:
    """Write a whole copy of the database into a file; the bot may run."""
    from bot.backup import backup as write

    typer.echo(_by_hand(write(_settings(config), file)))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", show_default=False)],
    config: Annotated[Path, CONFIG] = DEFAULT_CONFIG,
) -> None:
    """Put a backup in the place of the database, which stays beside it; the bot must be stopped."""
    from bot.backup import restore as put_back

    typer.echo(_by_hand(put_back(_settings(config), file, datetime.now(UTC))))


@app.command()
def retention(
    config: Annotated[Path, CONFIG] = DEFAULT_CONFIG,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go now; nothing is changed.")] = False,
) -> None:
    """Let go what has been kept long enough, as every night; or count it."""
    from bot.houses import house_rules
    from bot.retention import in_lines, make_round

    settings = _settings(config)
    counts = _by_hand(make_round(settings, house_rules(settings), datetime.now(UTC), dry_run=dry_run))
    typer.echo(in_lines(counts, settings.privacy, dry_run=dry_run))


@app.command()
def invite_manager(
    area: Annotated[str | None, typer.Option(help="Of this area; it is founded if there is none of that name.")] = None,
    house: Annotated[str | None, typer.Option(help="Of this house.")] = None,
    config: Annotated[Path, CONFIG] = DEFAULT_CONFIG,
) -> None:
    """Print a link that makes somebody the manager of a house, an area, or (without either) all there are. It works once."""
    from bot.first_manager import Place, invite

    if area is not None and house is not None:
        raise typer.BadParameter("Give an area or a house, not both.", param_hint="--area")
    typer.echo(_by_hand(invite(_settings(config), Place(area, house), datetime.now(UTC))))


@app.command()
def when(
    phrase: Annotated[str, typer.Argument(help="What somebody might type; - reads one phrase per line.")],
    now: Annotated[datetime | None, typer.Option(help="The time it is typed at, on the wall of the house.", formats=ISO)] = None,
    zone: Annotated[str, typer.Option(help="The time zone of the house.")] = "Europe/Helsinki",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show how a date is understood, or why it is refused."""
    from bot.when_command import human, when_lines
    from community.when import understand

    try:
        house = ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise typer.BadParameter(f"{zone} is not a known time zone; write it as in Europe/Helsinki.", param_hint="--zone") from None
    moment = (now if now and now.tzinfo else now.replace(tzinfo=house)) if now else datetime.now(house)
    phrases = (line.rstrip("\n") for line in sys.stdin) if phrase == "-" else iter([phrase])
    for each in phrases:
        if as_json:
            typer.echo(json.dumps(next(iter(when_lines([each], moment, house))), ensure_ascii=False))
        else:
            typer.echo(human(understand(each, moment, house)))


def _file(config: Path) -> Path | None:
    """The file with the settings; None where the environment alone has them, as in a container."""
    missing = config == DEFAULT_CONFIG and not config.exists()
    return None if missing and variable_of("telegram.token") in os.environ else config


def _settings(config: Path) -> Settings:
    try:
        return load_settings(_file(config), os.environ)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _by_hand(work: Coroutine[Any, Any, T]) -> T:
    """What comes of it; what is not possible is said in its sentence."""
    from bot.by_hand import NotPossible

    try:
        return asyncio.run(work)
    except NotPossible as error:
        _end(str(error))


async def _run(settings: Settings) -> None:
    from bot.app import Talkoot
    from bot.hook import pause_hook
    from bot.logs import set_up_logs

    set_up_logs(level=settings.logging.level, form=settings.logging.format, secrets=[settings.telegram.token.get_secret_value()])
    bot = Talkoot(settings, hook=pause_hook(os.environ))
    try:
        await bot.start()
        await until_signal(bot.wait())
    finally:
        await bot.stop()


async def until_signal(work: Awaitable[None]) -> None:
    """Until the work ends or somebody presses Ctrl-C (SIGINT) or the system stops us (SIGTERM)."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    waiting, working = asyncio.ensure_future(stopped.wait()), asyncio.ensure_future(work)
    await asyncio.wait([waiting, working], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if working.done():
        working.result()
    else:
        working.cancel()
        await asyncio.wait([working])


def _in_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end; what must be told to a person is told in one sentence."""
    from bot.stopping import MustStop
    from storage.process import WrongBot

    try:
        _run_fast(work)
    except MustStop as error:
        _end(str(error))
    except WrongBot:
        _end("This database belongs to another bot. Use its token, or another database.")
    except OSError as error:
        _end(f"Talkoot can't go on: {error.strerror or error}. If a port is taken, choose another one (web.port).")


def _run_fast(work: Coroutine[Any, Any, None]) -> None:
    try:
        import uvloop
    except ImportError:  # not made for Windows
        asyncio.run(work)
    else:
        uvloop.run(work)


def _end(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1) from None


def main() -> None:
    """The entry point of `talkoot`."""
    app()


if __name__ == "__main__":
    main()
