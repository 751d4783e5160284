"""The counting room's own side: a poll and its ballots come in; how it goes, and in the end the outcome, go out."""

import os
import sys
import time
from contextlib import suppress

from pydantic_core import to_json

from libs.shared.kernel.errors import DomainError
from services.voting.clients.counting_messages import POLL, Said, ballots_of
from services.voting.domain.casting.kinds import read_ballot
from services.voting.domain.counting.announcement import publish
from services.voting.domain.counting.counting import GroupedBallots, count
from services.voting.domain.errors import CountsDisagree
from services.voting.domain.polls.poll import Poll
from services.voting.domain.tally.progress import Stage

# Who is casting in another poll, on a machine that is small, goes first.
_COURTESY = 10
_TELL_EVERY_S = 0.5


def main() -> None:
    """Count what comes in, say what came of it, and end."""
    os.nice(_COURTESY)
    poll = POLL.validate_json(sys.stdin.buffer.readline())
    method = poll.terms.method
    read = ballots_of(sys.stdin.buffer)
    ballots = [(read_ballot(choices, method, weight), people) for choices, people, weight in read]
    with suppress(BrokenPipeError):  # whoever wanted to know is gone
        _say(_counted(poll, ballots))


def _counted(poll: Poll, ballots: GroupedBallots) -> Said:
    try:
        return {"outcome": publish(poll, count(poll, ballots, _Teller().watch))}
    except CountsDisagree as error:
        return {"objections": error.objections}
    except BrokenPipeError:
        raise
    except DomainError as error:
        return {"failure": error.code}
    except Exception as error:  # noqa: BLE001 - its name is all that may be known: its words could quote a ballot
        return {"failure": type(error).__name__}


class _Teller:
    """Says how far the count has come: each new stage, and twice a second."""

    def __init__(self) -> None:
        self._stage, self._told_at = "", 0.0

    def watch(self, stage: Stage, done: int, of: int | None = None) -> None:
        now = time.monotonic()
        if stage == self._stage and now - self._told_at < _TELL_EVERY_S:
            return
        self._stage, self._told_at = stage, now
        _say({"progress": {"stage": stage, "done": done, "of": of}})


def _say(said: Said) -> None:
    sys.stdout.buffer.write(to_json(said) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
