"""A ranked list as the second count sees it: each option's place is one more than those that score higher."""

from services.voting.domain.tally.outcome import Outcome, Verdict
from services.voting.domain.tally.second_count.paper import Paper


def against_ranked_list(paper: Paper, outcome: Outcome) -> list[str]:
    """What is wrong with the list; ``paper`` is left with nothing funded, for that is what such an outcome funds."""
    out, least = paper.instance.ineligible, paper.min_score
    standing = {id_ for id_, score in paper.scores.items() if id_ not in out and (score >= least or not least)}
    ranked = [step for step in outcome.trace if step.verdict is Verdict.RANKED]
    listed = [step.project for step in ranked]
    if set(listed) != standing or len(listed) != len(standing):
        return ["other options stand on the list"]
    found = []
    for step in ranked:
        higher = sum(paper.scores[other] > paper.scores[step.project] for other in standing)
        if (step.round, step.score) != (higher + 1, paper.scores[step.project]):
            found.append(f"{step.project} scores {paper.scores[step.project]}: place {higher + 1}")
    if [step.round for step in ranked] != sorted(step.round for step in ranked):
        found.append("the list is not in the order of its places")
    return found
