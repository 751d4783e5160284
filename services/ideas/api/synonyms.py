"""Words that mean the same, over HTTP."""

from typing import Annotated, Self

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.typed import CleanLine
from libs.shared.platform.api.versions import SeenVersions
from services.ideas.api.at_hand import TheDatabase
from services.ideas.domain.synonyms import Synonyms
from services.ideas.use_cases.keep_synonyms import keep_synonyms, see_synonyms

router = APIRouter(prefix="/api/ideas/v1/synonyms", tags=["ideas"])

_Word = Annotated[CleanLine, Field(max_length=200)]


class NewSynonyms(BaseModel):
    """Groups of words that mean the same, such as Spielplatz and playground: 200 groups of up to 12 words each."""

    groups: Annotated[list[Annotated[list[_Word], Field(max_length=50)]], Field(max_length=500)]


class SynonymsBody(BaseModel):
    """The list. Send its ``version`` as ``If-Match`` with a change that was decided by it."""

    groups: list[list[str]]
    version: str

    @classmethod
    def of(cls, known: Synonyms) -> Self:
        """The list as a body."""
        return cls(groups=[list(group) for group in known.groups], version=known.version)


@router.get("")
async def synonyms(database: TheDatabase) -> SynonymsBody:
    """The words that searches, and the question for similar ideas, take for the same."""
    return SynonymsBody.of(await see_synonyms(database))


@router.put("", dependencies=[Depends(staff_with("moderator", "administrator"))])
async def kept_synonyms(body: NewSynonyms, seen: SeenVersions, database: TheDatabase) -> SynonymsBody:
    """Keep these groups, and no others. Searches follow at once."""
    return SynonymsBody.of(await keep_synonyms(body.groups, database, seen))
