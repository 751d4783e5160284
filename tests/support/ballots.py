"""A poll of every kind of ballot: its terms, three ballots, what they come to, and what is no ballot in it.

The paper has five projects, which cost a thousand each times their number, and there are six thousand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind.

    Args:
        terms: What its draft says.
        ballots: Three, as a program hands them in.
        texts: The same as text messages, behind the code.
        lines: What the first is answered with, beside numbers and titles.
        scores: Of the projects, by number.
        funded: By score order.
        wrong: What is refused, with its code.
    """

    terms: Body
    ballots: tuple[Body, Body, Body]
    texts: tuple[str, str, str]
    lines: list[Body]
    scores: list[int]
    funded: set[int]
    wrong: list[tuple[Body, str]] = field(default_factory=list)


NO_BALLOT: list[tuple[Body, str]] = [
    ({}, "ballot-is-of-another-method"),
    ({"choices": [1], "points": {"1": 1}}, "ballot-is-of-another-method"),
]

KINDS: Mapping[str, Kind] = {
    "approval": Kind(
        {"limits": {"max_choices": 3}},
        ({"choices": [5, 1]}, {"choices": [1, 2]}, {"choices": [2]}),
        ("5 1", "1 2", "2"),
        [{"number": 1}, {"number": 5}],
        [2, 2, 0, 0, 1],
        {1, 2},
        [({"choices": list(range(10_000))}, "too-many-choices"), ({"points": {"1": 1}}, "ballot-is-of-another-method")],
    ),
    "knapsack": Kind(
        {"limits": {"max_choices": 5, "max_cost_cents": 5000_00}},
        ({"choices": [4, 1]}, {"choices": [3, 2]}, {"choices": [4]}),
        ("4 1", "3 2", "4"),
        [{"number": 1}, {"number": 4}],
        [1, 1, 1, 2, 0],
        {4, 1},
        [
            ({"choices": [4, 2]}, "choices-cost-too-much"),
            ({"choices": [1, 1]}, "project-chosen-twice"),
            ({"choices": list(range(10_000))}, "too-many-choices"),
            ({"ranks": {"1": 1}}, "ballot-is-of-another-method"),
        ],
    ),
    "points": Kind(
        {"limits": {"max_choices": 3, "max_points_each": 3, "max_points": 5}},
        ({"points": {"5": 3, "1": 2}}, {"points": {"1": 1}}, {"points": {"2": 2, "3": 0}}),
        ("5=3 1=2", "1=1", "2=2"),
        [{"number": 1, "points": 2}, {"number": 5, "points": 3}],
        [3, 2, 0, 0, 3],
        {1, 5},
        [
            ({"points": {"1": 2.5}}, "points-are-not-whole"),
            ({"points": {"1": 3, "2": 3}}, "too-many-points"),
            ({"points": {str(number): 1 for number in range(10_000)}}, "too-many-choices"),
        ],
    ),
    "allocation": Kind(
        {"limits": {"max_choices": 5}},
        ({"points": {"5": 60, "1": 40}}, {"points": {"1": 100}}, {"points": {"2": 1, "3": 99}}),
        ("5=60 1=40", "1=100", "2=1 3=99"),
        [{"number": 1, "points": 40}, {"number": 5, "points": 60}],
        [140, 1, 99, 0, 60],
        {1, 3, 2},
        [
            ({"points": {"1": 50, "2": 49.99}}, "points-are-not-whole"),
            ({"points": {"1": 50, "2": 49}}, "shares-do-not-add-up"),
            ({"points": {"1": 101}}, "shares-do-not-add-up"),
            ({"points": {"1": 101, "2": -1}}, "too-few-points-for-project"),
            ({"choices": [1]}, "ballot-is-of-another-method"),
        ],
    ),
    "score": Kind(
        {"limits": {"max_choices": 5, "max_points_each": 4}},
        ({"points": {"5": 4, "1": 2}}, {"points": {"1": 1, "2": 4, "3": 4, "4": 0}}, {"points": {"2": 4}}),
        ("5=4 1=2", "1=1 2=4 3=4 4=0", "2=4"),
        [{"number": 1, "points": 2}, {"number": 5, "points": 4}],
        [3, 8, 4, 0, 4],
        {2, 3, 1},
        [
            ({"points": {"1": 5}}, "too-many-points-for-project"),
            ({"points": {"9": 0, "1": 1}}, "unknown-project"),
            ({"points": {"1": 0}}, "too-few-choices"),
        ],
    ),
    "ranking": Kind(
        {"limits": {"max_choices": 3}},
        ({"ranks": {"5": 1, "1": 2}}, {"ranks": {"2": 2, "1": 1, "3": 3}}, {"ranks": {"2": 1}}),
        ("5>1", "1 > 2 > 3", "2>"),
        [{"number": 5, "place": 1}, {"number": 1, "place": 2}],
        [5, 5, 1, 0, 3],
        {1, 2, 3},
        [
            ({"ranks": {"5": 1, "1": 3}}, "place-is-empty"),
            ({"ranks": {"5": 2}}, "place-is-empty"),
            ({"ranks": {"5": 0, "1": 1}}, "place-is-empty"),
            ({"ranks": {"5": 1, "1": 1}}, "place-is-given-twice"),
            ({"ranks": {"1": 1, "2": 2, "3": 3, "4": 4}}, "too-many-choices"),
            ({"ranks": {"9": 1}}, "unknown-project"),
            ({"ranks": {}}, "too-few-choices"),
            ({"choices": [5, 1]}, "ballot-is-of-another-method"),
        ],
    ),
    "for-and-against": Kind(
        {"limits": {"max_choices": 3}},
        ({"votes": {"5": "for", "1": "against"}}, {"votes": {"1": "for", "2": "for"}}, {"votes": {"1": "for"}}),
        ("+5 -1", "+1 +2", "+1"),
        [{"number": 1, "vote": "against"}, {"number": 5, "vote": "for"}],
        [1, 1, 0, 0, 1],
        {1, 2},
        [
            ({"votes": {"1": "for", "2": "for", "3": "against", "4": "against"}}, "too-many-choices"),
            ({"votes": {}}, "too-few-choices"),
            ({"votes": {"9": "against"}}, "unknown-project"),
            ({"choices": [1]}, "ballot-is-of-another-method"),
        ],
    ),
}
