"""The words keep up with the program: settings, commands and links in the README and in docs/."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
import typer

import handlers
from bot.settings import every_setting, load_settings, variable_of
from handlers.routing import Feature

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
NAMED_OR_SHOWN = re.compile(r"`([\w/]+/\w+\.py)`|^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"(?:bot|handlers|community|storage|web|playground|locales|benchmarks|tests|docs|\.ci)/[\w./-]*")


@pytest.fixture(scope="module")
def everything():
    return "\n".join(path.read_text(encoding="utf-8") for path in PAGES)


def command_line():
    """The commands of `talkoot`."""
    module = importlib.import_module("bot.__main__")
    (app,) = (value for value in vars(module).values() if isinstance(value, typer.Typer))
    return typer.main.get_command(app).commands


def bot_commands():
    """Every command that residents can type, in every language it has a name in."""
    modules = [importlib.import_module(f"handlers.{found.name}") for found in pkgutil.iter_modules(handlers.__path__)]
    features = [value for module in modules for value in vars(module).values() if isinstance(value, Feature)]
    return {name for feature in features for names in feature.commands for name in names}


def options(command):
    return [option for parameter in command.params for option in parameter.opts if option.startswith("--")]


def shown(declared):
    if declared.is_required():
        return "*must be set*"
    if declared.default is None:
        return "nothing"
    return f"`{str(declared.default).lower() if isinstance(declared.default, bool) else declared.default}`"


def test_every_setting_is_in_the_docs_with_its_variable_and_its_default():
    lines = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    wanted = [f"| `{name}` | `{variable_of(name)}` | {shown(field)} | {field.description} |" for name, field in every_setting()]
    assert rows == wanted


def test_every_variable_the_docs_name_exists(everything):
    named = set(re.findall(r"TALKOOT_[A-Z0-9_]*__[A-Z0-9_]+", everything))
    assert named <= {variable_of(setting) for setting, _ in every_setting()}


def test_every_command_of_the_command_line_is_in_the_docs(everything):
    missing = [name for name in command_line() if f"talkoot {name}" not in everything]
    assert not missing


def test_every_option_of_the_command_line_is_in_the_docs(everything):
    missing = [f"{name} {option}" for name, command in command_line().items() for option in options(command) if option not in everything]
    assert not missing


def test_every_command_the_docs_name_exists(everything):
    named = {name for code in CODE.findall(everything) for name in re.findall(r"(?<!/)talkoot ([a-z][a-z-]+)\b", code)}
    assert named <= set(command_line())


def test_every_command_residents_can_type_is_in_the_docs(everything):
    commands = bot_commands()
    assert commands
    missing = sorted(name for name in commands if not re.search(rf"/{name}\b", everything))
    assert not missing


def test_every_link_between_the_pages_leads_somewhere():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
        if not target.startswith(("http://", "https://", "mailto:", "#", "tg://"))
        if not (page.parent / target.split("#")[0]).exists()
    ]
    assert not broken


def test_every_test_the_docs_name_exists(everything):
    written = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py"))
    missing = [name for name in QUOTED.findall(everything) if re.fullmatch(r"test_\w+", name) and f"def {name}(" not in written]
    assert not missing


def test_every_file_the_docs_name_exists():
    missing = [
        f"{page.relative_to(ROOT)}: {name}"
        for page in PAGES
        for name in QUOTED.findall(page.read_text(encoding="utf-8"))
        if OURS.fullmatch(name) and not (ROOT / name).exists()
    ]
    assert not missing


def test_the_worked_example_is_the_code_that_is_there():
    """Every piece stands, as it is, in the file that is named last before it."""
    where, pieces = "", 0
    for name, piece in NAMED_OR_SHOWN.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        where = name or where
        if piece:
            pieces += 1
            assert piece in (ROOT / where).read_text(encoding="utf-8"), f"{where} says something else"
    assert pieces >= 8


def test_the_three_settings_of_the_readme_are_enough():
    asked = [name for name, declared in every_setting() if declared.is_required()]
    assert asked == ["telegram.token", "controller.name", "controller.contact"]
    assert load_settings(None, {variable_of(name): "1:a" for name in asked})


def test_every_decision_has_a_number_of_its_own_and_stands_in_the_index():
    pages = sorted(path.name for path in (ROOT / "docs" / "adr").glob("0*.md"))
    assert [name[:4] for name in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    assert all(f"[{int(name[:4])}]({name})" in index for name in pages)
