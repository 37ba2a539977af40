"""A real browser for the stories that need one: found on the machine, started once, without anything that talks to the network."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "uv run playwright install chromium"
MISSING = f"a browser story: there is no Chromium in PATH or TALKOOT_CHROMIUM; `{INSTALL}` installs one"
INSTALLED = ("chrome-*/chrome", "chrome-*/chrome.exe", "chrome-*/*.app/Contents/MacOS/*")
PATIENCE = 30.0
"""Seconds a browser may take to start on a busy machine."""

QUIET = (
    "--headless",
    "--remote-debugging-port=0",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path() -> str | None:
    """The Chromium that TALKOOT_CHROMIUM names, or that is in PATH, or that Playwright installed; None where there is none."""
    named = os.environ.get("TALKOOT_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None) or installed_browser()
    return found if found and Path(found).exists() else None


def installed_browser() -> str | None:
    """Where `playwright install chromium` put it."""
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = [path for name in INSTALLED for path in sorted(folder.glob(f"chromium-*/{name}"))]
    return str(found[-1]) if found else None


@contextmanager
def running_browser(path: str, profile: Path) -> Iterator[str]:
    """The address for debuggers of a browser that runs until the block ends."""
    # Chromium refuses its sandbox to root, which is what containers run tests as.
    rootly = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [path, *QUIET, *rootly, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port_of(process, profile / 'DevToolsActivePort')}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def port_of(process: subprocess.Popen[bytes], told_in: Path) -> int:
    """The port the browser chose, once it says so."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        lines = told_in.read_text().splitlines() if told_in.exists() else []
        if len(lines) > 1:
            return int(lines[0])
        time.sleep(0.05)
    raise RuntimeError(f"the browser did not start (exit code {process.poll()})")
