"""The text message gateway in front of real services."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import NewDatabaseOf
from tests.sms.support.town import TextingTown, a_town


@pytest.fixture
async def town(
    database_of: NewDatabaseOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[TextingTown]:
    """A town that texts in English unless a keyword says otherwise."""
    monkeypatch.setenv("COMMONPURSE_SECRET", "ab" * 32)
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path / "poll-keys"))
    monkeypatch.delenv("COMMONPURSE_ADMIN_PASSWORD", raising=False)
    async with a_town([await database_of("residents"), await database_of("voting")]) as town:
        yield town
