"""Open data: the list of datasets, each dataset's files, and the catalogue for portals. All is public."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel

from libs.shared.platform.api.described import Node, file_of
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from services.reporting.api.open_data.answers import Shelf, shelf_of
from services.reporting.domain.open_data import texts
from services.reporting.domain.open_data.catalogue import catalogue_of
from services.reporting.domain.open_data.csvw import csvw_of
from services.reporting.domain.open_data.dataset import Dataset, Kind
from services.reporting.domain.open_data.datasets import DATASETS
from services.reporting.domain.open_data.forms import CSV, GEOJSON, JSON, PARQUET, Form, forms_of
from services.reporting.domain.open_data.geojson import as_geojson
from services.reporting.domain.open_data.graph import as_json_ld, as_turtle
from services.reporting.projections.open_data.reads import announced, rows_of

router = APIRouter(prefix="/api/reporting/v1/data", tags=["open data"])

Name = Literal[
    "rounds", "phases", "areas", "funds", "ideas", "proposals", "offers", "polls", "outcomes", "turnout", "decisions"
]
OnTheMap = Annotated[Literal["areas", "ideas", "proposals"], Path(description="Which dataset.")]
OfDataset = Annotated[Name, Path(description="Which dataset.")]
TheShelf = Annotated[Shelf, Depends(shelf_of)]

_HAD: dict[int | str, Node] = {304: {"description": "You have this very answer already (`If-None-Match`)."}}
_TABLE: Node = {"type": "object", "required": ["dataset", "license", "items"], "additionalProperties": True}
_FEATURES: Node = {
    "type": "object",
    "required": ["type", "license", "features"],
    "additionalProperties": True,
}
_GRAPH: Node = {"type": "object", "required": ["@context", "@graph"], "additionalProperties": True}
_BINARY: Node = {"type": "string", "format": "binary"}
_LD, _TURTLE, _CSVW = "application/ld+json", "text/turtle", "application/csvm+json"


class FieldBody(BaseModel):
    """A column of a dataset. Money is in minor units of the currency; moments have a zone, days are the council's."""

    name: str
    kind: Kind
    is_key: bool
    description: str


class FileBody(BaseModel):
    """A file with all of a dataset."""

    format: str
    media_type: str
    url: str


class DatasetBody(BaseModel):
    """A dataset: what it tells, under which licence, and where its files are."""

    name: str
    title: str
    description: str
    license: str
    publisher: str
    fields: list[FieldBody]
    files: list[FileBody]


@router.get("")
async def datasets(shelf: TheShelf, language: ReadLanguage) -> ListBody[DatasetBody]:
    """Every dataset with its columns, its licence and the addresses of its files."""
    return whole_list([_described(one, shelf, language) for one in DATASETS.values()])


def _described(dataset: Dataset, shelf: Shelf, language: str) -> DatasetBody:
    return DatasetBody(
        name=dataset.name,
        title=dataset.title[language],
        description=dataset.says[language],
        license=shelf.terms.licence,
        publisher=shelf.terms.publisher,
        fields=[
            FieldBody(name=one.name, kind=one.kind, is_key=one.is_key, description=one.says[language])
            for one in dataset.fields
        ],
        files=[
            FileBody(
                format=form.ending, media_type=form.media_type, url=f"{shelf.terms.at}/{dataset.name}.{form.ending}"
            )
            for form in forms_of(dataset)
        ],
    )


@router.get("/catalogue.jsonld", response_class=Response, responses=file_of(_LD, "DCAT-AP 3.", schema=_GRAPH) | _HAD)
async def catalogue(shelf: TheShelf) -> Response:
    """All datasets, and the ballots of every announced poll, as a catalogue that data portals harvest (JSON-LD)."""
    return await _catalogue(shelf, "jsonld")


@router.get("/catalogue.ttl", response_class=Response, responses=file_of(_TURTLE, "DCAT-AP 3.") | _HAD)
async def catalogue_in_turtle(shelf: TheShelf) -> Response:
    """The same catalogue as Turtle."""
    return await _catalogue(shelf, "ttl")


