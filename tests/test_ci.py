"""What CI promises: a skipped test is a failed one, and every step is there."""

import os
import re
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


def run(folder, *, ci):
    options = ["-c", os.devnull, "--rootdir", folder, "-p", "tests.conftest", "-p", "no:cacheprovider", "--continue-on-collection-errors"]
    command = [sys.executable, "-m", "pytest", *options, folder]
    environ = {**os.environ, "CI": ci, "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def skipping(tmp_path):
    """A folder with a test file for every way to skip."""
    for how, text in SKIPPED.items():
        (tmp_path / f"test_{how}.py".replace(" ", "_")).write_text(text)
    return tmp_path


def test_a_test_that_is_skipped_in_any_way_fails_in_ci_and_says_why(skipping):
    in_ci = run(skipping, ci="true")
    assert in_ci.returncode not in (0, 5), in_ci.stdout
    assert " passed" not in in_ci.stdout
    for how in SKIPPED:
        assert re.search(rf"{how.replace(' ', '_')}\S* was skipped, which in CI is a failure: .*no browser here", in_ci.stdout), (
            in_ci.stdout
        )


def test_elsewhere_a_skip_is_a_skip(skipping):
    (skipping / "test_other.py").write_text("def test_other(): pass\n")
    elsewhere = run(skipping, ci="")
    assert elsewhere.returncode == 0
    assert "1 passed, 4 skipped" in elsewhere.stdout


def test_the_run_of_ci_is_a_script_that_stops_at_the_first_failure():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    text = script.read_text()
    assert "set -euo pipefail" in text
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports", "sync --locked --all-extras", "pytest --postgres"):
        assert tool in text
