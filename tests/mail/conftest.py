"""The mail gateway in front of the real service."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import NewDatabaseOf
from tests.mail.support.town import MailingTown, a_mailing_town
from tests.support.mail_server import a_mail_server


@pytest.fixture
async def town(database_of: NewDatabaseOf) -> AsyncIterator[MailingTown]:
    """A town that takes mails."""
    async with a_mail_server() as (post, smtp), a_mailing_town(await database_of("ideas"), post, smtp) as town:
        yield town
