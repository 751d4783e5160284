"""The order of the projects on a ballot: by their numbers, or as a lot that everybody can repeat drew it."""

import hashlib

from gateways.web.vote.paper import as_on_paper

PROJECTS = [{"number": number} for number in range(1, 9)]


def numbers_of(poll: dict[str, object]) -> list[int]:
    projects = as_on_paper(poll, "Nora")["projects"]
    return [project["number"] for project in projects]


def test_a_paper_without_a_lot_stands_in_the_order_of_its_numbers() -> None:
    assert numbers_of({"projects": PROJECTS, "lot_commitment": "seal"}) == list(range(1, 9))
    assert numbers_of({"projects": PROJECTS, "lot_commitment": "seal", "paper_order": "numbers"}) == list(range(1, 9))


def test_a_lot_draws_an_order_from_the_seal_that_anybody_can_repeat() -> None:
    drawn = numbers_of({"projects": PROJECTS, "lot_commitment": "seal", "paper_order": "lot"})

    assert sorted(drawn) == list(range(1, 9)) != drawn
    assert drawn == sorted(drawn, key=lambda number: hashlib.sha256(f"seal\n{number}".encode()).hexdigest())


def test_another_seal_draws_another_order() -> None:
    orders = {
        tuple(numbers_of({"projects": PROJECTS, "lot_commitment": f"seal {n}", "paper_order": "lot"})) for n in range(5)
    }

    assert len(orders) == 5


def test_a_paper_with_an_order_for_each_voter_is_another_one_for_each_and_the_same_again_for_one() -> None:
    poll = {"projects": PROJECTS, "lot_commitment": "seal", "paper_order": "voter"}
    orders = [[one["number"] for one in as_on_paper(poll, voter)["projects"]] for voter in ("Nora", "Aki", "Nora")]

    assert orders[0] == orders[2] != orders[1]
    assert all(sorted(order) == list(range(1, 9)) for order in orders)
