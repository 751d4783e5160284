"""Stories of a count by sequential Phragmén: the purchases are repeated, and every load is watched."""

from fractions import Fraction

from services.voting.domain.tally.explain.stories import LoserStory, WinnerStory
from services.voting.domain.tally.outcome import Outcome, Step, Verdict
from services.voting.domain.tally.rules.loads import Loads
from services.voting.domain.tally.rules.supporters import Supporters


class PhragmenStories:
    """Repeats the purchases and tells of each project.

    Args:
        ids: The projects' ids in the paper's order.
        supporters: Of every project.
        rows: How many distinct ballots there are.
        end: The time at which the count stopped.
        outcome: What was published.
    """

    def __init__(
        self, ids: tuple[str, ...], supporters: list[Supporters], rows: int, end: Fraction, outcome: Outcome
    ) -> None:
        self._loads, self._end = Loads(rows), end
        by_id = {id_: supporters[place] for place, id_ in enumerate(ids)}
        self._losers = {project: by_id[project] for project in outcome.losers}
        self._carried = dict.fromkeys(self._losers, Fraction(0))
        self._spent: dict[str, list[tuple[str, Fraction]]] = {id_: [] for id_ in self._losers}
        bought = [step for step in outcome.trace if step.verdict is Verdict.FUNDED]
        self.winners = tuple(self._replay(step, by_id[step.project]) for step in bought)
        self.losers = tuple(self._told(outcome.why(id_)) for id_ in self._losers)

    def _replay(self, step: Step, supporters: Supporters) -> WinnerStory:
        self._loads.carry(supporters, *self._loads.exactly(supporters))
        for id_, loser in self._losers.items():
            carried = self._total(loser)
            if carried > self._carried[id_]:
                self._spent[id_].append((step.project, carried - self._carried[id_]))
            self._carried[id_] = carried
        return WinnerStory(
            step.project, step.round, step.price or Fraction(0), None, None, supporters.people, 0, Fraction(0)
        )

    def _total(self, supporters: Supporters) -> Fraction:
        if not supporters.people:
            return Fraction(0)
        due, _ = self._loads.exactly(supporters)
        return Fraction(due, self._loads.denominator) - supporters.cost

    def _told(self, step: Step) -> LoserStory:
        supporters = self._losers[step.project]
        had = self._end * supporters.people
        left = had - self._carried[step.project]
        return LoserStory(
            project=step.project,
            verdict=step.verdict,
            round=step.round,
            missing=step.missing,
            effective_support=left / supporters.cost if supporters.cost else None,
            supporters_had=had,
            spent_on=tuple(self._spent[step.project]),
            left=left,
            reason=step.reason,
        )
