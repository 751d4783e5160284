"""The certificates that this machine trusts, read once in a process instead of by each client of httpx."""

from functools import cache

import httpx
import pytest
from httpx._transports import default


def read_certificates_once() -> None:
    """Let all clients that ask for the same share what they trust: reading it takes each twenty milliseconds."""
    pytest.MonkeyPatch().setattr(default, "create_ssl_context", cache(httpx.create_ssl_context))
