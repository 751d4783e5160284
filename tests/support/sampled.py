"""A platform with its sample round on a machine of its own, as ``commonpurse up`` left it when it was stopped."""

import asyncio
from pathlib import Path

from tests.command.test_up import PATIENCE_S, platform, sample_codes
from tests.support.backed_up import all_are_ready
from tests.support.eventually import eventually
from tests.support.folders import copy_with_owners
from tests.support.models import Model, made_once


async def sampled(models: Path, data: Path) -> None:
    """Fill the folder, which is not there yet, with a copy of what was made once for the run."""

    async def made() -> Model:
        async with platform(models / "platform") as (client, _):
            await eventually(lambda: sample_codes(models / "platform"), within=PATIENCE_S)
            await eventually(lambda: all_are_ready(client), within=PATIENCE_S)
        return {}

    await made_once(models, "platform", made)
    await asyncio.to_thread(copy_with_owners, models / "platform", data)
