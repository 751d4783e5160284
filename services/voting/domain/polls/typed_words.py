"""What officers typed into a poll's life line, for whoever must take it down."""

from collections.abc import Mapping
from dataclasses import replace

from libs.shared.kernel.typed_lines import typed_in
from libs.shared.kernel.workflow import Action
from libs.shared.kernel.workflow_fields import Choice
from services.voting.domain.polls.poll import Act, Poll
from services.voting.domain.polls.workflow import CONDITIONS, WORKFLOW


def typed_by(act: Act) -> str | None:
    """The reason that somebody gave with the act; older acts did not keep their form, and their line tells it."""
    return str(act.fields["reason"]) if "reason" in act.fields else typed_in(_as_ever_said(), act.line.words)


def not_counted_because(why: str) -> str:
    """What explanation and ballots' file say of a project that was withdrawn for the reason."""
    return f"withdrawn from the vote: {' '.join(why.split()).rstrip('.')}"


def lines_of(poll: Poll) -> Mapping[str, list[Choice]]:
    """The lines whose words can be taken down, by the act's place."""
    return {
        "line": [Choice(str(place), act.line.words) for place, act in enumerate(poll.acts) if typed_by(act) is not None]
    }


def _as_ever_said() -> list[Action]:
    early = [replace(one, words=said) for one in WORKFLOW.actions if (said := _early_words(one.name))]
    return [*WORKFLOW.actions, *early]


def _early_words(name: str) -> Mapping[str, str] | None:
    said = CONDITIONS[name].early.get("words") if name in CONDITIONS else None
    return said if isinstance(said, Mapping) else None
