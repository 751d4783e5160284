import io
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from libs.shared.platform.running import logs
from libs.shared.platform.running.repetition import Repetition


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_twenty_of_a_kind_are_written_and_the_rest_is_counted() -> None:
    clock = Clock()
    repetition = Repetition(clock)

    first = [repetition.unwritten_before("no file left to open") for _ in range(1_000)]
    another = repetition.unwritten_before("something else")
    clock.now = 11.0
    later = repetition.unwritten_before("no file left to open")

    assert first == [0] * 20 + [None] * 980
    assert another == 0
    assert later == 980


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that is logged after the platform's own way to log was set up."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    structlog.reset_defaults()
    logs.configure("info")
    yield out
    logging.basicConfig(force=True)
    structlog.reset_defaults()


@pytest.mark.parametrize("logger", [structlog.get_logger(), logging.getLogger("asyncio")], ids=["ours", "a library's"])
def test_no_stranger_fills_the_log(written: io.StringIO, logger: logging.Logger) -> None:
    for _ in range(5_000):
        logger.error("socket.accept() out of system resource")
    logger.error("something else")

    lines = written.getvalue().splitlines()

    assert len(lines) == 21
    assert "something else" in lines[-1]


class FullDisk(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("logger", [structlog.get_logger(), logging.getLogger("asyncio")], ids=["ours", "a library's"])
@pytest.mark.parametrize("where", ["on a full disk", "on a closed stream"])
def test_a_line_that_cannot_be_written_disturbs_no_work(
    where: str, logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = FullDisk() if where == "on a full disk" else io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    structlog.reset_defaults()
    logs.configure("info")
    if where == "on a closed stream":
        out.close()
    try:
        logger.error("a worker ended")
    finally:
        logging.basicConfig(force=True)
        structlog.reset_defaults()
