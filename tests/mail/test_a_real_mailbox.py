"""The mailbox is emptied: with Dovecot, a real IMAP server."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from gateways.mail.mailbox.box import Mailbox, MailboxIsAway
from gateways.mail.mailbox.collector import Collector
from tests.mail.support.imap_server import Account, DovecotIsNotInstalled, ImapServer, an_imap_server, find_dovecot
from tests.mail.support.letters import OF_MACHINES, a_mail, with_a_photo
from tests.mail.support.town import MailingTown
from tests.support.certificates import certificates_for_loopback


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ImapServer]:
    """Dovecot for all tests here."""
    try:
        find_dovecot()
    except DovecotIsNotInstalled as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    async with an_imap_server(certificates_for_loopback(tmp_path_factory.mktemp("certificates"))) as server:
        yield server


@pytest.fixture
def account(server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> Account:
    """A mailbox of the test's own, at a server whose certificate is believed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
    return server.an_account()


@pytest.fixture
async def collector(town: MailingTown, account: Account) -> Collector:
    """The worker for it, in a town whose round asks for ideas."""
    await town.a_round()
    return town.a_collector(account.address)


async def test_each_mail_is_dealt_with_and_put_away(town: MailingTown, collector: Collector, account: Account) -> None:
    account.deliver(a_mail("One tree."), OF_MACHINES["a bounce"], a_mail("Two trees."), with_a_photo(3_000_000))

    assert await collector.look() == 4
    assert await collector.look() == 0

    assert sorted(each["text"] for each in await town.ideas()) == [
        "One tree.",
        "Two trees.",
        "We would like a bench here, see the photo.",
    ]
    assert account.holds() == {"handled": 3, "unanswered": 1}
    assert len(town.answers()) == 3


async def test_a_mail_that_lies_there_again_after_a_crash_is_one_idea_with_one_answer(
    town: MailingTown, collector: Collector, account: Account
) -> None:
    mail = a_mail()
    account.deliver(mail)
    box = Mailbox(account.address)
    [uid] = box.waiting()
    content, is_answered = box.read(uid) or (b"", True)
    await town.desk.receive(content, is_answered=is_answered)
    box.mark_answered(uid)
    box.close()  # and here the process ends, before the mail is put away

    town.open()
    await town.a_collector(account.address).look()

    await town.idea()
    assert len(town.answers()) == 1
    assert account.holds() == {"handled": 1}


async def test_a_second_copy_of_a_mail_has_no_second_answer_whichever_process_finds_it(
    town: MailingTown, collector: Collector, account: Account
) -> None:
    mail, other = a_mail(message_id="<one@example.org>"), a_mail(message_id="<two@example.org>")
    account.deliver(mail)
    await collector.look()
    town.open()
    account.deliver(mail, other)

    await town.a_collector(account.address).look()

    assert len(await town.ideas()) == 2
    assert len(town.answers()) == 2
    assert account.holds() == {"handled": 3}


async def test_while_ideas_is_away_mails_stay_where_they_are(
    town: MailingTown, collector: Collector, account: Account
) -> None:
    account.deliver(a_mail())
    apps = dict(town.apps)

    async def away(scope: object, receive: object, send: object) -> None:
        raise httpx.ConnectError("nobody there")

    town.apps["ideas"] = away
    town.open()
    assert await town.a_collector(account.address).look() == 0
    assert account.holds() == {"INBOX": 1}

    town.apps.update(apps)
    town.open()
    await town.a_collector(account.address).look()
    await town.idea()
    assert account.holds() == {"handled": 1}


async def test_a_mail_that_we_stumble_over_holds_up_no_other_and_is_shown_to_a_person_in_the_end(
    town: MailingTown, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.a_round()
    account.deliver(a_mail("One tree."), a_mail("Two trees."))
    collector = town.a_collector(account.address)
    receive, seen = town.desk.receive, list[bytes]()

    class Stumbling:
        async def receive(self, content: bytes, *, is_answered: bool = False) -> object:
            seen.append(content)
            if b"One tree" in content:
                raise KeyError("a fault of ours")
            return await receive(content, is_answered=is_answered)

    collector._desk = Stumbling()  # type: ignore[assignment]
    for _ in range(5):
        await collector.look()
        collector._not_before.clear()

    assert (await town.idea())["text"] == "Two trees."
    assert account.holds() == {"handled": 1, "unanswered": 1}


async def test_what_was_put_away_is_deleted_when_its_days_are_over(
    town: MailingTown, collector: Collector, account: Account
) -> None:
    account.deliver(a_mail(), OF_MACHINES["bulk"])
    await collector.look()
    box = Mailbox(account.address)

    today = datetime.now(UTC).date()
    assert box.clear(today - timedelta(days=3)) == 0
    assert box.clear(today + timedelta(days=2)) == 2
    box.close()
    assert account.holds() == {}


async def test_a_password_goes_to_nobody_without_encryption_or_a_certificate_that_is_believed(
    server: ImapServer, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_starttls = account.address.replace("imaps://", "imap://").replace(str(server.tls_port), str(server.port))
    encrypted = Mailbox(by_starttls)
    assert encrypted.waiting() == []
    encrypted.close()

    monkeypatch.delenv("SSL_CERT_FILE")
    for address in (account.address, by_starttls):
        with pytest.raises(OSError, match=r"(?i)certificate"):
            Mailbox(address).waiting()


async def test_a_wrong_password_is_said_without_quoting_it(account: Account) -> None:
    with pytest.raises(MailboxIsAway, match="lets nobody in") as refused:
        Mailbox(account.address.replace("only-for-tests", "guessed")).waiting()

    assert "guessed" not in str(refused.value)
    assert account.user not in str(refused.value)
