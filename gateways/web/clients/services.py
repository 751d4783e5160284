"""All services that the pages are made from."""

from collections.abc import Callable

from starlette.requests import Request

from gateways.web.clients.caller import Caller
from gateways.web.clients.deliberation import DeliberationClient
from gateways.web.clients.following import FollowingClient
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


class Services:
    """One client for each service."""

    def __init__(self, caller_of: Callable[[ServiceName], Caller]) -> None:
        self._caller_of = caller_of

    @property
    def ideas(self) -> IdeasClient:
        return IdeasClient(self._caller_of("ideas"))

    @property
    def following(self) -> FollowingClient:
        return FollowingClient(self._caller_of("ideas"))

    @property
    def proposals(self) -> ProposalsClient:
        return ProposalsClient(self._caller_of("proposals"))

    @property
    def deliberation(self) -> DeliberationClient:
        return DeliberationClient(self._caller_of("deliberation"))

    @property
    def voting(self) -> VotingClient:
        return VotingClient(self._caller_of("voting"))

    @property
    def residents(self) -> ResidentsClient:
        return ResidentsClient(self._caller_of("residents"))

    @property
    def reporting(self) -> ReportingClient:
        return ReportingClient(self._caller_of("reporting"))


def services_of(request: Request) -> Services:
    """The services behind the app, speaking the reader's language."""
    neighbours: Neighbours = request.app.state.neighbours
    keeping: Keeping = request.app.state.keeping
    language, ground = speech_of(request).language, ground_of(request)
    return Services(lambda service: Caller(neighbours.client(service), language, service, keeping.answers, ground))
