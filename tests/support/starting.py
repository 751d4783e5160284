"""What is started with settings of its own, and leaves the environment as it was for all that starts later."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest


@contextmanager
def starting_with(settings: Mapping[str, str]) -> Iterator[None]:
    """The environment with these settings while the block lasts, which should end once what is shared has started."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in settings.items():
            environment.setenv(name, value)
        yield
