"""Logs as JSON lines that name neither people nor choices."""

import logging
import re
import sys
import threading
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO, cast
from urllib.parse import unquote

import structlog

from libs.shared.kernel.typed_text import plain_signs
from libs.shared.platform.running.passing_trouble import leave_out_what_passes
from libs.shared.platform.running.repetition import Repetition
from libs.shared.platform.running.secret_shapes import SECRET, stays
from libs.shared.platform.watching.failures import in_place_of_traceback, kind_of, place_of

_NEVER_LOGGED = frozenset(
    """
    code choices points pseudonym permit password token text body address number
    key edit_key idea_key x-edit-key x-offer-key x-idea-key
    """.split()  # noqa: SIM905 - a list of words, not of quotation marks
)
_NOISY = ("aiokafka", "httpx", "httpcore", "uvicorn.access", "alembic")
_REDACTED = "[redacted]"
_MOST_LAYERS = 3
_FORGOTTEN = "a task failed that nobody waited for"


def configure(level: str, **about: str) -> None:
    """Send every log line, libraries' own included, through the redaction to standard error as JSON.

    Args:
        level: From which on lines are written. One that is none counts as ``info``: settings say what is wrong with it.
        about: What each line says of the process, such as its part and role, unless it says otherwise itself.
    """
    lowest = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)

    def of_this_process(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {**about, **line}

    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    finish: list[Any] = [
        _count_repetitions(),
        in_place_of_traceback,
        of_this_process,
        redact,
        structlog.processors.JSONRenderer(default=str),
    ]
    standard_error = cast("TextIO", Undisturbed(sys.stderr))
    structlog.configure(
        processors=[*shared, *finish],
        wrapper_class=structlog.make_filtering_bound_logger(lowest),
        logger_factory=structlog.PrintLoggerFactory(standard_error),
        cache_logger_on_first_use=True,
    )
    handler = _OneLine(standard_error)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(), _without_quoted_errors],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish],
        )
    )
    logging.basicConfig(handlers=[handler], level=lowest, force=True)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.ERROR)
    leave_out_what_passes()


def log_the_end_too() -> None:
    """Whatever this process, or a thread of it, ends by is a line as well, in place of a traceback with its words."""
    sys.excepthook = _on_end
    threading.excepthook = _on_end_of_thread


def _on_end(_kind: type[BaseException], error: BaseException, _place: TracebackType | None) -> None:
    structlog.get_logger().critical("ended", failure=kind_of(error), where=place_of(error))


def _on_end_of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _on_end(told.exc_type, told.exc_value, told.exc_traceback)


def _count_repetitions() -> structlog.typing.Processor:
    """Drops the lines of a kind that are too many, and has the next one that is written say how many were."""
    repetition = Repetition()

    def count(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        left_out = repetition.unwritten_before(str(line.get("event"))[:80])
        if left_out is None:
            raise structlog.DropEvent
        return {**line, "left_out": left_out} if left_out else line

    return count


def _without_quoted_errors(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Of a library's line its first; of asyncio's, which names the task and quotes the error, words of ours."""
    if line.get("exc_info"):
        record: logging.LogRecord = line["_record"]
        line["event"] = _FORGOTTEN if record.name == "asyncio" else str(line["event"]).partition("\n")[0]
    return line


class Undisturbed:
    """A stream for logs that lets nobody stumble: on a full disk, or once it is closed, a line is lost, not work."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """How many characters were written, or would have been."""
        with suppress(OSError, ValueError):
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Write out what waits, if that can be done."""
        with suppress(OSError, ValueError):
            self._stream.flush()


class _OneLine(logging.StreamHandler[TextIO]):
    """A handler that says nothing of a line that was dropped."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(structlog.DropEvent):
            super().emit(record)


def redact(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The line without what must never be written down."""
    for key, value in line.items():
        # The time of the line is ours, and full of digits.
        line[key] = value if key == "timestamp" else _clean(key, value)
    return line


def _clean(key: str, value: Any) -> Any:
    if key in _NEVER_LOGGED:
        return _REDACTED
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): _clean(str(name), one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(key, one) for one in value]
    return _without_secrets(value if isinstance(value, str) else str(value))


def _without_secrets(text: str) -> str:
    """The text without what looks like a secret: in full-width letters, with any dashes, as in addresses."""
    cleaned = SECRET.sub(_redacted, text)
    if cleaned.isascii() and "%" not in cleaned:
        return cleaned
    plain = plain_signs(_as_meant(plain_signs(cleaned)))
    found = SECRET.sub(_redacted, plain)
    return cleaned if found == plain else found


def _as_meant(text: str) -> str:
    """The text with what addresses write as ``%20``, or some proxies as ``%2520``, as it was meant."""
    for _ in range(_MOST_LAYERS):
        meant = unquote(text)
        if meant == text:
            break
        text = meant
    return text


def _redacted(found: re.Match[str]) -> str:
    return found[0] if stays(found) else _REDACTED
