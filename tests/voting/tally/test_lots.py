from hashlib import sha256

import pytest

from services.voting.domain.tally import Completion, EqualShares, TieOrder, Utility, count, draw_lots
from services.voting.domain.tally.lots import TieKey
from tests.support.elections import an_instance, approvals


@pytest.mark.parametrize(
    ("key", "first"), [("score", "b"), ("cost-asc", "a"), ("cost-desc", "b"), ("lot", "c"), ("file-order", "a")]
)
def test_each_key_of_the_chain_prefers_what_its_name_says(key: TieKey, first: str) -> None:
    # given each project costs each of its supporters ten
    instance = an_instance({"a": 10, "b": 30, "c": 20}, budget=60)
    profile = approvals(instance, ["abc", "bc", "b"])

    outcome = count(
        instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE), ties=TieOrder((key,), lots=("c", "b"))
    )

    tie = outcome.ties[0]
    assert (tie.round, tie.tied, tie.chosen, tie.decided_by) == (1, ("a", "b", "c"), first, key)


def test_the_papers_order_goes_before_the_lot_where_the_chain_says_so() -> None:
    instance = an_instance({"a": 10, "b": 30, "c": 20}, budget=60)
    profile, order = approvals(instance, ["abc", "bc", "b"]), TieOrder(("file-order", "lot"), lots=("c", "b"))

    tie = count(instance, profile, EqualShares(Utility.CARDINALITY, Completion.NONE), ties=order).ties[0]

    assert (tie.chosen, tie.decided_by) == ("a", "file-order")


def test_the_lot_is_the_order_of_the_hashes_that_the_documentation_names() -> None:
    ids = ("p1", "p2", "p3", "p4")

    by_hand = sorted(ids, key=lambda id_: sha256(b"a seed" + b"\n" + id_.encode()).hexdigest())

    assert draw_lots("a seed", ids) == tuple(by_hand)
