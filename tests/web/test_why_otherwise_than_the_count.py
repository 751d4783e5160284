"""What stands beside a project where not the count alone decided: a quorum that was missed, or two officers."""

from typing import Any

from gateways.web.results.verdicts import misses_quorum, verdicts_of
from gateways.web.words.speech import Speech
from tests.web.test_drafts_of_every_kind import ZONE

WHY = "The site was sold."


def outcome_of(*projects: dict[str, Any], **about: Any) -> dict[str, Any]:
    return {"projects": list(projects), "trace": [], "ties": [], **about}


def a_project(number: int, verdict: str, *, is_funded: bool, **others: Any) -> dict[str, Any]:
    about = {"proposal_id": f"p{number}", "number": number, "score": 3, "ballots": 3}
    return {**about, "verdict": verdict, "is_funded": is_funded, **others}


def said(outcome: dict[str, Any], language: str = "en") -> dict[str, str]:
    speech = Speech(language, ZONE)
    return {of: speech.message(sentence) for of, sentence in verdicts_of(outcome).items()}


def test_a_project_that_two_officers_decided_on_says_what_the_count_said_and_why() -> None:
    outcome = outcome_of(
        a_project(1, "funded", is_funded=False, overridden=WHY),
        a_project(2, "does-not-fit", is_funded=True, overridden=WHY),
        a_project(3, "funded", is_funded=True, overridden=None),
    )

    sentences, german = said(outcome), said(outcome, "de")

    assert sentences["p1"] == f"The count funded it; two officers decided that it is not funded: {WHY}"
    assert sentences["p2"] == f"The count did not fund it; two officers decided that it is funded: {WHY}"
    assert sentences["p3"] == "The money still held enough when its turn came."
    assert all(WHY in german[of] and german[of] != sentences[of] for of in ("p1", "p2"))


def test_a_vote_that_missed_its_quorum_says_so_of_each_project() -> None:
    project = a_project(1, "ineligible", is_funded=False)
    missed, met = outcome_of(project, ballots=4, quorum=5), outcome_of(project, ballots=5, quorum=5)

    assert (misses_quorum(missed), misses_quorum(met), misses_quorum(outcome_of(project))) == (True, False, False)
    assert said(missed) == {"p1": "Too few people took part, so nothing is funded."}
    assert said(met) == {"p1": "It had been withdrawn or ruled out."}
