"""What the routes of ideas need at hand: who of the staff may, and what the service is made of."""

from typing import Annotated

from fastapi import Depends

from libs.shared.platform.access.staff import Role, Staff, staff_with
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database

MODERATION: tuple[Role, ...] = ("moderator", "administrator")
Office = Annotated[Staff, Depends(staff_with(*MODERATION))]
TheRuntime = Annotated[Runtime, Depends(runtime_of)]
TheDatabase = Annotated[Database, Depends(database_of)]
