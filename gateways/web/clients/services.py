"""All services that the pages are made from."""

from dataclasses import dataclass

from starlette.requests import Request

from gateways.web.clients.ideas import IdeasClient
from gateways.web.clients.proposals import ProposalsClient
from gateways.web.clients.reporting import ReportingClient
from gateways.web.clients.residents import ResidentsClient
from gateways.web.clients.voting import VotingClient
from libs.shared.platform.neighbours import Neighbours


@dataclass(frozen=True, slots=True)
class Services:
    """One client for each service."""

    ideas: IdeasClient
    proposals: ProposalsClient
    voting: VotingClient
    residents: ResidentsClient
    reporting: ReportingClient


def services(neighbours: Neighbours) -> Services:
    """The clients, over the network or in the same process."""
    return Services(
        IdeasClient(neighbours.client("ideas")),
        ProposalsClient(neighbours.client("proposals")),
        VotingClient(neighbours.client("voting")),
        ResidentsClient(neighbours.client("residents")),
        ReportingClient(neighbours.client("reporting")),
    )


def services_of(request: Request) -> Services:
    """The services behind the app that answers the request."""
    found: Services = request.app.state.services
    return found
