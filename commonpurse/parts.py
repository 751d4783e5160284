"""All parts, by name."""

from typing import get_args

from libs.shared.platform.service import Service
from libs.shared.platform.settings import ServiceName

SERVICE_NAMES: tuple[ServiceName, ...] = get_args(ServiceName)


def the_service(name: ServiceName) -> Service:
    """The service's description. Its code is imported here and not before: a process runs one of five."""
    if name == "ideas":
        from services.ideas.main import SERVICE
    elif name == "proposals":
        from services.proposals.main import SERVICE
    elif name == "voting":
        from services.voting.main import SERVICE
    elif name == "residents":
        from services.residents.main import SERVICE
    else:
        from services.reporting.main import SERVICE
    return SERVICE


def all_services() -> dict[ServiceName, Service]:
    """The five services' descriptions."""
    return {name: the_service(name) for name in SERVICE_NAMES}
