"""Which views there are, and how far each has come."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.reporting.standing import ViewStanding, standings

router = APIRouter(prefix="/api/reporting/v1/views", tags=["views"])


@router.get("")
async def views(database: Annotated[Database, Depends(database_of)]) -> ListBody[ViewStanding]:
    """Each view with the generation that answers, and the last position it has taken in of each source."""
    return whole_list(await standings(database))
