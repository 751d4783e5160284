"""Every field into which somebody types something, found in what the services and their workflows ask for."""

import types
import typing
from collections.abc import Iterator

from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator

from commonpurse.parts import all_services
from libs.shared.kernel.workflow import Workflow
from libs.shared.platform.api.location_bodies import LocationBody
from services.deliberation.domain.workflow import WORKFLOW as COMMENTS
from services.ideas.domain.workflows.vocabulary import BODIES
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW as OFFERS
from services.proposals.domain.workflow import WORKFLOW as PROPOSALS
from services.voting.domain.polls.workflow import WORKFLOW as POLLS
from tests.support.workflows_of_ideas import IDEAS, LICHTENBERG

WORKFLOWS: dict[str, Workflow] = {
    "idea": IDEAS,
    "idea of Lichtenberg": LICHTENBERG,
    "proposal": PROPOSALS,
    "offer": OFFERS,
    "comment": COMMENTS,
    "poll": POLLS,
}


def texts(annotation: object, how: tuple[object, ...], name: str) -> Iterator[tuple[str, bool]]:
    """Every text in the type, and whether it is cleaned before anything else is done with it."""
    inside = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Annotated:
        yield from texts(inside[0], (*how, *inside[1:]), name)
    elif typing.get_origin(annotation) in {typing.Union, types.UnionType, list, dict, tuple}:
        for each in inside:
            yield from texts(each, how, name)
    elif annotation is LocationBody:
        yield name, True  # numbers, which tell as much as words
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field, told in annotation.model_fields.items():
            yield from texts(told.annotation, tuple(told.metadata), f"{annotation.__name__}.{field}")
    elif annotation is str:
        yield name, any(isinstance(each, BeforeValidator) for each in how)


def brought() -> dict[str, bool]:
    """Every text in the body of any request to any service."""
    return {
        name: is_clean
        for service in all_services().values()
        for router in service.routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for body in route.dependant.body_params
        for name, is_clean in texts(body.field_info.annotation, tuple(body.field_info.metadata), body.name)
    }


def typed_into_actions() -> set[str]:
    """Every line, text and place on the map that people type when they act, as in ``idea.reject.reason``.

    Whoever confirms what another proposed types nothing: it stands as it was proposed. Bodies act by their records.
    """
    return {
        f"{thing}.{action.name}.{field.name}"
        for thing, workflow in WORKFLOWS.items()
        for action in workflow.actions
        if action.who - {"events", "clock", "teller", *BODIES}
        for field in action.fields
        if field.kind in ("line", "text", "location") and not action.name.startswith("confirm-")
    }
