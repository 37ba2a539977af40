"""What CI promises: a skipped test is a failed one, and every step is there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

SKIPPED = {
    "by a mark": "import pytest\n@pytest.mark.skip(reason='no browser here')\ndef test_it(): pass\n",
    "while it runs": "import pytest\ndef test_it(): pytest.skip('no browser here')\n",
    "by a fixture": "import pytest\n@pytest.fixture\ndef b(): pytest.skip('no browser here')\ndef test_it(b): pass\n",
    "as a module": "import pytest\npytest.skip('no browser here', allow_module_level=True)\n",
}


def run(path, *, ci):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        os.devnull,
        "--rootdir",
        path.parent,
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        path,
    ]
    environ = {**os.environ, "CI": ci, "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("how", list(SKIPPED))
def test_a_test_that_is_skipped_fails_in_ci_and_says_why(how, tmp_path):
    path = tmp_path / "test_skipped.py"
    path.write_text(SKIPPED[how])
    in_ci = run(path, ci="true")
    assert in_ci.returncode not in (0, 5), in_ci.stdout
    assert "no browser here" in in_ci.stdout


def test_elsewhere_a_skip_is_a_skip(tmp_path):
    path = tmp_path / "test_skipped.py"
    path.write_text(SKIPPED["by a fixture"] + "def test_other(): pass\n")
    assert run(path, ci="").returncode == 0


def test_the_run_of_ci_is_a_script_that_stops_at_the_first_failure():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    text = script.read_text()
    assert "set -euo pipefail" in text
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports", "sync --locked --all-extras", "pytest --postgres"):
        assert tool in text
