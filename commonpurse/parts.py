"""All parts, by name."""

from importlib import import_module
from typing import get_args

from libs.shared.platform.running.service import Service
from libs.shared.platform.running.settings import ServiceName

SERVICE_NAMES: tuple[ServiceName, ...] = get_args(ServiceName)

CAME_LATER: frozenset[ServiceName] = frozenset({"deliberation"})
"""Services that version 0.2 did not begin with: what was saved before holds no data of theirs, and they begin empty."""


def the_service(name: ServiceName) -> Service:
    """The service's description. Its code is imported here and not before: a process runs one of them."""
    service: Service = import_module(f"services.{name}.main").SERVICE
    return service


def all_services() -> dict[ServiceName, Service]:
    """All services' descriptions."""
    return {name: the_service(name) for name in SERVICE_NAMES}
