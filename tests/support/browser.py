"""A real browser: which one, how it is started, and the watch on where its pages reach out to."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import Browser, Error, Playwright, Request, async_playwright

GIVEN = "COMMONPURSE_TEST_CHROMIUM"
SYSTEM = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
FLAGS = [
    "--headless",
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
OURS = {"localhost", "127.0.0.1", "::1"}


class BrowserIsNotInstalled(Exception):
    """There is no Chromium to test the pages with."""


class PageReachedOut(AssertionError):
    """A page asked another machine for something. Nothing that a resident opens may tell third parties about it."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(f"a page asked other machines: {', '.join(addresses)}")


class Watch:
    """Remembers the requests that left this machine."""

    def __init__(self) -> None:
        self._strangers: list[str] = []

    def see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in OURS:
            self._strangers.append(request.url)

    def demand_silence(self) -> None:
        """Nothing, if no request left this machine.

        Raises:
            PageReachedOut: Some did.
        """
        if self._strangers:
            raise PageReachedOut(self._strangers)


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """A headless Chromium for the length of the block.

    Raises:
        BrowserIsNotInstalled: There is none, and none could be fetched.
    """
    async with async_playwright() as playwright:
        browser = await _launched(playwright)
        try:
            yield browser
        finally:
            await browser.close()


def _program() -> str | None:
    """The browser of the environment or the system; none, if Playwright's own shell is to be taken.

    The shell is Chromium without its windows: the same engine for a third of the processor's time.
    """
    if given := os.environ.get(GIVEN):
        return given
    return next((found for name in SYSTEM if (found := shutil.which(name))), None)


async def _launched(playwright: Playwright) -> Browser:
    program = _program()
    try:
        return await playwright.chromium.launch(executable_path=program, args=FLAGS)
    except Error:
        if program:
            raise
    await asyncio.to_thread(_fetch)
    return await playwright.chromium.launch(args=FLAGS)


def _fetch() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    fetched = subprocess.run(command, capture_output=True, text=True, check=False)
    if fetched.returncode != 0:
        raise BrowserIsNotInstalled(
            f"no Chromium: install your system's package, or set {GIVEN}. Playwright's own could not be fetched: "
            + (fetched.stderr or fetched.stdout)[-500:]
        )
