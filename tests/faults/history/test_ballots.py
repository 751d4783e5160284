"""The history checker finds what must not be, and nothing else."""

from dataclasses import replace

import pytest

from tests.faults.history.ballots import CHECKS, anomalies_of
from tests.faults.history.records import Attempt, Sealed, VotingDay

ADA = Attempt("Ada", (1,), sent_at=1, answered_at=2, receipt="A")
BEN_IN_DOUBT = Attempt("Ben", (2,), sent_at=1)
BEN_AGAIN = Attempt("Ben", (2,), sent_at=5, answered_at=6, receipt="B")
CLEO = Attempt("Cleo", (3,), sent_at=1, answered_at=2, receipt="C")
CLEO_THEN = Attempt("Cleo", (1, 2), sent_at=3, answered_at=4, receipt="D")
DORA_IN_DOUBT = Attempt("Dora", (2, 3), sent_at=1)
EMIL_REFUSED = Attempt("Emil", (1, 3), sent_at=1, answered_at=2)
BOX = (Sealed("A", (1,)), Sealed("B", (2,)), Sealed("C", (3,), was_replaced=True), Sealed("D", (1, 2)))
DAY = VotingDay(
    attempts=(ADA, BEN_IN_DOUBT, BEN_AGAIN, CLEO, CLEO_THEN, DORA_IN_DOUBT, EMIL_REFUSED),
    box=BOX,
    receipts={"A": "counted", "B": "counted", "C": "replaced", "D": "counted"},
    counted={"outcome": 3, "turnout": 3},
    support={1: 2, 2: 2, 3: 0},
)


def changed(day: VotingDay = DAY, **parts: object) -> VotingDay:
    return replace(day, **parts)  # type: ignore[arg-type]


def without(receipt: str) -> tuple[Sealed, ...]:
    return tuple(one for one in BOX if one.receipt != receipt)


def test_a_day_on_which_all_went_well_has_no_anomaly() -> None:
    assert anomalies_of(DAY) == []


def test_a_ballot_in_doubt_may_be_in_the_box_once() -> None:
    day = changed(box=(*BOX, Sealed("E", (2, 3))), counted={"outcome": 4, "turnout": 4}, support={1: 2, 2: 3, 3: 1})

    assert anomalies_of(day) == []


def test_of_two_ballots_that_overlap_either_may_be_in_force() -> None:
    late = replace(CLEO, sent_at=1, answered_at=9)
    box = (*without("C")[:2], Sealed("C", (3,)), Sealed("D", (1, 2), was_replaced=True))
    day = VotingDay((ADA, BEN_AGAIN, late, CLEO_THEN), box, receipts={**DAY.receipts, "C": "counted", "D": "replaced"})

    assert anomalies_of(day) == []


PLANTED = {
    "lost": changed(box=without("A")),
    "changed": changed(box=(Sealed("A", (1, 2, 3)), *without("A"))),
    "doubled": changed(box=(*BOX, Sealed("X", (1,)))),
    "doubled: the receipt": changed(box=(*BOX, Sealed("A", (2, 3)))),
    "doubled: (2, 3)": changed(box=(*BOX, Sealed("X", (2, 3)), Sealed("Y", (2, 3)))),
    "invented: (4,) is in the box, and nobody": changed(box=(*BOX, Sealed("X", (4,)))),
    "invented: (1, 3) is in the box, and it was refused": changed(box=(*BOX, Sealed("X", (1, 3)))),
    "answered otherwise": changed(attempts=(*DAY.attempts, replace(BEN_AGAIN, receipt="F"))),
    "given twice": changed(attempts=(*DAY.attempts, Attempt("Eve", (9,), 1, 2, "A"))),
    "not one in force: Cleo has 2": changed(box=(*without("C"), Sealed("C", (3,)))),
    "not one in force: Cleo has 0": changed(box=(*without("D"), Sealed("D", (1, 2), was_replaced=True))),
    "replaced: Cleo has 2": changed(may_replace=False),
    "out of order: Cleo's": changed(box=(*BOX[:2], Sealed("C", (3,)), Sealed("D", (1, 2), was_replaced=True))),
    "receipt unknown: A is answered with None": changed(receipts={}),
    "receipt unknown: C is answered with counted": changed(receipts=dict.fromkeys("ABCD", "counted")),
    "counted otherwise: turnout says 2": changed(counted={"outcome": 3, "turnout": 2}),
    "counted otherwise: the outcome gives": changed(support={1: 2, 2: 1}),
    "key left: a half in its folder": changed(keys_left=("a half in its folder",)),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_must_not_be_is_found(planted: str) -> None:
    found = anomalies_of(PLANTED[planted])

    assert any(one.startswith(planted) for one in found), found


def test_no_check_is_without_a_planted_anomaly() -> None:
    found = {check.__name__ for check in CHECKS if any([*check(day)] for day in PLANTED.values())}

    assert found == {check.__name__ for check in CHECKS}
