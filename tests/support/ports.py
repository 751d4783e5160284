"""Whether anybody is there."""

import asyncio


async def is_answering(port: int) -> bool:
    """Whether somebody takes connections there: a part does so when its database is migrated."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
