"""The side of a count for everybody that does the counting: a wish and a file come in, what is known so far goes out.

The file may be anybody's, made to do harm. So this process gives up, before it reads a byte, what it will not need:
memory beyond a bound, processor time beyond a bound, any file. It knows no database, no secret and no address.
"""

import sys
from contextlib import suppress
from typing import Any

from libs.shared.platform.running.giving_up import give_up

MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 20


def main() -> None:
    """Count what comes in, say what is known as soon as it is, and end."""
    give_up(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    from pydantic_core import from_json

    wish, content = from_json(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    with suppress(BrokenPipeError):  # whoever wanted to know is gone
        _count(wish, content)


def _count(wish: dict[str, Any], content: bytes) -> None:
    from libs.shared.kernel.errors import DomainError
    from services.voting.domain.counting.count_file import count_file
    from services.voting.domain.counting.file_wish import FileWish

    try:
        for told in count_file(content, FileWish.of(wish)):
            _say({"told": told})
        _say({"is_all": True})
    except BrokenPipeError:
        raise
    except DomainError as error:
        _say({"refused": error.code, **vars(error)})
    except MemoryError:
        _say({"refused": "file-cannot-be-counted-here", "why": "memory"})
    except Exception:  # noqa: BLE001 - what it says could quote the file, and nobody could do anything with it
        _say({"refused": "file-cannot-be-counted-here", "why": "failure"})


def _say(said: dict[str, Any]) -> None:
    from pydantic_core import to_json

    sys.stdout.buffer.write(to_json(said) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
