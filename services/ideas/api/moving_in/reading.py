"""A file as it came becomes ideas to suggest, by the same bodies by which each idea is suggested alone."""

from services.ideas.api.idea_bodies import NewIdea
from services.ideas.api.moving_in.plan import Body, Target, in_round, plan_of
from services.ideas.domain.moving_in.errors import FileIsTooLarge
from services.ideas.domain.moving_in.formats import READERS, SYSTEMS, Format
from services.ideas.domain.moving_in.found import Findings, LeftOut, Mistake, Wishes, number_in
from services.ideas.domain.moving_in.importing import LARGEST, MOST_IDEAS, FirstIdea, Kind, Sketch, Unmoved
from services.ideas.domain.moving_in.rows import read_rows
from services.ideas.domain.round import Round
from services.ideas.use_cases.moving_in.import_ideas import ReadFile, WishedIdea

_FIRST = 3
_SHOWN = 400
"""Characters of a text in the preview."""


def read_file(content: bytes, format_: Format, wishes: Wishes, into: Round) -> ReadFile:
    """What would become of the file in the round.

    Raises:
        FileCannotBeRead: if it is no such file.
        FileIsTooLarge: if it has more lines than are read at once.
    """
    rows = read_rows(content)
    round_body = _as_body(into)
    plan = plan_of(_so_many(READERS[format_](rows, wishes)), Target(SYSTEMS[format_], wishes.language, round_body))
    wished = [
        WishedIdea(
            number_in(one.place),
            NewIdea.model_validate(one.body).command(is_entered_by_staff=True),
            one.standing == "accepted",
        )
        for one in in_round(plan.wishes, round_body)
    ]
    read, unread = rows.columns
    sketch = Sketch(
        SYSTEMS[format_],
        wishes.language,
        len(wished),
        sum(each.is_accepted for each in wished),
        sum(each.cost_cents is not None for each in plan.wishes),
        read,
        unread,
        [_first(each) for each in wished[:_FIRST]],
    )
    unmoved = [_unmoved(each, "stays") for each in plan.left_out] + [_unmoved(each, "wrong") for each in plan.mistakes]
    return ReadFile(sketch, wished, unmoved)


def _so_many(findings: Findings) -> Findings:
    """The findings, as long as they are not too many: each bad line takes memory, too."""
    for number, found in enumerate(findings, 1):
        if number > MOST_IDEAS:
            raise FileIsTooLarge(LARGEST, MOST_IDEAS)
        yield found


def _first(one: WishedIdea) -> FirstIdea:
    number = one.wish.origin.number if one.wish.origin else ""
    return FirstIdea(one.line, number, one.wish.title, one.wish.text[:_SHOWN])


def _unmoved(one: LeftOut | Mistake, kind: Kind) -> Unmoved:
    return Unmoved(number_in(one.place), kind, one.why)


def _as_body(into: Round) -> Body:
    areas = [{"area_id": str(area.area_id), "name": area.name} for area in into.areas]
    return {"round_id": str(into.round_id), "areas": areas}
