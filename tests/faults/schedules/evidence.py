"""What is found in the platform after a run: read past it, from its databases and topics."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition

from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall
from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.lanes import lane_of
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
from tests.faults.schedules.residents import Submitters
from tests.faults.schedules.town import Town

_JOURNAL = "select event_id::text, position, subject::text, sequence from journal order by sequence"
_HEARD = "select listener, source, lane, position, event_id::text from listener_positions"
_BOX = "select commitment, choices, was_replaced from sealed_ballots where poll_id = $1"
_SET_ASIDE = "select listener || ': ' || reason from dead_letters where replayed_at is null"
_AT_ONCE = 1000


class Evidence:
    """Reads everything; one connection to each database, past the line."""

    def __init__(self, platform: Platform, hall: TownHall) -> None:
        self._platform, self._hall = platform, hall

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
        journals = {name: [_written(row) for row in await self._ask(name, _JOURNAL)] for name in SERVICE_NAMES}
        for name, journal in journals.items():
            feed = await self._feed(name)
            found += journal_anomalies(name, journal)
            found += [*carrier_anomalies(name, journal, feed, "feed"), *feed_repeats(name, feed)]
            if self._platform.broker:
                found += carrier_anomalies(name, journal, await self._topic(name), "topic")
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

    async def _feed(self, name: Any) -> list[Fact]:
        found: list[Fact] = []
        while events := await self._hall.must(name, "GET", f"/events?after={len(found)}&limit={_AT_ONCE}"):
            found += [Fact(one["id"], one["position"], one["partitionkey"]) for one in events]
        return found

    async def _topic(self, name: str) -> list[Fact]:
        assert self._platform.broker
        consumer = AIOKafkaConsumer(bootstrap_servers=self._platform.broker.address, enable_auto_commit=False)
        await consumer.start()
        try:
            topic = f"{self._platform.topic_prefix}.{name}"
            partitions = [TopicPartition(topic, one) for one in await self._partitions(consumer, topic)]
            return [_carried(value) for value in await _everything(consumer, partitions)]
        finally:
            await consumer.stop()

    async def _partitions(self, consumer: AIOKafkaConsumer, topic: str) -> Sequence[int]:
        await consumer._client._wait_on_metadata(topic)
        return sorted(consumer.partitions_for_topic(topic) or ())

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
        connection = await asyncpg.connect(self._platform.database(service), timeout=10)
        try:
            return await connection.fetch(statement, *values)
        finally:
            await connection.close()


_OFFERS = """
    select offers.words, offers.offer_id::text as offer_id, offers.state from offers
    join proposals on proposals.proposal_id = offers.proposal_id where proposals.round_id = $1
"""


async def _everything(consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]) -> list[bytes]:
    if not partitions:
        return []
    consumer.assign(partitions)
    ends = await consumer.end_offsets(partitions)
    await consumer.seek_to_beginning(*partitions)
    values: list[bytes] = []
    while any([await consumer.position(one) < ends[one] for one in partitions]):
        batch = await asyncio.wait_for(consumer.getmany(timeout_ms=500), 30)
        values += [record.value for records in batch.values() for record in records]
    return values


def _carried(value: bytes) -> Fact:
    envelope = Envelope.model_validate_json(value)
    return Fact(str(envelope.id), envelope.position, envelope.partitionkey)


def _written(row: asyncpg.Record) -> Fact:
    return Fact(row["event_id"], row["position"], row["subject"], row["sequence"], lane_of(row["subject"]))


def _sealed(row: asyncpg.Record) -> Sealed:
    choices = tuple(int(number) for number in row["choices"].split(","))
    return Sealed(receipt_of(row["commitment"]), choices, row["was_replaced"])


def _receipts(attempts: Sequence[Attempt]) -> Iterator[str]:
    return iter(sorted({one.receipt for one in attempts if one.is_acknowledged}))
