"""What the operator is told when a command cannot do its work: one clear line, and a non-zero exit."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, NoReturn, ParamSpec

import structlog
import typer
from pydantic import ValidationError
from rich.console import Console

from commonpurse.embedded import errors as embedded
from commonpurse.ending import TOLD_TO_END, until_told_to_end
from commonpurse.secret_files import SecretCannotBeRead, take_from_files
from libs.shared.platform.running.settings import CannotStart, DatabaseIsNotConfigured
from libs.shared.platform.storage.in_words import in_words as of_a_database
from libs.shared.platform.streams.kafka import BrokerIsUnwell, BrokerRefuses
from libs.shared.platform.watching.failures import kind_of, place_of

P = ParamSpec("P")

log = structlog.get_logger()

_SAID_IN_FULL = (
    CannotStart,
    DatabaseIsNotConfigured,
    SecretCannotBeRead,
    embedded.PostgresIsNotInstalled,
    embedded.PostgresDidNotStart,
    embedded.DataIsInUse,
    embedded.DataBelongsToSomeoneElse,
)

# Settings whose variables begin otherwise, by their class.
_PREFIXES = {"SmsSettings": "COMMONPURSE_SMS_", "MailSettings": "COMMONPURSE_MAIL_"}


class Trouble(Exception):
    """Something that the operator can mend, said in one line."""


def say_trouble(words: str) -> NoReturn:
    """Print the line and leave with status 1."""
    Console(stderr=True).print(f"commonpurse: {words}", style="bold red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(1)


def run_in_lines(work: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """The coroutine function as a part that a machine starts: whatever it ends by is a line of its log, like others."""
    return _as_command(work, _log_the_end, is_a_part=True)


def run_plainly(work: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """The coroutine function as a command whose known failures are one line."""
    return _as_command(work, _say_the_end, is_a_part=False)


def _as_command(
    work: Callable[P, Coroutine[Any, Any, None]], end_by: Callable[[Exception], NoReturn], *, is_a_part: bool
) -> Callable[P, None]:
    @wraps(work)
    def command(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            if not is_a_part:  # a part does it itself, once its log says who speaks
                take_from_files()
            asyncio.run(until_told_to_end(work(*args, **kwargs), is_a_part=is_a_part))
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        except asyncio.CancelledError:
            raise typer.Exit(0 if is_a_part else TOLD_TO_END) from None
        except Exception as error:  # noqa: BLE001 - whatever it is, it is said
            end_by(error)

    return command


def _say_the_end(error: Exception) -> NoReturn:
    words = in_words(_first(error))
    if words is None:
        raise error
    say_trouble(words)


def _log_the_end(error: Exception) -> NoReturn:
    words = in_words(_first(error))
    if words is None:
        log.critical("ended", failure=kind_of(error), where=place_of(error))
    elif sys.stderr.isatty():
        say_trouble(words)
    else:
        log.critical("cannot go on", words=words)
    raise typer.Exit(1) from None


def _first(error: Exception) -> Exception:
    return _first(error.exceptions[0]) if isinstance(error, ExceptionGroup) else error


def in_words(error: Exception) -> str | None:
    """What the operator is told of the failure; nothing if it is not known what it means."""
    if isinstance(error, (Trouble, *_SAID_IN_FULL)):
        return str(error)
    if isinstance(error, ValidationError) and error.title.endswith("Settings"):
        prefix = _PREFIXES.get(error.title, "COMMONPURSE_")
        return "; ".join(_setting_in_words(dict(each), prefix) for each in error.errors(include_input=False))
    if isinstance(error, BrokerRefuses):
        return f"Kafka refuses: {error}"
    if isinstance(error, BrokerIsUnwell):
        return f"Kafka does not answer: {error}"
    return of_a_database(error)


def _setting_in_words(problem: dict[str, Any], prefix: str) -> str:
    name = "_".join(str(part) for part in problem["loc"]).upper()
    words = problem["msg"].removeprefix("Value error, ")
    return f"{prefix}{name}: {words}" if name else words
