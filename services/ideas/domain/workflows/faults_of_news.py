"""What a workflow must have so that the news of a proposal can move the idea that it was."""

from collections.abc import Iterator

from libs.shared.kernel.words import words
from services.ideas.domain.workflows.definition import ActionDraft, Definition
from services.ideas.domain.workflows.faults import Fault, fault
from services.ideas.domain.workflows.vocabulary import FIELDS_OF_NEWS, OUTCOMES

_MISSING = words("An idea can become a proposal here, so the workflow needs what the news “{name}” does with it.")
_NOT_FROM = words("The news “{name}” can come while an idea is in “{state}”, so it must lead on from there.")
_NO_PROPOSAL = words("No action hands an idea over, so the news “{name}” never comes. Take it out.")


def faults_of_news(definition: Definition) -> Iterator[Fault]:
    """News that would find no way on, where ideas become proposals; news that never come, where they do not."""
    by_name = {action.name: (index, action) for index, action in enumerate(definition.actions)}
    begins = {each.to for each in definition.actions if each.effect == "hand-over" and each.to}
    if not begins:
        for name in FIELDS_OF_NEWS:
            if name in by_name:
                yield fault("news-never-come", ("actions", by_name[name][0], "name"), _NO_PROPOSAL, name=name)
        return
    for name in FIELDS_OF_NEWS:
        if name not in by_name:
            yield fault("news-are-not-heard", ("actions",), _MISSING, name=name)
            continue
        index, action = by_name[name]
        for state in sorted(_where(name, begins, by_name) - {*action.of}):
            yield fault("news-find-no-way", ("actions", index, "of"), _NOT_FROM, name=name, state=state)


def _where(name: str, begins: set[str], by_name: dict[str, tuple[int, ActionDraft]]) -> set[str]:
    """The states in which the news must lead on."""
    if name not in OUTCOMES:
        return begins
    return {by_name["list"][1].to} if "list" in by_name else set()
