"""The voting methods: what a voter may write on the paper."""

from enum import StrEnum


class Method(StrEnum):
    """How people vote. What makes a single ballot valid is ``validity.py``'s business."""

    APPROVAL = "approval"
    KNAPSACK = "knapsack"
    POINTS = "points"
    ALLOCATION = "allocation"
    RANKING = "ranking"
    FOR_AND_AGAINST = "for-and-against"
    SCORE = "score"

    @property
    def has_marks(self) -> bool:
        """Whether a choice carries a number, or just stands on the ballot."""
        return self not in (Method.APPROVAL, Method.KNAPSACK)
