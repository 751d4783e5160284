"""All parts, by name."""

from importlib import import_module
from typing import get_args

from libs.shared.platform.running.service import Service
from libs.shared.platform.running.settings import ServiceName

SERVICE_NAMES: tuple[ServiceName, ...] = get_args(ServiceName)


def the_service(name: ServiceName) -> Service:
    """The service's description. Its code is imported here and not before: a process runs one of five."""
    service: Service = import_module(f"services.{name}.main").SERVICE
    return service


def all_services() -> dict[ServiceName, Service]:
    """The five services' descriptions."""
    return {name: the_service(name) for name in SERVICE_NAMES}
