"""The broker of ``deploy/compose.kafka-outside.yml``, as Apache Kafka itself, and the recipes of ``docs/kafka.md``."""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from commonpurse.embedded.server import a_free_port
from tests.support.certificates import Certificates, certificates_for_loopback
from tests.support.kafka_broker import KafkaBroker

ROOT = Path(__file__).parents[2]
PROGRAMS = {"kafka-configs.sh": "kafka.admin.ConfigCommand", "kafka-acls.sh": "org.apache.kafka.tools.AclCommand"}
# Beside what is shipped: tokens, signed by nobody, and a plain listener as a door without a user.
MORE = {
    "sasl.enabled.mechanisms": "SCRAM-SHA-512,OAUTHBEARER",
    "listener.name.outside.oauthbearer.sasl.jaas.config": "org.apache.kafka.common.security.oauthbearer"
    '.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";',
}


@dataclass(frozen=True)
class OutsideKafka:
    """A running broker: its outer door, its inner one, and whom to believe."""

    broker: KafkaBroker
    inner: str
    files: Certificates

    @property
    def outer(self) -> str:
        return self.broker.address

    def follow(self, recipe: str, **instead: str) -> None:
        """Run the page's commands of that name, each word of ``instead`` put in place of the page's own."""
        page = (ROOT / "docs" / "kafka.md").read_text()
        [commands] = re.findall(rf"```sh {recipe}\n(.*?)```", page, re.DOTALL)
        for command in commands.replace("localhost:9092", self.inner).splitlines():
            program, *words = shlex.split(_replaced(command, instead))
            self.broker.run_tool(PROGRAMS[program], *words)

    def add_user(self, name: str, password: str) -> None:
        """A user with no rights at all."""
        given = f"SCRAM-SHA-512=[password={password}]"
        who = ("--alter", "--entity-type", "users", "--entity-name", name, "--add-config", given)
        self.broker.run_tool(PROGRAMS["kafka-configs.sh"], "--bootstrap-server", self.inner, *who)


@contextmanager
def outside_kafka(folder: Path) -> Iterator[OutsideKafka]:
    """The broker with exactly the settings that are shipped, at addresses of the loopback."""
    files = certificates_for_loopback(folder)
    both = folder / "outside.pem"
    both.write_text(files.both)
    inner = f"127.0.0.1:{a_free_port()}"
    told = _properties() | MORE
    told["listeners"] = _at_loopback(told["listeners"], inner)
    told["advertised.listeners"] = f"PLAINTEXT://{inner},OUTSIDE://127.0.0.1:{{port}}"
    told["ssl.keystore.location"] = str(both)
    with KafkaBroker(folder / "broker", memory="384m", more=told) as broker:
        yield OutsideKafka(broker, inner, files)


def _properties() -> dict[str, str]:
    """The file's variables as the image hands them on: three underlines are a dash, two one, one a dot."""
    compose = yaml.safe_load((ROOT / "deploy" / "compose.kafka-outside.yml").read_text())
    environment: dict[str, str] = compose["services"]["kafka"]["environment"]
    signs = {"___": "-", "__": "_", "_": "."}
    return {
        re.sub("_{1,3}", lambda found: signs[found[0]], name.removeprefix("KAFKA_")).lower(): value
        for name, value in environment.items()
    }


def _at_loopback(listeners: str, inner: str) -> str:
    places = {":9092": inner, ":9094": "127.0.0.1:{port}", ":9093": "127.0.0.1:{controller_port}"}
    for port, place in places.items():
        listeners = listeners.replace(f"//{port}", f"//{place}")
    return listeners


def _replaced(text: str, instead: dict[str, str]) -> str:
    for word, other in instead.items():
        text = text.replace(word, other)
    return text
