"""Every real ballot, cast through one of three doors: text message, page, API; and what must be refused."""

import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from commonpurse.ballot_box import BallotBox
from commonpurse.demo.pages import vote_on_pages
from commonpurse.election import Ballot, Election
from commonpurse.preparation import Progress
from commonpurse.town_hall import Body, TownHall, at_most_at_once, eventually
from commonpurse.trouble import Trouble
from libs.shared.events.words import Channel, Method
from services.voting.domain.casting.kinds import KINDS

AT_ONCE = 16
BY_TEXT = 200
ON_PAGES = 50
DUPLICATES = 25
MALFORMED = 25
LATE = 10
ABSTAINERS = MALFORMED + LATE
"""People on the roll who never get a ballot into the box."""

Door = Literal["texts", "pages", "api", "questionnaire"]

_LONGEST_TEXT = 480
CHANNELS: dict[Door, Channel] = {"texts": "sms", "pages": "web", "api": "web", "questionnaire": "questionnaire"}
"""What the box has as their channel."""


@dataclass
class VotingDay:
    """What happened at the ballot box: accepted ballots by door, refusals by kind."""

    by_door: Counter[Door] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def ballots_cast(self) -> int:
        return sum(self.by_door.values())

    @property
    def by_channel(self) -> dict[str, int]:
        """The ballots by what the box has as their channel."""
        channels: Counter[str] = Counter()
        for door, ballots in self.by_door.items():
            channels[CHANNELS[door]] += ballots
        return dict(channels)


class PollingStation(BallotBox):
    """One poll's ballot box with a telephone and the pages beside it."""

    def __init__(self, town: TownHall, poll_id: str, sms_secret: str, pages: str) -> None:
        super().__init__(town, poll_id)
        self._sms_secret, self.pages = sms_secret, pages

    async def text(self, words: str) -> str:
        """What the gateway made of a text message: ``counted``, or why it was not."""
        message = {"from": f"+48{secrets.randbelow(10**9):09d}", "text": words, "message_id": secrets.token_hex(8)}
        headers = {"X-Commonpurse-Secret": self._sms_secret}
        body: Body = await self._town.must("sms", "POST", "/sms/generic", message, headers=headers)
        return str(body["outcome"])


async def cast_all(box: PollingStation, election: Election, codes: Sequence[str], progress: Progress) -> VotingDay:
    """Cast every ballot of the election, each with a permit of its own, through one of the three doors."""
    await eventually(lambda: box.is_known_to_residents(codes[0]), "residents to hear that the poll is open")
    day = VotingDay()

    def turn(number: int) -> Callable[[], Awaitable[None]]:
        async def vote() -> None:
            door = _door_of(number, election)
            await vote_at(door, box, codes[number], election.method, election.ballots[number])
            day.by_door[door] += 1
            progress(1)

        return vote

    await at_most_at_once(AT_ONCE, [turn(number) for number in range(len(election.ballots))])
    return day


def _door_of(number: int, election: Election) -> Door:
    """Of a small election a third goes through each door. A ballot too long for a text is cast on the pages."""
    third = len(election.ballots) // 3
    by_text, on_pages = min(BY_TEXT, third), min(ON_PAGES, third)
    if number < by_text:
        return "texts" if _fits_a_text(election.method, election.ballots[number]) else "pages"
    return "pages" if number < by_text + on_pages else "api"


def _fits_a_text(method: Method, choices: Ballot) -> bool:
    return len(in_a_text(method, "", choices)) <= _LONGEST_TEXT


async def send_duplicates(box: PollingStation, election: Election, codes: Sequence[str], day: VotingDay) -> None:
    """People who have voted try again, half of them by text message.

    The same ballot gets its first receipt and is in the box once; another one is refused.
    """
    for number in range(min(DUPLICATES, -(-len(election.ballots) // 4))):
        same = election.ballots[number]
        again: Door = "texts" if number % 2 == 0 and _fits_a_text(election.method, same) else "api"
        await vote_at(again, box, codes[number], election.method, same)
        other = next((ballot for ballot in election.ballots if ballot != same), None)
        if other is None:
            continue
        if number % 2 or not _fits_a_text(election.method, other):
            answer = await box.cast(await box.permit(codes[number]), election.method, other)
            _expect("ballot-was-already-cast", answer)
        else:
            _expect("already_voted", await box.text(in_a_text(election.method, codes[number], other)))
        day.refused["duplicates"] += 1


async def send_malformed_texts(box: PollingStation, election: Election, codes: Sequence[str], day: VotingDay) -> None:
    """Texts that are no ballot, each wrong in one way, from people who have not voted."""
    for number in range(MALFORMED):
        words, expected = _wrong(number, election.method, codes[number])
        _expect(expected, await box.text(words))
        day.refused["malformed"] += 1


async def send_late(
    box: PollingStation, election: Election, permits: Sequence[str], codes: Sequence[str], day: VotingDay
) -> None:
    """People who have not voted come when the poll has closed: half with a permit from before, half by text."""
    for number in range(LATE):
        choices = election.ballots[number % len(election.ballots)]
        if number % 2 or not _fits_a_text(election.method, choices):
            _expect("poll-is-not-open", await box.cast(permits[number], election.method, choices))
        else:
            _expect("closed", await _text_once_it_is_known(box, in_a_text(election.method, codes[number], choices)))
        day.refused["late"] += 1


async def _text_once_it_is_known(box: PollingStation, words: str) -> str:
    # Residents may have put the poll's key away and not heard yet why: then whoever texts is asked to wait.
    async def told() -> str | None:
        answer = await box.text(words)
        return None if answer == "try_later" else answer

    return await eventually(told, "texts to be told of the end")


async def vote_at(door: Door, box: PollingStation, code: str, method: Method, choices: Ballot) -> None:
    """Cast the ballot at the door.

    Raises:
        Trouble: if it is not taken there.
    """
    match door:
        case "texts":
            _expect("counted", await box.text(in_a_text(method, code, choices)))
        case "pages":
            _expect("accepted", await vote_on_pages(box.pages, code, method, choices))
        case "api" | "questionnaire":
            _expect("accepted", await box.cast(await box.permit(code, CHANNELS[door]), method, choices))


def in_a_text(method: Method, code: str, choices: Ballot) -> str:
    """The ballot as somebody texts it."""
    if not choices:
        return f"{code} BLANK"
    match KINDS[method].handed_in_as:
        case "points":
            return f"{code} " + " ".join(f"{number}={points}" for number, points in choices.items())
        case "ranks":
            return f"{code} " + ">".join(map(str, sorted(choices, key=choices.__getitem__)))
        case "votes":
            return f"{code} " + " ".join(f"{number * sign:+d}" for number, sign in choices.items())
        case "choices":
            return f"{code} " + " ".join(map(str, choices))


def _wrong(number: int, method: Method, code: str) -> tuple[str, str]:
    one = in_a_text(method, code, {1: 1})
    kinds = [
        ("", "no_text"),
        ("7 12 31", "no_code"),
        (code, "no_numbers"),
        (in_a_text(method, code, {9999: 1}), "unknown_project"),
        (one + one.removeprefix(code), "chosen_twice"),
    ]
    return kinds[number % len(kinds)]


def _expect(expected: str, answer: str) -> None:
    if answer != expected:
        raise Trouble(f"the ballot box answered {answer} where it should have answered {expected}")
