"""The side of the darkroom that looks at a stranger's file: bytes come in, a line and two pictures go out.

The file may be made to do harm. So this process gives up, before it reads a byte, what it will not need: memory beyond
a bound, processor time beyond a bound, any file. It knows no database, no secret and no address.
"""

import sys
from contextlib import suppress

from libs.shared.platform.running.giving_up import give_up

MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 10


def main() -> None:
    """Develop what comes in, and end."""
    give_up(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    content = sys.stdin.buffer.read()
    with suppress(BrokenPipeError):  # whoever wanted the photo is gone
        _develop(content)


def _develop(content: bytes) -> None:
    from libs.shared.kernel.photos.errors import PhotoCannotBeRead
    from libs.shared.platform.photos.developing import develop

    try:
        photo = develop(content)
    except PhotoCannotBeRead as error:
        _say({"refused": error.why})
    except MemoryError:
        _say({"refused": "too-much"})
    except Exception:  # noqa: BLE001 - what it says could quote the file, and nobody could do anything with it
        _say({"refused": "failure"})
    else:
        sizes = {"large": len(photo.large), "small": len(photo.small)}
        _say({"width": photo.width, "height": photo.height, **sizes}, photo.large, photo.small)


def _say(said: dict[str, str | int], *pictures: bytes) -> None:
    from pydantic_core import to_json

    sys.stdout.buffer.write(to_json(said) + b"\n" + b"".join(pictures))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
