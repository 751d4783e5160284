"""The file of a photo, as services and pages answer with it."""

from starlette.responses import Response


def a_jpeg(content: bytes) -> Response:
    """The photo. It may be taken away at any time, so whoever keeps it asks again."""
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, no-cache"})
