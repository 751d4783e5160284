"""The side of a count for everybody that does the counting: a wish and a file come in, what is known so far goes out.

The file may be anybody's, made to do harm. So this process gives up, before it reads a byte, what it will not need:
memory beyond a bound, processor time beyond a bound, any file. It knows no database, no secret and no address.
"""

import os
import resource
import sys
from contextlib import suppress
from typing import Any

COURTESY = 19
MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 20


def main() -> None:
    """Count what comes in, say what is known as soon as it is, and end."""
    _give_up_what_is_not_needed()
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


def _give_up_what_is_not_needed() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each thread would ask for memory of its own
    os.nice(COURTESY)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as first_to_go:  # noqa: PTH123 - no path of ours
        first_to_go.write("1000")
    bounds = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        with suppress(ValueError, OSError):  # a system that does not know the bound, or has a lower one
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
