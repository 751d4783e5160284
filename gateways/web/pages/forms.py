"""A form as somebody filled it in, with what is wrong beside each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from gateways.web.pages.rendering import speech_of
from gateways.web.words.message import Message
from libs.shared.kernel.typed_text import clean_text, plain_signs, says_nothing

_MOST_DIGITS = 15


@dataclass(slots=True)
class FilledForm:
    """What was typed, kept as typed, and the errors by field in the page's order.

    Attributes:
        language: that of the page: amounts are typed as it prints them.
        note: what is to be said of the form although nothing is wrong with it.
        is_late: somebody else was quicker; ``meanwhile`` holds what then stands where something else is typed.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, Message | str] = field(default_factory=dict)
    language: str = "en"
    note: Message | None = None
    is_late: bool = False
    meanwhile: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        return not self.errors

    def value(self, name: str) -> str:
        """What was typed in the field, cleaned as the services clean it."""
        typed = clean_text(self.typed.get(name, ""))
        return "" if says_nothing(typed) else typed

    def whole_number(self, name: str) -> int | None:
        """The field's number, in whatever digits it was typed; none if it is empty, or no whole number."""
        typed = plain_signs(self.typed.get(name, ""))
        return int(typed) if typed.isdecimal() and len(typed) <= _MOST_DIGITS else None

    def error(self, name: str) -> Message | str | None:
        """What is wrong with the field."""
        return self.errors.get(name)

    def refuse(self, name: str, message: Message | str) -> None:
        """Notes what is wrong with a field; the first thing wrong is the one to say."""
        self.errors.setdefault(name, message)

    def beside(self, standing: Mapping[str, str]) -> "FilledForm":
        """The form with how the thing stands now beside what was typed, if somebody else was quicker."""
        if not self.is_late:
            return self
        other = {name: value for name, value in standing.items() if self.value(name) != clean_text(value)}
        return replace(self, meanwhile=other)

    def require(self, name: str, message: Message) -> str:
        """The field's value; if it is empty, the message stands beside it."""
        if not self.value(name):
            self.refuse(name, message)
        return self.value(name)


# Twice the longest text that a form of ours asks for.
_MOST_BYTES = 100_000


async def read_form(request: Request) -> FilledForm:
    """What was typed into the form that was sent; of a field that came more often, the last.

    Raises:
        HTTPException: 413 if it is longer than any form of ours.
    """
    sent = await _sent(request)
    return FilledForm(
        {name: value for name, value in sent.multi_items() if isinstance(value, str)},
        language=speech_of(request).language,
    )


async def typed_into(request: Request) -> FilledForm:
    """What was typed into the form that was sent, for it to be kept; nothing of a file, nor of what is too long."""
    is_file = request.headers.get("content-type", "").startswith("multipart")
    return FilledForm() if is_file or _length(request) > _MOST_BYTES else await read_form(request)


async def read_marks(request: Request, name: str) -> list[str]:
    """All values of the field: the boxes that were ticked."""
    return [value for value in (await _sent(request)).getlist(name) if isinstance(value, str)]


async def file_in(sent: FormData, name: str) -> bytes:
    """What the file holds that was chosen in the field; nothing if none was."""
    file = sent.get(name)
    return await file.read() if isinstance(file, UploadFile) else b""


async def _sent(request: Request) -> FormData:
    if _length(request) > _MOST_BYTES:
        raise HTTPException(413)
    return await request.form(max_files=0, max_fields=2_000)


def _length(request: Request) -> int:
    return int(request.headers.get("content-length", _MOST_BYTES + 1))
