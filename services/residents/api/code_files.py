"""Files of codes, for whoever prints letters."""

from collections.abc import Mapping

from fastapi import Response

from libs.shared.kernel.spreadsheets import as_csv
from services.residents.api.at_hand import SHOWN_ONCE

CSV_ANSWER: dict[int | str, dict[str, object]] = {201: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


def file_of(codes: Mapping[str, str], name: str) -> Response:
    """The codes by number, as a file that nothing on the way keeps."""
    headers = SHOWN_ONCE | {"Content-Disposition": f'attachment; filename="{name}"'}
    content = as_csv([("number", "code"), *codes.items()])
    return Response(content, 201, headers, media_type="text/csv; charset=utf-8")
