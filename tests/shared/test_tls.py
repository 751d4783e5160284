"""PostgreSQL and Kafka are reached by TLS where the settings say so, and nobody else is believed."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from libs.shared.events.envelope import Envelope
from libs.shared.events.voting import PollClosed
from libs.shared.kernel.clock import SystemClock
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.storage.database import Database
from libs.shared.platform.streams.kafka import BrokerIsUnwell, KafkaPublisher, KafkaStream, check_broker
from tests.support.certificates import Certificates, certificates_for_loopback
from tests.support.crier import a_service, crying
from tests.support.kafka_broker import KafkaBroker
from tests.support.postgres_by_tls import postgres_by_tls


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates_for_loopback(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Of an authority that nobody here believes."""
    return certificates_for_loopback(tmp_path_factory.mktemp("strangers"))


async def test_a_service_works_with_a_database_that_is_reached_by_tls_alone(
    a_database: str, files: Certificates
) -> None:
    async with postgres_by_tls(a_database, files) as door:
        address = f"{door.address}?sslmode=verify-full&sslrootcert={files.authority}"
        async with crying(a_service(), Settings(database_url=address)) as crier:
            await crier.announce(PollClosed(poll_id=uuid4(), ballots=1))
            async with crier.database.reading() as session:
                count = await session.scalar(text("select count(*) from journal"))

    assert count == 1
    assert (door.let_in > 1, door.turned_away) == (True, 0)


async def test_a_database_with_a_stranger_s_certificate_is_not_believed(
    a_database: str, files: Certificates, strangers: Certificates
) -> None:
    async with postgres_by_tls(a_database, strangers) as door:
        database = Database(f"{door.address}?sslmode=verify-full&sslrootcert={files.authority}")
        with pytest.raises(ssl.SSLCertVerificationError):
            async with database.reading() as session:
                await session.scalar(text("select 1"))
        await database.aclose()


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory, files: Certificates) -> Iterator[KafkaBroker]:
    """A broker that is reached by TLS alone."""
    folder = tmp_path_factory.mktemp("broker")
    both: Path = folder / "both.pem"
    both.write_text(files.both)
    more = {
        "listeners": "SSL://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "listener.security.protocol.map": "SSL:SSL,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "SSL",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(both),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(files.authority),
    }
    with KafkaBroker(folder, more=more) as running:
        yield running


def an_event() -> Envelope:
    event = PollClosed(poll_id=uuid4(), ballots=7)
    return Envelope(
        id=uuid4(),
        source="voting",
        type=event.type,
        subject=str(event.key),
        time=SystemClock().now(),
        partitionkey=str(event.key),
        position=1,
        data=event.model_dump(mode="json"),
    )


async def test_events_travel_through_a_broker_that_is_reached_by_tls_alone(
    broker: KafkaBroker, files: Certificates, topic_prefix: str
) -> None:
    settings = Settings(
        kafka=broker.address,
        kafka_tls=True,
        kafka_ca_file=files.authority,
        topic_prefix=topic_prefix,
        topic_partitions=1,
    )
    publisher, stream = KafkaPublisher("voting", settings), KafkaStream("tests", ["voting"], settings)
    sent = an_event()

    await publisher.count_stored()
    await publisher.publish([sent])
    await stream.start()
    batch = await stream.next_batch(10, timedelta(seconds=30))
    await publisher.aclose()
    await stream.aclose()

    assert batch is not None
    assert batch.deliveries[0].open().id == sent.id


async def test_a_broker_with_a_stranger_s_certificate_is_not_believed(
    broker: KafkaBroker, strangers: Certificates
) -> None:
    with pytest.raises(BrokerIsUnwell):
        await check_broker(Settings(kafka=broker.address, kafka_tls=True, kafka_ca_file=strangers.authority))


async def test_nobody_comes_in_without_tls(broker: KafkaBroker) -> None:
    with pytest.raises(BrokerIsUnwell):
        await check_broker(Settings(kafka=broker.address))
