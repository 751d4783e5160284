"""A password for the mail server is never sent in the clear."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from libs.shared.kernel.mail import Mail, MailWasNotTaken
from libs.shared.platform.telling.post_office import PostOffice
from tests.support.mail_server import a_mail_server

MAIL = Mail(uuid4(), "ann@example.org", "News", "It is accepted.", "en", datetime(2026, 11, 23, tzinfo=UTC))


async def test_a_password_waits_until_the_server_offers_encryption() -> None:
    async with a_mail_server() as (mail_server, address):
        with_password = address.replace("smtp://", "smtp://user:secret@")

        with pytest.raises(MailWasNotTaken, match="STARTTLS") as refused:
            await PostOffice(with_password, "budget@town.example").send(MAIL)

    assert not refused.value.is_final
    assert mail_server.taken == []


async def test_mail_without_a_password_goes_out_as_before() -> None:
    async with a_mail_server() as (mail_server, address):
        await PostOffice(address, "budget@town.example").send(MAIL)

    assert [mail["Subject"] for mail in mail_server.taken] == ["News"]
