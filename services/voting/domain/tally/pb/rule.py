"""Which rule a Pabulib file names in its META."""

from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.pb.decimals import parse_amount
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.rule import Completion, EqualShares, Rule, ScoreOrder, Utility

_EQUAL_SHARES = "equalshares"


def rule_of(file: PabulibFile) -> Rule:
    """The file's own rule and threshold; score order, skipping, where it names none that we know."""
    name = file.meta.get("rule", "").strip().lower()
    threshold = min_score_of(file, file.meta.get("min_project_score_threshold", ""))
    if name.startswith(_EQUAL_SHARES):
        completion = Completion.ADD1 if "/add1" in name else Completion.NONE
        utility = (
            Utility.POINTS if file.profile.method in (Method.POINTS, Method.ALLOCATION, Method.SCORE) else Utility.COST
        )
        return EqualShares(utility, completion, threshold)
    return ScoreOrder(stop=name == "greedy-no-skip", min_score=threshold)


def min_score_of(file: PabulibFile, text: str) -> int:
    """A minimum score in the profile's marks, rounded up: a score is never between two marks."""
    amount, digits = parse_amount(text) or (0, 0)
    scaled = amount * 10**file.profile.mark_digits
    return int(-(-scaled // 10**digits))
