"""Which routes of the services look at who is signed in."""

from collections.abc import Callable

from fastapi.routing import APIRoute

from commonpurse.parts import all_services
from libs.shared.platform.access.integrators import any_key
from libs.shared.platform.access.staff import signed_in, signed_in_if_any


def every_route() -> list[tuple[str, APIRoute]]:
    """Every route of every service's own, with the service's name."""
    return [
        (name, route)
        for name, service in all_services().items()
        for router in service.routers
        for route in router.routes
        if isinstance(route, APIRoute)
    ]


def asks_who_it_is(route: APIRoute) -> bool:
    """Whether the route looks at who is signed in, itself or by what it depends on."""
    return _asks(route.dependant, _is_a_gate) or any(_is_a_gate(one.dependency) for one in route.dependencies)


def asks_for_a_key(route: APIRoute) -> bool:
    """Whether the route is for integrators alone, whatever their key is for."""
    return _asks(route.dependant, lambda call: call is any_key)


def _asks(dependant: object, is_meant: Callable[[object], bool]) -> bool:
    inside = getattr(dependant, "dependencies", [])
    return is_meant(getattr(dependant, "call", None)) or any(_asks(one, is_meant) for one in inside)


def _is_a_gate(call: object) -> bool:
    name = getattr(call, "__qualname__", "")
    return call in (signed_in, signed_in_if_any) or name.startswith(
        ("staff_with.", "one_more_submission", "client_with.")
    )
