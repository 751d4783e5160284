"""By which rules somebody wants a file counted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.voting.domain.counting.file_errors import RuleDoesNotSuit, RuleIsNotKnown
from services.voting.domain.counting.file_rulings import Rulings
from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.rule import min_score_of, rule_of
from services.voting.domain.tally.pb.rule_names import gain_under
from services.voting.domain.tally.rule import Rule
from services.voting.domain.tally.rule_names import rule_named

OWN = "own"
_NOTHING_RULED = Rulings()


@dataclass(frozen=True, slots=True)
class FileWish:
    """What to count a file by.

    Args:
        rule: ``own``, the file's, or a rule by the name under which it is published; ``own`` in place of its utility
            means what the ballots hold: points where there are points, else the cost.
        beside: Such a rule for a second count, or nothing.
        min_score: Projects that score less are out, under both; nothing: as the file says.
        rulings: What else is ruled beforehand, under both.
    """

    rule: str = OWN
    beside: str = ""
    min_score: str = ""
    rulings: Rulings = _NOTHING_RULED

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "FileWish":
        """The wish as it comes from another process."""
        return cls(**{**told, "rulings": Rulings(**told["rulings"])})

    def rules(self, file: PabulibFile) -> list[Rule]:
        """The rules to count by.

        Raises:
            RuleIsNotKnown: if a name is not that of a rule.
            RuleDoesNotSuit: if the minimum score is no number.
        """
        return [self._ruled(file, name) for name in (self.rule, self.beside) if name]

    def _ruled(self, file: PabulibFile, name: str) -> Rule:
        own = rule_of(file)
        rule = own if name == OWN else rule_named(name.replace(f"/{OWN}", f"/{gain_under(file.profile.method)}"))
        if rule is None:
            raise RuleIsNotKnown(name)
        return replace(rule, min_score=self._least(file) if self.min_score else own.min_score)

    def _least(self, file: PabulibFile) -> int:
        try:
            return min_score_of(file, self.min_score)
        except InstanceIsInconsistent as error:
            raise RuleDoesNotSuit(error.reason) from None
