"""A ranked list: options by their scores. It funds nothing: neither costs count nor what excludes what."""

from services.voting.domain.tally.outcome import Step, Tie, Verdict
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Ints
from services.voting.domain.tally.rule import RankedList
from services.voting.domain.tally.rules.purse import Obstacle, Purse

PHASE = "ranked-list"


class RankedListCount:
    """One count: each option has as many before it as score higher, so equals share a place and no lot is needed."""

    def __init__(self, instance: Instance, scores: Ints, purse: Purse, rule: RankedList) -> None:
        self._instance, self._scores, self.purse, self._rule = instance, scores, purse, rule
        self.steps: list[Step] = []
        self.ties: list[Tie] = []

    def run(self) -> None:
        """Lists what stands, the highest score first, equals as on the paper; after it what has no place."""
        positions = sorted(range(len(self._scores)), key=lambda one: -int(self._scores[one]))
        standing = [one for one in positions if self._out(one) is None]
        place = 0
        for number, position in enumerate(standing, 1):
            is_equal = number > 1 and self._scores[position] == self._scores[standing[number - 2]]
            place = place if is_equal else number
            self.steps.append(Step(place, self._id(position), Verdict.RANKED, PHASE, int(self._scores[position])))
        for position in positions:
            if out := self._out(position):
                score = int(self._scores[position])
                self.steps.append(Step(0, self._id(position), out.verdict, PHASE, score, reason=out.reason))

    def _out(self, position: int) -> Obstacle | None:
        """Why the option has no place. No minimum asks for none: what more are against than for stands, too."""
        out = self.purse.out_from_the_start(position)
        return None if out and out.verdict is Verdict.BELOW_MINIMUM and not self._rule.min_score else out

    def _id(self, position: int) -> str:
        return self._instance.projects[position].id
