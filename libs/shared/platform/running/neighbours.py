"""Neighbours, HTTP clients of the other parts: over the network, or in the same process without one."""

from collections.abc import Mapping

import httpx
from starlette.types import ASGIApp

from libs.shared.platform.running.calling import KEPT_IDLE_S, PatientTransport
from libs.shared.platform.running.in_process import InProcessClient
from libs.shared.platform.running.part_settings import GATEWAY_HEADER, GatewayName
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.watching import request_ids, tracing


class Neighbours:
    """An HTTP client for each service. A gateway shows its own key at each, every other part the secret of services."""

    def __init__(
        self,
        settings: Settings,
        in_process: Mapping[ServiceName, ASGIApp] | None = None,
        *,
        gateway: GatewayName | None = None,
    ) -> None:
        self._settings, self._in_process = settings, in_process
        self._shown = settings.shown_by(gateway)
        self._clients: dict[ServiceName, httpx.AsyncClient] = {}

    def client(self, service: ServiceName) -> httpx.AsyncClient:
        """The client of the service, its base URL set."""
        if service not in self._clients:
            self._clients[service] = self._new_client(service)
        return self._clients[service]

    async def aclose(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    def _new_client(self, service: ServiceName) -> httpx.AsyncClient:
        address, headers = self._settings.address_of(service), self._own_headers()
        if self._in_process is None:
            limits = httpx.Limits(max_connections=100, max_keepalive_connections=50, keepalive_expiry=KEPT_IDLE_S)
            transport = PatientTransport(httpx.AsyncHTTPTransport(limits=limits))
            hooks = {"request": [request_ids.pass_on, tracing.pass_on]}
            return httpx.AsyncClient(
                base_url=address, timeout=10, transport=transport, headers=headers, event_hooks=hooks
            )
        return InProcessClient(self._in_process[service], address, headers)

    def _own_headers(self) -> dict[str, str]:
        return {GATEWAY_HEADER: self._shown} if self._shown else {}
