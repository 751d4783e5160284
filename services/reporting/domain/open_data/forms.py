"""In which forms a dataset's file can be had, and how each is called by the registries that portals go by."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form of file: its media type, and its name among the file types of the EU's Publications Office."""

    ending: str
    media_type: str
    file_type: str


CSV = Form("csv", "text/csv", "CSV")
JSON = Form("json", "application/json", "JSON")
PARQUET = Form("parquet", "application/vnd.apache.parquet", "PARQUET")
PB = Form("pb", "text/plain", "TXT")
"""Ballots as Pabulib writes them, which no registry knows. Voting gives them out."""

FORMS: Mapping[str, Form] = {form.ending: form for form in (CSV, JSON, PARQUET)}
"""Those of every dataset."""
