"""Files of codes, for whoever prints letters."""

from collections.abc import Mapping

from fastapi import Response

from libs.shared.kernel.spreadsheets import as_csv
from libs.shared.platform.api.described import file_of as csv
from services.residents.api.at_hand import SHOWN_ONCE

CSV_ANSWER = csv("text/csv", "A number and a code a line; shown this once.", 201)


def file_of(codes: Mapping[str, str], name: str) -> Response:
    """The codes by number, as a file that nothing on the way keeps."""
    headers = SHOWN_ONCE | {"Content-Disposition": f'attachment; filename="{name}"'}
    content = as_csv([("number", "code"), *codes.items()])
    return Response(content, 201, headers, media_type="text/csv; charset=utf-8")
