"""Logs as JSON lines that name neither people nor choices."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# An invitation code, and anything long enough to be a telephone number.
_SECRET = re.compile(
    r"\b[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-Z*~$=]\b|\+\d{7,15}\b"
)
_NEVER_LOGGED = frozenset({"code", "choices", "pseudonym", "permit", "password", "token", "text", "body", "address"})


def configure(level: str) -> None:
    """Send every log line through the redaction to standard error."""
    logging.basicConfig(format="%(message)s", level=level.upper())
    for noisy in ("aiokafka", "httpx", "httpcore", "uvicorn.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(_standard_error()),
        cache_logger_on_first_use=True,
    )


def redact(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The line without what must never be written down."""
    for key, value in line.items():
        if key in _NEVER_LOGGED:
            line[key] = "[redacted]"
        elif isinstance(value, str):
            line[key] = _SECRET.sub("[redacted]", value)
    return line


def _standard_error() -> Any:
    import sys

    return sys.stderr
