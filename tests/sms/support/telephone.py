"""A real Kannel on loopback, with a telephone at its far end."""

import asyncio
import re
import shutil
import socket
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.support.eventually import eventually

CONFIGURATION = Path(__file__).parents[3] / "deploy" / "kannel.conf"
FAKE_COMPANY = "/usr/lib/kannel/test/fakesmsc"

# How fakesmsc prints what reached the telephone: sender, receiver, and the text, or a part of a longer one in UTF-16.
_TEXT = re.compile(r"Got message \d+: <(?P<from>\S+) (?P<to>\S+) text (?P<text>.*)>$")
_PART = re.compile(
    r"Got message \d+: <(?P<from>\S+) (?P<to>\S+)(?: udh (?P<header>\S+))? (?:data|ucs-2) (?P<data>\S+)>$"
)

_SMPP = """smsc = smpp
smsc-id = provider
host = 127.0.0.1
port = {port}
transceiver-mode = true
smsc-username = town
smsc-password = secret
system-type = ""
"""


class KannelIsNotInstalled(Exception):
    """Kannel's programs are not on this machine."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"{', '.join(missing)} not found: apt-get install kannel kannel-extras")


def find_kannel() -> tuple[str, str]:
    """Where bearerbox and smsbox are.

    Raises:
        KannelIsNotInstalled: if one of them, or the fake telephone company, is missing.
    """
    programs = {name: shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin") for name in ("bearerbox", "smsbox")}
    missing = [name for name, place in programs.items() if place is None]
    if not Path(FAKE_COMPANY).exists():
        missing.append("fakesmsc")
    if missing:
        raise KannelIsNotInstalled(missing)
    return str(programs["bearerbox"]), str(programs["smsbox"])


@dataclass(frozen=True)
class Kannel:
    """A running Kannel; ``output`` is where its programs write."""

    company_port: int
    output: Path
    sends_at: str
    """The address at which it takes texts to telephones."""

    async def text(self, text: str, number: str, messages: int = 1) -> str:
        """Send a text from the telephone with the number; the reply, which comes as so many messages."""
        phone = await self._telephone(text, number)
        try:
            async with asyncio.timeout(30):
                return "".join([part async for part in _replies(phone, messages)])
        finally:
            await _end(phone)

    async def receive(self, send: Callable[[], Awaitable[None]], number: str) -> str:
        """What reaches the telephone with the number, which has texted before, of a text that is sent to it."""
        phone = await self._telephone("HELP", number)
        try:
            async with asyncio.timeout(30):
                replies = _replies(phone, 2)
                await anext(replies)
                await send()
                return await anext(replies)
        finally:
            await _end(phone)

    async def _telephone(self, text: str, number: str) -> Process:
        return await asyncio.create_subprocess_exec(
            *(FAKE_COMPANY, "-H", "127.0.0.1", "-r", str(self.company_port), "-m", "1"),
            f"{number} 12345 text {text}",
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
        )


async def _replies(phone: Process, messages: int) -> AsyncIterator[str]:
    assert phone.stdout is not None
    found = 0
    while found < messages:
        line = (await phone.stdout.readline()).decode()
        assert line, "the telephone was switched off"
        if whole := _TEXT.search(line.rstrip()):
            yield whole["text"]
        elif part := _PART.search(line.rstrip()):
            yield _decoded(unquote_to_bytes(part["data"].replace("+", " ")))
        else:
            continue
        found += 1


def _decoded(data: bytes) -> str:
    return data.decode("utf-16-be") if b"\0" in data else data.decode()


@asynccontextmanager
async def kannel(gateway: str, secret: str, folder: Path) -> AsyncIterator[Kannel]:
    """Kannel with the configuration that councils get, in front of the gateway."""
    bearerbox, smsbox = find_kannel()
    ports = _free_ports(4)
    _, smsbox_port, company_port, sends_at = ports
    configuration = folder / "kannel.conf"
    configuration.write_text(_configured(gateway, secret, *ports))
    output = folder / "kannel.out"
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_running(bearerbox, configuration, output))
        await eventually(lambda: _listens(smsbox_port))
        await stack.enter_async_context(_running(smsbox, configuration, output))
        await eventually(lambda: _listens(company_port))
        await eventually(lambda: _listens(sends_at))
        yield Kannel(company_port, output, f"http://commonpurse:change-me-too@127.0.0.1:{sends_at}/cgi-bin/sendsms")


@asynccontextmanager
async def kannel_at(
    company_port: int, gateway: str, secret: str, folder: Path, *, recodes: bool
) -> AsyncIterator[Path]:
    """Kannel with that configuration, but for a telephone company that speaks SMPP; what its programs write."""
    bearerbox, smsbox = find_kannel()
    admin_port, smsbox_port, sends_at = _free_ports(3)
    configuration, output = folder / "kannel.conf", folder / "kannel.out"
    shipped = _configured(gateway, secret, admin_port, smsbox_port, company_port, sends_at)
    fake = shipped[shipped.index("smsc = fake") : shipped.index("connect-allow-ip = 127.0.0.1\n")]
    real = shipped.replace(fake, _SMPP.format(port=company_port)).replace("connect-allow-ip = 127.0.0.1\n", "")
    assert "mo-recode = true\n" in real
    configuration.write_text(real if recodes else real.replace("mo-recode = true\n", ""))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_running(bearerbox, configuration, output))
        await eventually(lambda: _listens(smsbox_port))
        await stack.enter_async_context(_running(smsbox, configuration, output))
        yield output


def _configured(gateway: str, secret: str, admin_port: int, smsbox_port: int, company_port: int, sends_at: int) -> str:
    given = {
        "13000": str(admin_port),
        "13001": str(smsbox_port),
        "sendsms-port = 13013": f"sendsms-port = {sends_at}",
        "port = 10000": f"port = {company_port}",
        "http://127.0.0.1:8000": gateway,
        "THE-SECRET": secret,
    }
    text = CONFIGURATION.read_text()
    for shipped, ours in given.items():
        assert text.count(shipped) == 1, shipped
        text = text.replace(shipped, ours)
    return text


@asynccontextmanager
async def _running(program: str, configuration: Path, output: Path) -> AsyncIterator[None]:
    with output.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            program, "-v", "4", str(configuration), stdin=DEVNULL, stdout=out, stderr=out
        )
    try:
        yield
    finally:
        await _end(process)


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(10):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_ports(count: int) -> list[int]:
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


def _listens(port: int) -> bool:
    """Looked up, not tried: to the telephone company's port a try is a telephone."""
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:] + Path("/proc/net/tcp6").read_text().splitlines()[1:]
    listening = "0A"
    return any(row.split()[1].endswith(f":{port:04X}") and row.split()[3] == listening for row in rows)
