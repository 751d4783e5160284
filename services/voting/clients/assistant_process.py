"""The assistant's own side: a line of tokens comes in, a line of permits goes out, until nobody asks any more."""

import sys

from nacl.signing import VerifyKey
from pydantic_core import from_json, to_json

from services.voting.clients.permit_reading import read_all
from services.voting.domain.casting.permit import Permit


def main() -> None:
    """Answer until the other side is gone."""
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(_answer(line) + b"\n")
        sys.stdout.buffer.flush()


def _answer(line: bytes) -> bytes:
    asked = from_json(line)
    key = VerifyKey(bytes.fromhex(asked["key"]))
    return to_json([permit and _told(permit) for permit in read_all(asked["tokens"], key, asked["now"])])


def _told(permit: Permit) -> tuple[str, str, str | None, str, bool]:
    area_id = str(permit.area_id) if permit.area_id else None
    return str(permit.poll_id), permit.pseudonym.hex(), area_id, permit.channel, permit.is_test


if __name__ == "__main__":
    main()
