"""How a roll and its changes are told over HTTP."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.residents.domain.roll_change import SHOWN, Entry, RollChange
from services.residents.storage.roll import RollCounts
from services.residents.use_cases.import_roll import Missing, ShownImport


class _Body(BaseModel):
    model_config = ConfigDict(from_attributes=True, hide_input_in_errors=True)


class AreaCountBody(_Body):
    """How many people of the roll live in an area; without an id: in none of the round's."""

    area_id: UUID | None
    people: int


class RollBody(_Body):
    """A roll in figures. Send its ``version`` as ``If-Match`` with a new roll, or new codes, decided by it."""

    version: str
    people: int
    invited: int = Field(description="How many have an invitation code.")
    by_area: list[AreaCountBody]

    @classmethod
    def of(cls, counts: RollCounts) -> Self:
        by_area = _by_area(counts.by_area)
        return cls(version=counts.version, people=counts.people, invited=counts.invited, by_area=by_area)


class AffectedBody(_Body):
    """So many people, how many of them have a code, and how many of those used it in a poll that is open."""

    people: int
    with_code: int
    voted: int

    @classmethod
    def of(cls, entries: list[Entry]) -> Self:
        with_code = sum(entry.has_code for entry in entries)
        return cls(people=len(entries), with_code=with_code, voted=sum(entry.has_voted for entry in entries))


class PairBody(_Body):
    """The file's number on a line, and another that may be the same person's: on the roll, or on another line."""

    line: int
    number: str
    other: str
    other_line: int | None


class DoubtBody(_Body):
    """A line whose number a spreadsheet may have made of another one."""

    line: int
    message: str
    in_words: dict[str, str]


class RollImportBody(_Body):
    """What a file would change. Nothing is taken before this is confirmed by its ``digest``."""

    import_id: UUID
    digest: str
    people: int = Field(description="How many are in the file.")
    new: int
    stay: int = Field(description="How many stay as they are.")
    moved: AffectedBody
    missing: AffectedBody = Field(description="Who is on the roll and not in the file.")
    missing_numbers: list[str] = Field(description=f"The numbers of the first {SHOWN} of them.")
    alike: list[PairBody] = Field(description=f"The first {SHOWN} pairs of numbers that look alike.")
    alike_count: int
    doubts: list[DoubtBody] = Field(description=f"The first {SHOWN} numbers that a spreadsheet may have made.")
    doubts_count: int
    poll_is_open: bool = Field(description="Then nobody can be removed: confirm with missing=keep.")

    @classmethod
    def of(cls, shown: ShownImport) -> Self:
        change = shown.change
        return cls(
            import_id=shown.import_id,
            digest=change.digest,
            people=shown.people,
            new=len(change.new),
            stay=change.stays,
            moved=AffectedBody.of([entry for entry, _ in change.moved]),
            missing=AffectedBody.of(change.missing),
            missing_numbers=sorted(entry.number for entry in change.missing)[:SHOWN],
            **_questions(change),
            poll_is_open=shown.poll_is_open,
        )


class ConfirmedImportBody(_Body):
    """What somebody who has seen the difference says."""

    digest: str = Field(max_length=64, description="Of the difference that was seen.")
    missing: Missing | None = Field(
        default=None, description="Whether those whom the file lacks are kept or removed; needed if there are any."
    )
    alike_are_same: bool | None = Field(
        default=None,
        description="Whether numbers that look alike are one person's, who then keeps number and code; else they are"
        " different people. Needed if there are any.",
    )
    doubts_are_right: bool = Field(default=False, description="Whether the doubtful numbers are right as they stand.")


def _questions(change: RollChange) -> dict[str, object]:
    return {
        "alike": [PairBody.model_validate(pair) for pair in change.alike[:SHOWN]],
        "alike_count": len(change.alike),
        "doubts": [DoubtBody.model_validate(doubt) for doubt in change.doubts[:SHOWN]],
        "doubts_count": len(change.doubts),
    }


def _by_area(counted: Mapping[UUID | None, int]) -> list[AreaCountBody]:
    return [AreaCountBody(area_id=area_id, people=people) for area_id, people in counted.items()]
