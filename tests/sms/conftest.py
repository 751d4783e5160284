"""The text message gateway in front of real services."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import NewDatabase
from tests.sms.support.town import TextingTown, a_town


@pytest.fixture
async def town(
    a_database: str, another_database: NewDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[TextingTown]:
    """A town that texts in English unless a keyword says otherwise."""
    monkeypatch.setenv("COMMONPURSE_SECRET", "ab" * 32)
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path / "poll-keys"))
    monkeypatch.delenv("COMMONPURSE_ADMIN_PASSWORD", raising=False)
    async with a_town([a_database, await another_database()]) as town:
        yield town
