"""What a part needs before it can begin is waited for: whatever starts them all starts them in no order."""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from libs.shared.platform.running import retrying
from libs.shared.platform.running.telling_of_failures import Row
from libs.shared.platform.storage.in_words import in_words
from libs.shared.platform.watching.failures import kind_of

log = structlog.get_logger()

T = TypeVar("T")

# Waiting mends none of these: a file that is not there, a right that nobody gave.
_OF_OUR_OWN = (FileNotFoundError, PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError)


def is_away(error: BaseException) -> bool:
    """Whether what is needed did not answer or could not yet, so that it may later; not if it said no."""
    if isinstance(error, (ssl.SSLError, *_OF_OUR_OWN)) or type(error) is ConnectionError:
        return False  # the last is the driver's word for a server that takes no TLS
    return retrying.passes(error)


async def until_there(need: str, reach: Callable[[], Awaitable[T]]) -> T:
    """What reaching it gives, tried with growing pauses until it is there; one line a minute says what is waited for.

    Raises:
        Exception: Whatever waiting does not mend.
    """
    began, failures, row = time.monotonic(), 0, Row()
    while True:
        try:
            reached = await reach()
        except Exception as error:
            if not is_away(error):
                raise
            failures += 1
            if row.is_to_be_told(kind_of(error)):
                waited = round(time.monotonic() - began)
                log.warning("waiting for what is needed", need=need, words=in_words(error), waited_s=waited)
            await asyncio.sleep(retrying.pause_after(failures))
        else:
            if failures:
                log.info("what was needed is there", need=need, waited_s=round(time.monotonic() - began))
            return reached
