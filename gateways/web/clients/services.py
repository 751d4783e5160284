"""All services that the pages are made from."""

from dataclasses import dataclass

from starlette.requests import Request

from gateways.web.clients.caller import Caller
from gateways.web.clients.ideas import IdeasClient
from gateways.web.clients.proposals import ProposalsClient
from gateways.web.clients.reporting import ReportingClient
from gateways.web.clients.residents import ResidentsClient
from gateways.web.clients.voting import VotingClient
from gateways.web.keeping.ground import ground_of
from gateways.web.keeping.keeping import Keeping
from gateways.web.pages.rendering import speech_of
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName


@dataclass(frozen=True, slots=True)
class Services:
    """One client for each service."""

    ideas: IdeasClient
    proposals: ProposalsClient
    voting: VotingClient
    residents: ResidentsClient
    reporting: ReportingClient


def services_of(request: Request) -> Services:
    """The services behind the app, speaking the reader's language."""
    neighbours: Neighbours = request.app.state.neighbours
    keeping: Keeping = request.app.state.keeping
    language, ground = speech_of(request).language, ground_of(request)

    def caller(service: ServiceName) -> Caller:
        return Caller(neighbours.client(service), language, service, keeping.answers, ground)

    return Services(
        IdeasClient(caller("ideas")),
        ProposalsClient(caller("proposals")),
        VotingClient(caller("voting")),
        ResidentsClient(caller("residents")),
        ReportingClient(caller("reporting")),
    )
