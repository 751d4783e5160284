"""One real Apache Kafka broker on the loopback address, that can be killed and started again with its data.

``python -m tests.support.kafka_broker [FOLDER]`` starts one and says its address, until Ctrl-C.
"""

import base64
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from commonpurse.embedded.server import a_free_port
from tests.support.java import find_jars, find_java

VERSION = "4.1.0"
JARS = [
    f"org.apache.kafka:kafka_2.13:{VERSION}",
    f"org.apache.kafka:kafka-tools:{VERSION}",
    "org.slf4j:slf4j-simple:1.7.36",
]
KEPT = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "commonpurse" / f"kafka-{VERSION}"
LAUNCHER = Path(__file__).parents[2] / "commonpurse" / "embedded" / "launch.py"
PATIENCE_S = 60.0
# A broker of tests lives for minutes: what the Java machine's second compiler costs is never earned back.
AS_A_GUEST = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


class BrokerDidNotStart(Exception):
    """The broker ended, or was not ready in time; its last words are in the message."""


class ToolHasFailed(Exception):
    """One of Kafka's own commands did not do what it was told."""


class KafkaBroker:
    """A broker (and its own controller) whose topics are only made when asked for. Its address stays the same.

    For good figures it is started as in a city (``to_measure``), else as a guest for some minutes.
    """

    def __init__(
        self,
        folder: Path,
        *,
        memory: str = "512m",
        more: Mapping[str, str] = MappingProxyType({}),
        to_measure: bool = False,
    ) -> None:
        self._folder = folder
        self._more = more
        self._machine = [f"-Xmx{memory}", *([] if to_measure else AS_A_GUEST)]
        self._port, self._controller_port = a_free_port(), a_free_port()
        self._class_path = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        """The number of the broker's process, if it runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Returns when the broker takes requests; with the data of the last time, if there was one.

        Raises:
            BrokerDidNotStart: It said why.
        """
        if not (self._folder / "server.properties").exists():
            self._prepare()
        # The launcher ties the broker to this process's life and keeps our Ctrl-C from it.
        launcher = [sys.executable, "-I", "-S", str(LAUNCHER), *map(str, (os.getpid(), os.geteuid(), os.getegid()))]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*launcher, *self._java("kafka.Kafka", str(self._folder / "server.properties"))],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_ready(self._process)

    def kill(self) -> None:
        """Ends the broker as a power cut would: kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ends the broker in order."""
        self._end(signal.SIGTERM)

    def run_tool(self, program: str, *words: str) -> str:
        """What one of Kafka's own commands says.

        Raises:
            ToolHasFailed: It did not do it; its words.
        """
        done = subprocess.run(self._java(program, *words), capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0 or "Error while executing" in done.stdout:
            raise ToolHasFailed(done.stdout + done.stderr)
        return done.stdout

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def _log(self) -> Path:
        return self._folder / "broker.log"

    def _end(self, sign: signal.Signals) -> None:
        if not self._process:
            return
        self._process.send_signal(sign)
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _java(self, *program: str) -> list[str]:
        if not self._class_path:
            self._class_path = find_jars(JARS, KEPT)
        return [str(find_java()), *self._machine, "-cp", self._class_path, *program]

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        properties = self._folder / "server.properties"
        properties.write_text(_properties(self._port, self._controller_port, self._folder / "data", self._more))
        cluster_id = cluster_id_of(secrets.token_bytes(16))
        storage = self._java("kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", str(properties))
        made = subprocess.run(storage, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            properties.unlink()
            raise BrokerDidNotStart(made.stdout + made.stderr)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while "Kafka Server started" not in (said := self._log.read_text(errors="replace")):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                process.wait()
                if self._process is process:  # Another, if it was killed meanwhile and is started again.
                    self._process = None
                raise BrokerDidNotStart(said[-3000:])
            time.sleep(0.1)


def cluster_id_of(chance: bytes) -> str:
    """The 16 bytes as Kafka writes ids. It never begins with a dash: the storage tool would take it for an option."""
    first = chance[0] & 0x7F
    return base64.urlsafe_b64encode(bytes([first]) + chance[1:]).decode().rstrip("=")


def _properties(port: int, controller_port: int, data: Path, more: Mapping[str, str]) -> str:
    settings = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@127.0.0.1:{controller_port}",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": data,
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 4,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 4,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
    }
    told = settings | {name: value.format(port=port, controller_port=controller_port) for name, value in more.items()}
    return "".join(f"{name}={value}\n" for name, value in told.items())


def _main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="commonpurse-kafka-"))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), KafkaBroker(folder) as broker:
        sys.stdout.write(f"{broker.address}\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    _main()
