"""Serves an ASGI app on a port until the operator stops it."""

import asyncio
import signal
import socket

import uvicorn
from starlette.types import ASGIApp

from commonpurse.draining import DrainingServer, LastAnswers
from commonpurse.patience import PatientProtocol, most_connections
from commonpurse.trouble import Trouble
from libs.shared.platform.running.collector import calm_the_collector
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.watching import tracing

# Longer than our own clients keep an idle connection, or one could be closed just as they use it again.
KEEP_IDLE_S = 30


def claim_port(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        Trouble: if something else has the port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio switches off Nagle's algorithm only where it is: else every answer on a kept
    # connection waits for the client's delayed acknowledgement, 40 ms (base_events._set_nodelay).
    claimed = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((host, port))
        claimed.listen(512)
    except OSError as error:
        claimed.close()
        raise Trouble(
            f"port {port} on {host} is in use or not allowed ({error.strerror}); choose one with --port"
        ) from None
    return claimed


def trace(settings: Settings) -> None:
    """Send traces from now on, if the settings say where to.

    Raises:
        Trouble: if what sends them is not installed.
    """
    try:
        tracing.begin(settings)
    except tracing.TracingIsMissing as missing:
        raise Trouble(str(missing)) from None


async def serve(app: ASGIApp, claimed: socket.socket, drain_s: float = 0.0) -> None:
    """Answer until told to stop; requests under way are finished first.

    Args:
        drain_s: How long the server says that it goes before it takes nobody any more: for one that has others beside.
    """
    PatientProtocol.most_connections = most_connections()
    config = uvicorn.Config(
        LastAnswers(app) if drain_s else app,
        http=PatientProtocol,
        lifespan="off",
        access_log=False,  # a log of paths would tell who looked up what
        log_level="warning",
        timeout_graceful_shutdown=5,
        timeout_keep_alive=KEEP_IDLE_S,
        server_header=False,
    )
    server = DrainingServer(config, drain_s)
    for stop in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stop, server.stop)
    calm_the_collector()
    await server.serve(sockets=[claimed])
