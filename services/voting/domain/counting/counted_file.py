"""A counted file, as an object for programs: what ``commonpurse tally`` and the page for counting say of it."""

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from services.voting.domain.tally import Outcome, Project, RankedList, Rule, TieOrder, count
from services.voting.domain.tally.agreement.agreement import agreement_of
from services.voting.domain.tally.pb.beyond import within_limits
from services.voting.domain.tally.pb.decimals import format_amount, missing
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.notes import Remark
from services.voting.domain.tally.pb.papers import PAPERS
from services.voting.domain.tally.pb.rule import funds_what_the_city_funded
from services.voting.domain.tally.rules.scores import people_for

# Asking for every loser how close it came takes dozens of counts each.
HOW_CLOSE_UP_TO = 3_000  # ballots
_CENTS = 2


@dataclass(frozen=True)
class CountedFile:
    """A file and its count. ``doubt`` is what to say of the rule, if nobody asked for it."""

    file: PabulibFile
    rule: Rule
    order: TieOrder
    outcome: Outcome
    seconds: float
    doubt: Remark | None = None
    in_full: bool = False

    @cached_property
    def warnings(self) -> tuple[Remark, ...]:
        """What whoever reads the outcome should know."""
        more = (self.doubt, self._without_those_beyond_limits())
        return (*self.file.warnings, *(remark for remark in more if remark))

    @property
    def agrees(self) -> bool | None:
        """Whether the city funded the same projects; None if the file does not name them, or not the city's rule."""
        return funds_what_the_city_funded(self.file, self.outcome.winners)

    def _without_those_beyond_limits(self) -> Remark | None:
        file, beyond = self.file, list(self.file.beyond_limits)
        if not beyond:
            return None
        within = count(file.instance, within_limits(file), self.rule, ties=self.order).winners
        if within == self.outcome.winners:
            return None
        told = f"without the ballots that break the paper's limits, the winners would be {', '.join(within) or 'none'}"
        return Remark(file.warnings[0].line, told, int(file.unweighted.weights[beyond].sum()))

    @cached_property
    def projects(self) -> list[dict[str, Any]]:
        """Each project and how it fared, winners first in the order of selection; amounts are exact decimals.

        Of a ranked list: the options in the order of their places.
        """
        named = {project.id: project for project in self.file.instance.projects}
        people = dict(zip(self.file.instance.ids, people_for(self.file.unweighted), strict=True))
        places = self.outcome.places or {id_: place for place, id_ in enumerate(self.outcome.winners, 1)}
        in_order = (*self.outcome.winners, *self.outcome.losers)
        return [self._project(named[id_], places.get(id_), people[id_]) for id_ in in_order]

    def _project(self, project: Project, place: int | None, people: int) -> dict[str, Any]:
        step, digits = self.outcome.why(project.id), self.outcome.digits
        lacking = self.outcome.lacking(project.id)
        return {
            "project": project.id,
            "name": project.name,
            "cost": format_amount(project.cost, digits),
            "score": format_amount(step.score, self.file.profile.mark_digits),
            "people": people,
            "funded": project.id in self.outcome.winners,
            "place": place,
            "verdict": step.verdict.value,
            "missing": None if lacking is None else missing(lacking / 10**digits, max(digits, _CENTS)),
            "reason": step.reason,
            **self._of_advice(project),
            **self._unweighted_fate(project.id),
        }

    def _of_advice(self, project: Project) -> dict[str, Any]:
        """What kind an option of a ranked list is, and what it would save."""
        if not isinstance(self.rule, RankedList):
            return {}
        return {"kind": ",".join(project.categories), "saving": project.saving or None}

    @cached_property
    def unweighted(self) -> Outcome | None:
        """The outcome if each ballot counted once; none where each does."""
        if not self.file.weights:
            return None
        return count(self.file.instance, self.file.unweighted, self.rule, ties=self.order)

    @property
    def weighing(self) -> dict[str, Any] | None:
        """What a ballot of each channel counts, and what the outcome is without that; none where each counts once."""
        plain = self.unweighted
        if plain is None:
            return None
        weights = self.file.weights
        channels = [
            {"channel": channel, "ballots": ballots, "weight": weights.get(channel, 1)}
            for channel, ballots in self.file.cast.in_all().items()
        ]
        told = {"winners": list(plain.winners), "cost": format_amount(plain.cost, plain.digits)}
        return {"channels": channels, "votes": self.outcome.voters, "unweighted": told}

    @cached_property
    def agreement(self) -> dict[str, Any] | None:
        """Where each option stands with everybody, and how far ballots agree; none where they have no marks."""
        is_one_paper = PAPERS not in self.file.meta
        said = agreement_of(self.file.instance, self.file.profile, is_one_paper=is_one_paper)
        return None if said is None else said.as_json()

    def _unweighted_fate(self, id_: str) -> dict[str, Any]:
        plain = self.unweighted
        if plain is None:
            return {}
        score = format_amount(plain.why(id_).score, self.file.profile.mark_digits)
        return {"unweighted_funded": id_ in plain.winners, "unweighted_score": score}

    def as_json(self, *, explain: bool) -> dict[str, Any]:
        """The count as one JSON object; costs are exact decimals."""
        outcome = self.outcome
        ties = [
            {"round": tie.round, "tied": list(tie.tied), "chosen": tie.chosen, "decided_by": tie.decided_by}
            | ({"stage": tie.stage} if outcome.stages else {})
            for tie in outcome.ties
        ]
        said = {
            "rule": outcome.rule,
            "winners": list(outcome.winners),
            "losers": list(outcome.losers),
            "projects": self.projects,
            "cost": format_amount(outcome.cost, outcome.digits),
            "budget": format_amount(outcome.budget, outcome.digits),
            "voters": self.file.unweighted.voters,
            "ties": ties,
            "currency": self.file.meta.get("currency", ""),
            "agrees_with_the_city": self.agrees,
            "warnings": [asdict(warning) for warning in self.warnings],
            "seconds": round(self.seconds, 3),
        }
        said |= {"stages": [self._stage(name, stage) for name, stage in outcome.stages]} if outcome.stages else {}
        said |= {"weighing": self.weighing} if self.weighing else {}
        said |= {"agreement": self.agreement} if self.agreement else {}
        return said | {"explanation": self.explanation} if explain else said

    def _stage(self, name: str, stage: Outcome) -> dict[str, Any]:
        """One of several counts: what is guaranteed to an area, or in the end what is left for all."""
        spent, budget = (format_amount(amount, stage.digits) for amount in (stage.cost, stage.budget))
        return {
            "stage": name,
            "budget": budget,
            "cost": spent,
            "winners": list(stage.winners),
            "voters": stage.voters,
        }

    @cached_property
    def explanation(self) -> dict[str, Any]:
        """Why each project won or lost, and what the second count says."""
        return self.explained(how_close=self.in_full or self.outcome.voters <= HOW_CLOSE_UP_TO)

    def explained(self, *, how_close: bool) -> dict[str, Any]:
        """The same; how close each loser came only if that is asked for, as it counts dozens of times again."""
        from services.voting.domain.tally.explain.explanation import explain
        from services.voting.domain.tally.explain.stories_as_json import as_json

        file = self.file
        told = explain(file.instance, file.profile, self.rule, self.outcome, ties=self.order, what_if=how_close)
        return as_json(told, self.outcome) | {"second_count": self._second_count}

    @cached_property
    def _second_count(self) -> dict[str, Any] | None:
        """Whether the other program, which follows the payments, agrees; None for rules that it does not know."""
        from services.voting.domain.tally.second_count.check import CheckableRule, objections

        if not isinstance(self.rule, CheckableRule):
            return None
        ballots = list(self.file.ballots())
        found = objections(self.file.instance, ballots, self.rule, self.order, self.outcome)
        return {"agrees": not found, "objections": found}
