"""Which events webhooks tell: all but those of rehearsals, which are told to nobody (decision 41)."""

from libs.shared.events import rehearsals
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Event

TOLD: dict[str, type[Event]] = {
    name: model for name, model in CATALOGUE.items() if model.__module__ != rehearsals.__name__
}
"""By type."""
