"""The page about the playground says what the control interface does."""

from pathlib import Path

import pytest

from playground.control.acts import ACTS
from playground.control.asked_acts import Send
from playground.control.faults import AskedAction, AskedMatch
from playground.control.routes import control_routes
from playground.server import Playground

PAGE = (Path(__file__).parents[2] / "docs" / "playground.md").read_text()

CALLS = sorted({(route.method, route.path.removeprefix("/_emu")) for route in control_routes(Playground())})


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_every_call_is_described(method: str, path: str) -> None:
    place = path.replace("{user}", "{id}").replace("/{act}", "/<name>")
    assert any(f"{method}" in line and place in line for line in PAGE.splitlines())


@pytest.mark.parametrize("act", [*ACTS, "batch"])
def test_every_act_is_described(act: str) -> None:
    assert f"`{act}`" in PAGE


@pytest.mark.parametrize("field", [*AskedMatch.model_fields, *AskedAction.model_fields, *Send.model_fields])
def test_every_field_of_faults_and_messages_is_named(field: str) -> None:
    assert field in PAGE
