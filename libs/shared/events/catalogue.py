"""Every event of the published language, by its type."""

from libs.shared.events import (
    decisions,
    deliberation,
    ideas,
    proposals,
    rehearsals,
    residents,
    sittings,
    voting,
    workflows,
)
from libs.shared.events.envelope import Event


def _declared_in(*modules: object) -> dict[str, type[Event]]:
    found = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    return {model.type: model for model in found if issubclass(model, Event) and "type" in vars(model)}


CATALOGUE: dict[str, type[Event]] = _declared_in(
    ideas, workflows, sittings, decisions, proposals, voting, residents, rehearsals, deliberation
)
"""The event models by type, such as ``voting.poll-closed.v1``."""
