"""A broker that lets in only whom it knows: the platform as its user, a reader outside, and what is said to others."""

import asyncio
import json
import logging
import ssl
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError
from fastapi import FastAPI
from structlog.testing import capture_logs

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.passing_trouble import leave_out_what_passes
from libs.shared.platform.running.service import works
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.running.workers import keep_at_work
from libs.shared.platform.streams.kafka import BrokerRefuses, KafkaPublisher, KafkaStream, check_broker
from tests.command.test_trouble_is_one_clear_line import said_by
from tests.support.certificates import certificates_for_loopback
from tests.support.crier import Crier, a_service, closings, crying, hear, heard, working
from tests.support.eventually import eventually
from tests.support.folders import a_reachable_folder
from tests.support.outside_kafka import OutsideKafka, outside_kafka
from tests.support.serving import served

pytestmark = pytest.mark.long

PASSWORD = "as-the-town-hall-has-it"


@pytest.fixture(scope="module")
def kafka_outside() -> Iterator[OutsideKafka]:
    with a_reachable_folder() as folder, outside_kafka(folder) as running:
        running.add_user("commonpurse", PASSWORD)
        running.follow("platform")
        running.follow("recipe", PASSWORD="as-the-newspaper-has-it")
        running.add_user("stranger", "as-nobody-was-told")
        yield running


def settings_of(outside: OutsideKafka, **more: Any) -> Settings:
    told = {"kafka_user": "commonpurse", "kafka_password": PASSWORD} | more
    return Settings(
        kafka=outside.outer, kafka_tls=True, kafka_ca_file=outside.files.authority, topic_partitions=1, **told
    )


def as_the_newspaper(outside: OutsideKafka) -> dict[str, Any]:
    """How any client comes in, with what the page says."""
    return {
        "bootstrap_servers": outside.outer,
        "security_protocol": "SASL_SSL",
        "ssl_context": ssl.create_default_context(cafile=str(outside.files.authority)),
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "newspaper",
        "sasl_plain_password": "as-the-newspaper-has-it",
    }


def relay_and_listener(crier: Crier, listener: str = "hearer") -> tuple[Relay, Listener]:
    settings = crier.runtime.settings
    publisher, stream = KafkaPublisher("voting", settings), KafkaStream(listener, ["voting"], settings)
    relay = Relay("voting", crier.database, crier.runtime.doorbell, publisher)
    return relay, Listener(listener, crier.database, stream, hear)


