"""What is found in the platform after a run: read past it, from its databases and topics."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Self
from uuid import UUID

import asyncpg

from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from libs.shared.platform.running.settings import ServiceName
from services.voting.domain.casting.slip import receipt_of
from tests.faults.history.facts import (
    carrier_anomalies,
    feed_repeats,
    hearing_anomalies,
    journal_anomalies,
    submission_anomalies,
    view_anomalies,
)
from tests.faults.history.records import Attempt, Fact, Sealed, VotingDay
from tests.faults.making.platform import Platform
from tests.faults.schedules.carried import Carried
from tests.faults.schedules.residents import Submitters
from tests.faults.schedules.town import Town

_HEARD = "select listener, source, lane, position, event_id::text from listener_positions"
_BOX = "select commitment, choices, was_replaced from sealed_ballots where poll_id = $1"
_SET_ASIDE = "select listener || ': ' || reason from dead_letters where replayed_at is null"


class Evidence:
    """Reads everything; one connection to each database, past the line, for the length of a block."""

    def __init__(self, platform: Platform, hall: TownHall, carried: Carried) -> None:
        self._platform, self._hall, self._carried = platform, hall, carried
        self._connections: dict[str, asyncpg.Connection] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for connection in self._connections.values():
            connection.terminate()

    async def voting_day(self, town: Town, attempts: tuple[Attempt, ...], *, may_replace: bool) -> VotingDay:
        """The poll, as it was voted in and as it is told of."""
        outcome = await self._hall.must("voting", "GET", f"{town.path}/outcome")
        turnout = await self._hall.must("reporting", "GET", f"{town.path}/turnout")
        results = await self._hall.must("reporting", "GET", f"{town.path}/results")
        return VotingDay(
            attempts=attempts,
            box=tuple([_sealed(row) for row in await self._ask("voting", _BOX, UUID(town.poll_id))]),
            may_replace=may_replace,
            receipts={receipt: await self._answer_to(town, receipt) for receipt in _receipts(attempts)},
            counted={
                "the outcome": outcome["ballots"],
                "the turnout": turnout["ballots"],
                "the results": results["ballots"],
            },
            support={project["number"]: project["ballots"] for project in outcome["projects"]},
            keys_left=tuple(await self._keys_left(town)),
        )

    async def fact_anomalies(self) -> list[str]:
        """Of every journal, carrier, listener."""
        found: list[str] = []
        carried = self._carried
        journals = {name: await carried.journal(name, await self._connection(name)) for name in SERVICE_NAMES}
        topics = await carried.topics() if self._platform.broker else {}
        for name, journal in journals.items():
            feed = await carried.feed(name)
            found += journal_anomalies(name, journal)
            found += [*carrier_anomalies(name, journal, feed, "feed"), *feed_repeats(name, feed)]
            if name in topics:
                found += carrier_anomalies(name, journal, topics[name], "topic")
        for name in SERVICE_NAMES:
            found += await self._hearing_anomalies(name, journals)
            found += [f"set aside: {row[0]}" for row in await self._ask(name, _SET_ASIDE)]
        return found

    async def submission_anomalies(self, town: Town, sent: Submitters) -> list[str]:
        """Of what was handed in, and of the views that show it."""
        ideas = await self._ask("ideas", "select title, number, state from ideas where round_id = $1", town.round_id)
        offers = await self._ask("proposals", _OFFERS, town.round_id)
        board = await self._hall.must("reporting", "GET", f"/rounds/{town.round_id}/ideas")
        ledger = await self._hall.must("reporting", "GET", f"/rounds/{town.round_id}/ledger")
        shown = {one["state"]: one["ideas"] for one in board["counts"]}
        accepted = sum(line["accepted"]["count"] for line in ledger["by_kind"])
        stands = Counter(row["state"] for row in offers)
        return [
            *submission_anomalies("idea", sent.ideas, [(row["title"], row["number"]) for row in ideas]),
            *submission_anomalies("offer", sent.offers, [(row["words"], row["offer_id"]) for row in offers]),
            *view_anomalies("the board of ideas", shown, Counter(row["state"] for row in ideas)),
            *view_anomalies("the ledger", {"accepted": accepted}, {"accepted": stands["accepted"]}),
        ]

    async def _keys_left(self, town: Town) -> list[str]:
        left = [file.name for file in self._platform.poll_keys.glob(f"*{town.poll_id}*")]
        box = f"ballots_{UUID(town.poll_id).hex}"
        if (await self._ask("voting", "select to_regclass($1) is not null", box))[0][0]:
            left.append(f"the box {box} with its pseudonyms")
        wish = {"code": town.codes[0], "channel": "web", "poll_id": town.poll_id}
        if (await self._hall.ask("residents", "POST", "/permits", wish)).is_success:
            left.append("residents give out permits")
        return left

    async def _answer_to(self, town: Town, receipt: str) -> str:
        answer = await self._hall.ask("voting", "POST", f"{town.path}/receipts", {"receipt": receipt})
        return str(answer.json().get("status", answer.text))

    async def _hearing_anomalies(self, name: str, journals: Mapping[ServiceName, list[Fact]]) -> list[str]:
        heard: dict[tuple[str, ServiceName], dict[int, tuple[int, str]]] = {}
        for listener, source, lane, position, event_id in await self._ask(name, _HEARD):
            heard.setdefault((listener, source), {})[lane] = (position, event_id or "")
        return [
            one
            for (listener, source), lanes in heard.items()
            for one in hearing_anomalies(f"{name}/{listener}", source, journals[source], lanes)
        ]

    async def _ask(self, service: str, statement: str, *values: object) -> list[asyncpg.Record]:
        return await (await self._connection(service)).fetch(statement, *values)

    async def _connection(self, service: str) -> asyncpg.Connection:
        if service not in self._connections:
            self._connections[service] = await asyncpg.connect(self._platform.database(service), timeout=10)
        return self._connections[service]


_OFFERS = """
    select offers.words, offers.offer_id::text as offer_id, offers.state from offers
    join proposals on proposals.proposal_id = offers.proposal_id where proposals.round_id = $1
"""


def _sealed(row: asyncpg.Record) -> Sealed:
    choices = tuple(int(number) for number in row["choices"].split(","))
    return Sealed(receipt_of(row["commitment"]), choices, row["was_replaced"])


def _receipts(attempts: Sequence[Attempt]) -> Iterator[str]:
    return iter(sorted({one.receipt for one in attempts if one.is_acknowledged}))
