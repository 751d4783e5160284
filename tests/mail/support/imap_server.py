"""A real IMAP server on loopback: Dovecot. Each user that somebody signs in as is there, with an empty mailbox."""

import asyncio
import imaplib
import os
import shutil
import ssl
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from commonpurse.embedded.server import a_free_port
from tests.support.certificates import Certificates
from tests.support.eventually import eventually
from tests.support.ports import is_answering

PASSWORD = "only-for-tests"
_NOBODY = 65534
_CONFIGURATION = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class DovecotIsNotInstalled(Exception):
    """Dovecot is not on this machine."""

    def __init__(self) -> None:
        super().__init__("dovecot not found: apt-get install dovecot-imapd")


def find_dovecot() -> str:
    """Where the server is.

    Raises:
        DovecotIsNotInstalled: if it is missing.
    """
    found = shutil.which("dovecot", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if found is None or not Path("/usr/lib/dovecot/imap").exists():
        raise DovecotIsNotInstalled
    return found


@dataclass(frozen=True)
class Account:
    """A user's mailbox."""

    user: str
    port: int
    tls_port: int
    context: ssl.SSLContext

    @property
    def address(self) -> str:
        """As the gateway's setting has it."""
        return f"imaps://{self.user}:{PASSWORD}@127.0.0.1:{self.tls_port}"

    def deliver(self, *mails: bytes) -> None:
        """Put mails into the inbox, as a mail server does."""
        with self._opened() as server:
            for mail in mails:
                assert server.append("INBOX", "", "", mail)[0] == "OK"

    def holds(self) -> dict[str, int]:
        """How many mails each folder has."""
        with self._opened() as server:
            names = [str(line).split('"')[-1].strip(" '") for line in server.list()[1]]
            counts = {name: int(server.select(name, readonly=True)[1][0] or 0) for name in names}
        return {name.removeprefix("commonpurse-"): count for name, count in counts.items() if count}

    def _opened(self) -> imaplib.IMAP4_SSL:
        server = imaplib.IMAP4_SSL("127.0.0.1", self.tls_port, ssl_context=self.context, timeout=20)
        server.login(self.user, PASSWORD)
        return server


@dataclass(frozen=True)
class ImapServer:
    """The running server."""

    port: int
    tls_port: int
    authority: Path

    def an_account(self) -> Account:
        """A new user's."""
        context = ssl.create_default_context(cafile=self.authority)
        return Account(f"user{uuid4().hex[:12]}", self.port, self.tls_port, context)


@asynccontextmanager
async def an_imap_server(certificates: Certificates) -> AsyncIterator[ImapServer]:
    """Dovecot until the block ends, in a folder that the user of its processes may enter."""
    folder = _a_folder()
    try:
        port, tls_port = a_free_port(), a_free_port()
        configuration = _written(folder, certificates, port, tls_port)
        process = await asyncio.create_subprocess_exec(
            find_dovecot(), "-F", "-c", str(configuration), stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
        )
        try:
            await eventually(lambda: is_answering(tls_port))
            yield ImapServer(port, tls_port, certificates.authority)
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), 20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _a_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    folder.chmod(0o755)
    return folder


def _written(folder: Path, certificates: Certificates, port: int, tls_port: int) -> Path:
    is_root = os.getuid() == 0
    me = Path("~").expanduser().owner()
    (folder / "mail").mkdir()
    if is_root:
        os.chown(folder / "mail", _NOBODY, _NOBODY)
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            folder=folder,
            certificate=certificates.certificate,
            key=certificates.key,
            internal="dovecot" if is_root else me,
            internal_group="dovecot" if is_root else Path("~").expanduser().group(),
            login="dovenull" if is_root else me,
            password=PASSWORD,
            uid=_NOBODY if is_root else os.getuid(),
            gid=_NOBODY if is_root else os.getgid(),
            port=port,
            tls_port=tls_port,
        )
    )
    return configuration
