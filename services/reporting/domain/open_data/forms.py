"""In which forms a dataset's file can be had, and how each is called by the registries that portals go by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.reporting.domain.open_data.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file: its media type, and its name among the file types of the EU's Publications Office."""

    ending: str
    media_type: str
    file_type: str


CSV = Form("csv", "text/csv", "CSV")
JSON = Form("json", "application/json", "JSON")
PARQUET = Form("parquet", "application/vnd.apache.parquet", "PARQUET")
GEOJSON = Form("geojson", "application/geo+json", "GEOJSON")
"""Of datasets whose rows have a place on the map (RFC 7946)."""

PB = Form("pb", "text/plain", "TXT")
"""Ballots as Pabulib writes them, which no registry knows. Voting gives them out."""

FORMS: Mapping[str, Form] = {form.ending: form for form in (CSV, JSON, PARQUET)}
"""Those of every dataset."""

ALL_FORMS = (*FORMS.values(), GEOJSON, PB)


def forms_of(dataset: Dataset) -> Sequence[Form]:
    """The forms in which the dataset can be had."""
    return [*FORMS.values(), *([GEOJSON] if dataset.is_on_the_map else [])]
