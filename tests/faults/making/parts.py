"""A part of the platform in a process of its own, that can be killed, frozen and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.kafka_broker import LAUNCHER

_PATIENCE_S = 15.0


@dataclass
class Part:
    """One process: what it runs, out of which folder of code if not out of this one, and whether it runs now."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    code: Path | None = None
    is_wanted: bool = field(default=False, init=False)
    _was_told: bool = field(default=False, init=False)
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Start it. It ends at the latest with this process."""
        self.is_wanted, self._was_told = True, False
        ids = map(str, (os.getpid(), os.geteuid(), os.getegid()))
        launcher = [sys.executable, "-I", "-S", str(LAUNCHER), *ids, sys.executable, "-m", "commonpurse"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*launcher, *self.command],
                env={**self.environment},
                cwd=self.code,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def waited_for_a_core(self) -> tuple[int, float]:
        """Its process, and for how many seconds that could have gone on and had no core: others had them all."""
        if not self._process or not self.is_running:
            return 0, 0.0
        pid = self._process.pid
        return pid, int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9

    @property
    def pid(self) -> int | None:
        """The number of its process, if it runs."""
        return self._process.pid if self._process and self.is_running else None

    @property
    def status(self) -> int | None:
        """What it ended with, if it has ended."""
        return self._process.poll() if self._process else None

    def kill(self) -> None:
        """By the hardest sign, as a power cut would. It is away until it is started."""
        self.is_wanted = False
        self._send(signal.SIGKILL)
        if self._process:
            self._process.wait()

    def freeze(self) -> None:
        """It does nothing more, and keeps what it holds: its connections, its locks."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if no time had passed."""
        self._send(signal.SIGCONT)

    def tell_to_end(self) -> None:
        """Ask it to go, in order. Once: a second time would break off what it still puts away."""
        self.is_wanted = False
        self.thaw()
        if not self._was_told:
            self._send(signal.SIGTERM)
        self._was_told = True

    def end(self) -> None:
        """In order; by the hardest sign, if it does not go."""
        self.tell_to_end()
        if self._process:
            try:
                self._process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.kill()

    def _send(self, sign: signal.Signals) -> None:
        if self._process and self.is_running:
            self._process.send_signal(sign)
