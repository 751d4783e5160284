"""The poll of a wish counted, certified and announced: what each service then tells of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from libs.shared.events.voting import OutcomeAnnounced
from libs.shared.events.words import CountedProject
from libs.shared.kernel.spreadsheets import as_csv
from services.reporting.projections.results import Results
from services.voting.api.counted import CountedBody
from services.voting.api.outcomes import outcome_body
from services.voting.domain.casting.ballot import Ballot, naming_any_of
from services.voting.domain.casting.turnout import NOTHING_TOLD, Turnout, cells_kept, told_at_the_end, turnout_of
from services.voting.domain.counting.announcement import Published, publish
from services.voting.domain.counting.ballot_file import pb_of
from services.voting.domain.counting.counting import count
from services.voting.domain.counting.differences import differences, options_told, setting_store_by
from services.voting.domain.counting.overrides import as_decided, demand_possible
from services.voting.domain.counting.reached import CellKept, Reached, shares_told
from services.voting.domain.counting.table_of_projects import projects_as_told, table_of
from services.voting.domain.errors import OverrideChangesNothing, OverrideIsTooDear
from services.voting.domain.polls.poll import Poll
from services.voting.domain.polls.weighing import by_channel_of, weighing_of
from services.voting.domain.tally import draw_lots
from services.voting.use_cases.counting.read_counted import Counted
from services.voting.use_cases.polls.published_terms import rule_terms
from tests.combinations.ballots import Cast, cast_in, cells_of, weighed
from tests.combinations.polls import AREAS, chance_for, decided
from tests.combinations.wishes import Wish


@dataclass(frozen=True)
class Decided:
    """A poll with its count: ``counted`` is what two counts say, ``outcome`` what two officers made of it."""

    poll: Poll
    cast: Cast
    ballots: list[tuple[Ballot, int]]
    turnout: Turnout
    counted: Published
    outcome: Published

    @property
    def results(self) -> dict[str, Any]:
        """What reporting tells of it."""
        fund, terms = self.poll.fund, self.poll.terms
        event = OutcomeAnnounced(
            **rule_terms(terms).model_dump(),
            poll_id=self.poll.poll_id,
            round_id=fund.round_id,
            budget_cents=fund.budget_cents,
            cost_cents=self.outcome["cost_cents"],
            currency=fund.currency,
            ballots=self.outcome["ballots"],
            lot_seed=self.poll.lot_seed or "",
            projects=[CountedProject.model_validate(project) for project in self.outcome["projects"]],
        )
        return Results.model_validate(event.model_dump(mode="json") | {"name": terms.name}).model_dump(mode="json")

    @property
    def told(self) -> dict[str, Any]:
        """What voting tells of it."""
        return outcome_body(self.poll, self.outcome).model_dump(mode="json")

    @property
    def certified(self) -> dict[str, Any]:
        """What officers look at."""
        lot = draw_lots(self.poll.lot_seed or "", [str(line.number) for line in self.poll.paper])
        counted = Counted(self.poll, self.outcome, len(self.cast), 4_000, tuple(map(int, lot)))
        return CountedBody.of(counted).model_dump(mode="json")

    @property
    def table(self) -> str:
        """The table for spreadsheets."""
        told = projects_as_told(self.outcome, self.poll.fund.currency)
        is_rehearsal = self.poll.is_rehearsal
        return as_csv(table_of(told, self.outcome["stories"], self.outcome["agreement"], is_rehearsal=is_rehearsal))

    @property
    def file(self) -> bytes:
        """The ballots' file."""
        return pb_of(self.poll, "Runde 2026", self.outcome, self.ballots)

    @property
    def took_part(self) -> dict[str, Any]:
        """What reporting tells of the turnout."""
        by_area = self.turnout.by_area
        areas = [
            {"area_id": str(area), "name": name, "people": 1_000, "ballots": by_area.get(area)}
            for area, name in AREAS.items()
        ]
        by_channel = [{"channel": name, "ballots": cast} for name, cast in self.turnout.by_channel.items()]
        whole = {"ballots": len(self.cast), "people": 4_000, "is_final": True, "as_of": "2026-05-13T12:00:00Z"}
        return {"poll_id": str(self.poll.poll_id), "by_channel": by_channel, "by_area": areas, "by_hour": [], **whole}


def counted_of(poll: Poll, wish: Wish) -> Decided:
    """The poll, counted and decided as it was wished.

    Raises:
        CountsDisagree: if the second count has an objection.
    """
    cast = cast_in(poll, wish, chance_for(poll))
    cells = cells_of(cast)
    poll = replace(poll, state="counted", weighing=weighing_of(poll, by_channel_of(cells.items())), marked=len(cast))
    ballots = weighed(poll, cast)
    counted = publish(poll, count(poll, ballots))
    turnout = told_at_the_end(NOTHING_TOLD, turnout_of(cells, poll.terms.channels, AREAS))
    counted |= _reached(poll, cast, counted, turnout)
    poll = _otherwise(poll, counted, wish["override"])
    return Decided(poll, cast, ballots, turnout, counted, as_decided(poll, counted))


def _reached(poll: Poll, cast: Cast, counted: Published, turnout: Turnout) -> Published:
    winners = [project["number"] for project in counted["projects"] if project["is_funded"]]
    reached = None if poll.is_advice else shares_told(_box(poll, cast, naming_any_of(winners)), turnout)
    told: Published = {"reached": reached, "differences": None}
    if counted["agreement"] and not poll.papers:
        numbers = options_told(counted["agreement"])
        boxes = [_box(poll, cast, setting_store_by(poll, number)) for number in numbers]
        told["differences"] = differences(numbers, boxes, turnout)
    if poll.terms.weights:
        told["reached"] = told["reached"] and told["reached"] | {"by_channel": []}
        for one in (told["differences"] or {"projects": []})["projects"]:
            one["by_channel"] = []
    return told


def _box(poll: Poll, cast: Cast, pattern: str) -> Mapping[CellKept, Reached]:
    kept, found = cells_kept(cells_of(cast), poll.weighing), dict[CellKept, Reached]()
    for ballot, channel, area in cast:
        cell: CellKept = (channel, area) if (channel, area) in kept else (None, None)
        is_for = bool(re.search(pattern, ballot.canonical))
        found[cell] = found.get(cell, Reached(0, 0)) + Reached(1, int(is_for))
    return found


def _otherwise(poll: Poll, counted: Published, wish: str) -> Poll:
    """Decided otherwise, as far as it can be."""
    if poll.is_advice:
        return poll
    for decision in {"none": [], "both": ["not-funded", "funded"]}.get(wish, [wish]):
        for project in as_decided(poll, counted)["projects"]:
            fields = {"project": project["number"], "decision": decision}
            try:
                if project["withdrawn"] is None:
                    demand_possible(poll, counted, fields)
                    poll = decided(poll, project["number"], is_funded=decision == "funded")
                    break
            except (OverrideChangesNothing, OverrideIsTooDear):
                continue
    return poll