async def test_the_platform_comes_in_by_name_and_password_of_a_file_and_an_outsider_reads_what_it_tells(
    kafka_outside: OutsideKafka, a_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    file = {"kafka_password": None, "kafka_password_file": tmp_path / "password", "topic_prefix": "commonpurse.read"}
    leave_out_what_passes()
    caplog.set_level(logging.ERROR)

    settings = settings_of(kafka_outside, database_url=a_database, **file)
    async with crying(a_service(), settings) as crier, working(*relay_and_listener(crier)):
        await crier.announce(*closings(uuid4(), 3))
        await eventually(lambda: has_heard(crier, 3), within=60)
    reader = AIOKafkaConsumer(
        "commonpurse.read.voting",
        **as_the_newspaper(kafka_outside),
        group_id="newspaper.archive",
        auto_offset_reset="earliest",
    )
    async with reader:
        read = [Envelope.decode((await asyncio.wait_for(anext(reader), 30)).value).position for _ in range(3)]
        await reader.commit()

    assert read == [1, 2, 3]
    # A client of another test may still look for its own broker, which is gone.
    ours = (kafka_outside.outer, kafka_outside.inner)
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert [words for words in said if any(one in words for one in ours)] == []


async def has_heard(crier: Crier, count: int) -> bool:
    return len(await heard(crier.database)) >= count


async def test_an_outside_reader_may_read_and_nothing_else(kafka_outside: OutsideKafka) -> None:
    publisher = KafkaPublisher("voting", settings_of(kafka_outside, topic_prefix="commonpurse.closed"))
    await publisher.count_stored()
    await publisher.publish([an_envelope()])
    await publisher.aclose()

    async with AIOKafkaProducer(**as_the_newspaper(kafka_outside)) as producer:
        with pytest.raises(TopicAuthorizationFailedError):
            await producer.send_and_wait("commonpurse.closed.voting", b"not so")
    others_group = AIOKafkaConsumer(
        "commonpurse.closed.voting", **as_the_newspaper(kafka_outside), group_id="commonpurse.reporting"
    )
    try:
        with pytest.raises(GroupAuthorizationFailedError):
            await read_one(others_group)
    finally:
        await others_group.stop()


async def read_one(consumer: AIOKafkaConsumer) -> None:
    await consumer.start()
    await asyncio.wait_for(anext(consumer), 30)


def an_envelope() -> Envelope:
    return Envelope(
        id=uuid4(),
        source="voting",
        type="voting.poll-closed.v1",
        subject="a poll",
        time=datetime.now(UTC),
        partitionkey="a poll",
        position=1,
        data={"poll_id": str(uuid4()), "ballots": 1},
    )


REFUSED = {
    "a wrong password": ({"kafka_password": "another"}, "SASL_AUTHENTICATION_FAILED at {address} by SCRAM-SHA-512"),
    "nobody's name": ({"kafka_user": "nobody"}, "check COMMONPURSE_KAFKA_USER and its password"),
    "another way of showing it": ({"kafka_sasl": "PLAIN"}, "UNSUPPORTED_SASL_MECHANISM at {address}, PLAIN"),
}


@pytest.mark.parametrize(("told", "words"), REFUSED.values(), ids=REFUSED)
async def test_who_is_not_let_in_is_told_why(kafka_outside: OutsideKafka, told: dict[str, str], words: str) -> None:
    with pytest.raises(BrokerRefuses) as refused:
        await check_broker(settings_of(kafka_outside, **told))

    assert words.format(address=kafka_outside.outer) in str(refused.value)
    assert PASSWORD not in str(refused.value)


async def test_a_worker_with_a_wrong_password_ends_with_one_line(kafka_outside: OutsideKafka, a_database: str) -> None:
    status, words = await said_by(
        *("service", "voting", "worker"),
        COMMONPURSE_DATABASE_URL=a_database,
        COMMONPURSE_KAFKA=kafka_outside.outer,
        COMMONPURSE_KAFKA_TLS="true",
        COMMONPURSE_KAFKA_CA_FILE=str(kafka_outside.files.authority),
        COMMONPURSE_KAFKA_USER="commonpurse",
        COMMONPURSE_KAFKA_PASSWORD="another",
    )

    assert status == 1
    assert words.startswith(f"commonpurse: Kafka refuses: SASL_AUTHENTICATION_FAILED at {kafka_outside.outer}")
    assert "\n" not in words


@asynccontextmanager
async def a_worker_process(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    """The relay kept at work as in a worker's process, and a client of what that process answers."""
    keeping = asyncio.create_task(keep_at_work(relay_and_listener(crier, "commonpurse-hearer"), crier.runtime))
    try:
        async with served(works(crier.service, crier.runtime)) as url, httpx.AsyncClient(base_url=url) as client:
            yield client
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def test_a_missing_right_is_named_in_readiness_and_once_it_is_given_nothing_was_lost(
    kafka_outside: OutsideKafka, a_database: str
) -> None:
    stranger = {"kafka_user": "stranger", "kafka_password": "as-nobody-was-told", "topic_prefix": "stranger"}
    settings = settings_of(kafka_outside, database_url=a_database, **stranger)
    async with crying(a_service(), settings) as crier, a_worker_process(crier) as client:
        await crier.announce(*closings(uuid4(), 4))

        async def why_it_is_not_ready() -> str:
            answer = await client.get("/api/voting/health/ready")
            standings = {one["worker"]: one["words"] for one in answer.json()["standings"]}
            return standings["voting.relay"] or "" if answer.status_code == 503 else ""

        words = await eventually(why_it_is_not_ready, within=30)
        kafka_outside.follow("platform", **{"User:commonpurse": "User:stranger", "commonpurse.": "stranger."})
        await eventually(lambda: has_heard(crier, 4), within=60)
        ready = await eventually(lambda: is_ready(client), within=30)

    assert words.startswith("TOPIC_AUTHORIZATION_FAILED on stranger.voting: our user needs Describe")
    assert ready


async def is_ready(client: httpx.AsyncClient) -> bool:
    return (await client.get("/api/voting/health/ready")).status_code == 200


def a_token(name: str) -> str:
    """A token that nobody has signed, as the tests' broker takes them."""
    now = int(datetime.now(UTC).timestamp())
    parts = ({"alg": "none"}, {"sub": name, "iat": now, "exp": now + 300})
    head, claims = (urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    return f"{head}.{claims}."


async def test_the_platform_comes_in_with_tokens_that_it_asks_for_or_finds_in_a_file(
    kafka_outside: OutsideKafka, tmp_path: Path
) -> None:
    counter, asked = FastAPI(), []

    @counter.post("/token")
    async def token() -> dict[str, Any]:
        asked.append(1)
        return {"access_token": a_token("commonpurse"), "expires_in": 300}

    (tmp_path / "token").write_text(a_token("commonpurse"))
    async with served(counter) as address:
        by_asking = settings_of(kafka_outside, kafka_sasl="OAUTHBEARER", kafka_token_url=f"{address}/token")
        await check_broker(by_asking)
        await KafkaPublisher("voting", by_asking).count_stored()
        elsewhere = by_asking.model_copy(update={"kafka_token_url": f"{address}/nowhere"})
        with pytest.raises(BrokerRefuses, match=r"gives no token for our user \(status 404\)"):
            await check_broker(elsewhere)
    await check_broker(settings_of(kafka_outside, kafka_sasl="OAUTHBEARER", kafka_token_file=tmp_path / "token"))

    assert len(asked) == 1


async def test_an_expired_certificate_is_named(tmp_path: Path) -> None:
    files = certificates_for_loopback(tmp_path, ended=timedelta(days=1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)
    async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(BrokerRefuses, match=rf"127.0.0.1:{port} is not believed \(certificate has expired\)"):
            await check_broker(Settings(kafka=f"127.0.0.1:{port}", kafka_tls=True, kafka_ca_file=files.authority))


async def test_a_refusal_is_in_the_log_with_its_cause(kafka_outside: OutsideKafka, a_database: str) -> None:
    settings = settings_of(kafka_outside, database_url=a_database, kafka_password="another")
    with capture_logs() as lines:
        async with crying(a_service(), settings) as crier, working(relay_and_listener(crier)[0]):
            await eventually(lambda: any(line["event"] == "retrying" for line in lines), within=30)

    [first, *_] = [line for line in lines if line["event"] == "retrying"]
    assert (first["what"], first["failure"]) == ("voting.relay", "BrokerRefuses")
    assert first["words"].startswith("SASL_AUTHENTICATION_FAILED")
