"""The embedded demo site: a child process on loopback, and how many pages it gives."""

import asyncio
import contextlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import DataError
from pipeline.files import sha256

DEMO = Path("dataset/demo")
SITE = DEMO / "site.py"
EXPECTED = DEMO / "expected.jsonl"
START_SECONDS = 15.0


class DemoSite:
    """`python dataset/demo/site.py`, for as long as the crawl lives: it leaves when its standard input ends."""

    def __init__(self) -> None:
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> Mapping[str, tuple[str, int]]:
        """Start it; host name -> (address, port).

        Raises:
            DataError: it does not start.
        """
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(SITE), "--port", "0"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        try:
            async with asyncio.timeout(START_SECONDS):
                said = json.loads(await self.process.stdout.readline())
            return dict.fromkeys(said["hosts"], ("127.0.0.1", said["port"]))
        except (TimeoutError, ValueError, KeyError):
            await self.stop()
            raise DataError(f"{SITE}: the demo site does not start; restore dataset/demo from git") from None

    async def stop(self) -> None:
        """End it."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


def expected_pages() -> int | None:
    """Distinct pages that the untouched demo gives; None when dataset/demo/expected.jsonl is not there."""
    try:
        rows = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
        stored = [row for row in rows if row["status"] == "fetched"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return len(stored)


def demo_hash() -> str:
    """A hash of every file of the demo: when it changes, the demo crawl begins anew."""
    paths = sorted(path for path in DEMO.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sha256("".join(f"{path}\0{sha256(path.read_bytes())}\n" for path in paths).encode())