async def _catalogue(shelf: Shelf, ending: str) -> Response:
    async def made(headers: dict[str, str]) -> Response:
        nodes = catalogue_of([*DATASETS.values()], await announced(shelf.runtime.database), shelf.terms)
        if ending == "ttl":
            return await shelf.streamed(headers, f"{_TURTLE}; charset=utf-8", _one(as_turtle(nodes)))
        return await shelf.streamed(headers, _LD, _one(as_json_ld(nodes)))

    return await shelf.unless_had(f"catalogue.{ending}", ["open_data"], {}, made)


async def _one(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


# Before the one whose name is shorter: the first that matches answers.
@router.get(
    "/{dataset}.csv-metadata.json",
    response_class=Response,
    responses=file_of(_CSVW, "CSV on the Web.", schema={"type": "object", "additionalProperties": True}) | _HAD,
)
async def description_of_csv(dataset: OfDataset, shelf: TheShelf) -> Response:
    """What the dataset's CSV file cannot say of itself: its licence and its columns, as CSV on the Web."""

    async def made(headers: dict[str, str]) -> Response:
        return await shelf.streamed(headers, _CSVW, _one(json.dumps(csvw_of(DATASETS[dataset], shelf.terms), indent=1)))

    return await shelf.unless_had(f"{dataset}.csvw", [], {}, made)


@router.get(
    "/{dataset}.csv", response_class=Response, responses=file_of(CSV.media_type, "The dataset, one line a row.") | _HAD
)
async def dataset_as_csv(dataset: OfDataset, shelf: TheShelf) -> Response:
    """All of a dataset as comma-separated values; a text that a spreadsheet would run has an apostrophe before it."""
    beside = f'<{shelf.terms.at}/{dataset}.csv-metadata.json>; rel="describedby"; type="{_CSVW}"'
    more = {
        "Content-Disposition": f'attachment; filename="{dataset}.csv"',
        "Link": f'<{shelf.terms.licence}>; rel="license", {beside}',
    }
    return await _file(shelf, DATASETS[dataset], CSV, more)


@router.get(
    "/{dataset}.json",
    response_class=Response,
    responses=file_of(JSON.media_type, "What the dataset is, and `items`.", schema=_TABLE) | _HAD,
)
async def dataset_as_json(dataset: OfDataset, shelf: TheShelf) -> Response:
    """All of a dataset as one JSON object: what it is, its licence, and its rows as `items`."""
    return await _file(shelf, DATASETS[dataset], JSON, {})


@router.get(
    "/{dataset}.geojson",
    response_class=Response,
    responses=file_of(GEOJSON.media_type, "A `FeatureCollection` (RFC 7946).", schema=_FEATURES) | _HAD,
)
async def dataset_as_geojson(dataset: OnTheMap, shelf: TheShelf) -> Response:
    """What of a dataset has a place on the map, each with its columns as `properties`; the licence is `license`."""
    return await _file(shelf, DATASETS[dataset], GEOJSON, {})


@router.get(
    "/{dataset}.parquet",
    response_class=Response,
    responses=file_of(PARQUET.media_type, "The dataset, typed and compressed.", schema=_BINARY) | _HAD,
)
async def dataset_as_parquet(dataset: OfDataset, shelf: TheShelf) -> Response:
    """All of a dataset as Apache Parquet; the licence stands in the file's metadata."""
    more = {"Content-Disposition": f'attachment; filename="{dataset}.parquet"'}
    return await _file(shelf, DATASETS[dataset], PARQUET, more)


_AS_TEXT = {CSV.ending: texts.as_csv, JSON.ending: texts.as_json, GEOJSON.ending: as_geojson}


async def _file(shelf: Shelf, dataset: Dataset, form: Form, more: dict[str, str]) -> Response:
    async def made(headers: dict[str, str]) -> Response:
        if form is PARQUET:
            return await shelf.written(headers, form.media_type, dataset)
        pieces = _AS_TEXT[form.ending](dataset, shelf.terms, rows_of(shelf.runtime.database, dataset))
        media_type = f"{form.media_type}; charset=utf-8" if form is CSV else form.media_type
        return await shelf.streamed(headers, media_type, pieces)

    return await shelf.unless_had(f"{dataset.name}.{form.ending}", dataset.views, more, made)
