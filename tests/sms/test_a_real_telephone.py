"""From a telephone through Kannel and the gateway into the ballot box, and the reply back: every process is real."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sms.support.gateway_process import a_gateway
from tests.sms.support.telephone import Kannel, KannelIsNotInstalled, find_kannel, kannel
from tests.sms.support.town import SECRET, Town
from tests.support.serving import served

NUMBER = "+4915112345678"


@dataclass(frozen=True)
class Line:
    """A telephone line to the town: what goes over it, and what the programs along it write."""

    kannel: Kannel
    gateway_output: Path

    def written(self) -> str:
        """Everything that Kannel and the gateway have written."""
        return self.gateway_output.read_text() + self.kannel.output.read_text()


@pytest.fixture
async def line(town: Town, tmp_path: Path) -> AsyncIterator[Line]:
    """The telephone line. Without Kannel a test is skipped on a machine of one's own, and fails in CI."""
    try:
        find_kannel()
    except KannelIsNotInstalled as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    output = tmp_path / "gateway.out"
    secret = SECRET.replace(" ", "-").replace("'", "")
    async with AsyncExitStack() as stack:
        residents = await stack.enter_async_context(served(town.apps["residents"]))
        voting = await stack.enter_async_context(served(town.apps["voting"]))
        gateway = await stack.enter_async_context(a_gateway(residents, voting, secret, output))
        yield Line(await stack.enter_async_context(kannel(gateway, secret, tmp_path)), output)


async def test_a_text_becomes_a_ballot_and_the_reply_with_its_umlauts_reaches_the_telephone(
    town: Town, line: Line
) -> None:
    poll_id = await town.an_open_poll()

    counted = await line.kannel.text(f"Wähle {town.codes['person 1']} 3 und 1", NUMBER)
    in_ucs2 = await line.kannel.text(f"{town.codes['person 2']} 4, 5", NUMBER, messages=2)
    help_ = await line.kannel.text("HILFE", NUMBER)

    assert re.match("Ihre Stimme ist gezählt: 1 Playground, 3 Bäume am Kanal. Beleg: ([0-9A-Z]{4}-){5}", counted)
    assert in_ucs2.startswith("Your vote was counted: 4 Łąka, 5 Benches in the park of the northern quarter. Receipt: ")
    assert help_.startswith("So stimmen Sie ab: Senden Sie den Code")
    assert await town.ballots_in_the_box(poll_id) == 2


async def test_nothing_of_a_text_or_a_number_is_written_by_any_program_along_the_line(
    town: Town, line: Line, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await town.an_open_poll()
    code = town.codes["person 1"]

    for text in (f"{code} 1", f"{code} 640917", f"{code[:-1]} 1", f"{code} 1 please", "HELP", f"STOP {code} 1"):
        await line.kannel.text(text, NUMBER)
    await town.act(await town.a_published_poll(), "cancel", reason="Enough.")

    written = line.written() + "".join(capfd.readouterr()) + caplog.text
    assert "text answered" in written, "the gateway does write: which kind of reply it gave"
    planted = (
        code,
        code.replace("-", ""),
        code[:9],
        code[5:14],
        NUMBER,
        NUMBER[1:],
        "%2B4915112345678",
        "640917",
        "please",
    )
    assert [secret for secret in planted if secret.casefold() in written.casefold()] == []
