"""The views, and what makes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import MetaData

from libs.shared.events.envelope import Event
from libs.shared.events.proposals import OfferReworded
from libs.shared.events.rehearsals import (
    RehearsalEnded,
    RehearsalKeyDestroyed,
    RehearsalOpened,
    RehearsalPublished,
)
from libs.shared.events.residents import PollKeyDestroyed
from libs.shared.events.sittings import SittingAnnounced, SittingChanged
from libs.shared.events.voting import (
    ProjectWithdrawn,
    PseudonymsDestroyed,
)
from libs.shared.platform.facts.listener import Subscriber
from libs.shared.platform.facts.subscriptions import Subscriptions, Unheard, one_by_one
from services.reporting.projections import decisions, idea_board, ledger, proposal_board, results, turnout
from services.reporting.projections.open_data import standing


@dataclass(frozen=True, slots=True)
class View:
    """One view: its tables, the events it is built from, and how it takes them in.

    ``apply`` gets a batch in a transaction in which the tables' names mean one generation's. Whoever changes what the
    view makes of events that lie behind it raises its ``version``: it is then built anew by itself.
    """

    name: str
    tables: MetaData
    listens_to: Sequence[type[Event]]
    apply: Subscriber
    version: int = 1


def _one_by_one(name: str, tables: MetaData, handlers: Subscriptions, version: int = 1) -> View:
    return View(name, tables, tuple(handlers), one_by_one(handlers), version)


VIEWS: Mapping[str, View] = {
    view.name: view
    for view in (
        _one_by_one("turnout", turnout.TABLES, turnout.HANDLERS, version=2),
        _one_by_one("results", results.TABLES, results.HANDLERS),
        _one_by_one("idea_board", idea_board.TABLES, idea_board.HANDLERS, version=8),
        _one_by_one("proposal_board", proposal_board.TABLES, proposal_board.HANDLERS, version=6),
        _one_by_one("ledger", ledger.TABLES, ledger.HANDLERS),
        _one_by_one("open_data", standing.TABLES, standing.HANDLERS, version=2),
        _one_by_one("decisions", decisions.TABLES, decisions.HANDLERS),
    )
}

UNHEARD: Unheard = {
    "a rehearsal is no poll, and no view tells of it": (
        RehearsalPublished,
        RehearsalOpened,
        RehearsalEnded,
        RehearsalKeyDestroyed,
    ),
    "the words of an offer, and of the answer to it, are in no view": (OfferReworded,),
    "sittings are read at their own service, with agenda and minutes": (SittingAnnounced, SittingChanged),
    "an outcome says which of its projects were withdrawn": (ProjectWithdrawn,),
    "that secrets are destroyed is told to auditors, who read the feeds": (PseudonymsDestroyed, PollKeyDestroyed),
}
