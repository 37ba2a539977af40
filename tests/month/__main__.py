"""`uv run python -m tests.month` tells the month and writes it into the docs."""

import asyncio
import tempfile
from pathlib import Path

from storage.engine import open_database
from storage.migrate import migrate
from tests.month.page import page
from tests.month.story import tell

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "simulated-month.md"


async def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/talkoot.sqlite3"
        await migrate(url)
        db = await open_database(url)
        try:
            PAGE.write_text(page(await tell(db)), encoding="utf-8")
        finally:
            await db.close()


if __name__ == "__main__":
    asyncio.run(main())
