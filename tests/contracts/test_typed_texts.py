"""Every text that a request can bring is cleaned at the door: no sign steers the direction, none is there unseen."""

import types
import typing
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator

from commonpurse.parts import all_services

# What a machine made, or is compared with a list: nobody ever reads it.
NOT_SHOWN = {
    "NewRound.currency",
    "NewIdea.language",
    "NewOffer.language",
    "NewBarrier.language",
    "ActionRequest.action",  # the fields beside it are read by the workflow, which cleans them
    "BallotBody.permit",
    "BallotBody.delivery",
    "WantedReceipt.receipt",
    "ConfirmedImportBody.digest",
    "NewPasskeyBody.answer",  # what a browser made, checked by its signature
    "PasskeyAnswerBody.answer",
}


def texts(annotation: object, how: tuple[object, ...], name: str) -> Iterator[tuple[str, bool]]:
    """Every text in the type, and whether it is cleaned before anything else is done with it."""
    inside = typing.get_args(annotation)
    if typing.get_origin(annotation) is typing.Annotated:
        yield from texts(inside[0], (*how, *inside[1:]), name)
    elif typing.get_origin(annotation) in {typing.Union, types.UnionType, list, dict, tuple}:
        for each in inside:
            yield from texts(each, how, name)
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


def test_every_text_that_somebody_reads_is_cleaned_at_the_door() -> None:
    found = brought()

    assert {name for name, is_clean in found.items() if not is_clean} <= NOT_SHOWN
    assert found["NewIdea.title"]
    assert len(found) > 20


@pytest.mark.parametrize("name", sorted(NOT_SHOWN))
def test_what_is_left_out_is_there(name: str) -> None:
    assert name in brought()
