"""Files that are sent as they are, as a request's whole body."""

from fastapi import Request

from libs.shared.kernel.errors import DomainError


async def file_in(request: Request, most_bytes: int, too_large: DomainError) -> bytes:
    """The file, of which no more is read than it may have.

    Raises:
        DomainError: ``too_large``, if it has more.
    """
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most_bytes:
            raise too_large
    return bytes(content)
