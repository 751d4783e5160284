"""What a CSV file cannot say of itself: its licence, and what its columns are.

Source: https://www.w3.org/TR/tabular-data-primer/, CSV on the Web, whose validators read it.
"""

from typing import Any

from services.reporting.domain.open_data.dataset import Dataset, Field, Terms

_TYPES = {
    "number": "integer",
    "money": "integer",
    "truth": "boolean",
    "moment": "dateTime",
    "day": "date",
    "degrees": "double",
}


def csvw_of(dataset: Dataset, terms: Terms) -> dict[str, Any]:
    """The description to lie beside the dataset's CSV file."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{terms.at}/{dataset.name}.csv",
        "dc:title": dataset.title["en"],
        "dc:description": dataset.says["en"],
        "dc:license": {"@id": terms.licence},
        "dc:publisher": terms.publisher,
        "tableSchema": {
            "columns": [_column(one) for one in dataset.fields],
            "primaryKey": [one.name for one in dataset.fields if one.is_key and not one.may_be_none],
        },
    }


def _column(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "titles": field.name,
        "datatype": _TYPES.get(field.kind, "string"),
        "required": not field.may_be_none,
        "dc:description": field.says["en"],
    }
