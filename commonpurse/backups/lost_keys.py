"""Polls that a backup holds as running and whose keys are gone: they were closed after it, or the files are lost."""

from pathlib import Path

import asyncpg

from libs.shared.platform.running.settings import Settings

_RUNNING = "select poll_id::text from polls join poll_keys using (poll_id) where state in ('published', 'open')"


async def polls_without_keys(settings: Settings, data: Path) -> list[str]:
    """A line for each, which says what to do."""
    from services.residents.settings import PollKeySettings

    folder = PollKeySettings(data_dir=data).folder
    connection = await asyncpg.connect(settings.database_of("residents"))
    try:
        running = [row["poll_id"] for row in await connection.fetch(_RUNNING)]
    finally:
        await connection.close()
    return [_words(poll_id, folder) for poll_id in running if not (folder / poll_id).exists()]


def _words(poll_id: str, folder: Path) -> str:
    return (
        f"the key of poll {poll_id} is not in {folder}: if the poll was closed after the backup, close it again. If "
        "the folder is lost, put its copy there. Without it the poll gives no more permits; the ballots it has stay"
    )
