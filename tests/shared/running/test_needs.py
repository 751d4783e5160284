"""What is needed is waited for; what says no is not."""

import ssl

import asyncpg
import pytest
from structlog.testing import capture_logs

from libs.shared.platform.running import needs, retrying
from libs.shared.platform.running.telling_of_failures import Row


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "pause_after", lambda _: 0.0)


class Server:
    """Something that answers after so many failures."""

    def __init__(self, failure: Exception, *, fails: int) -> None:
        self.failure, self.fails, self.asked = failure, fails, 0

    async def reach(self) -> str:
        self.asked += 1
        if self.asked <= self.fails:
            raise self.failure
        return "here"


COMES_LATE = [
    ConnectionRefusedError(111, "Connect call failed"),
    TimeoutError(),
    OSError("Multiple exceptions: [Errno 111], [Errno 111]"),
    asyncpg.CannotConnectNowError("the database system is starting up"),
    asyncpg.TooManyConnectionsError("sorry, too many clients already"),
]


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.parametrize("failure", COMES_LATE, ids=lambda failure: type(failure).__name__)
async def test_what_comes_late_is_waited_for_and_one_line_says_so(failure: Exception) -> None:
    server = Server(failure, fails=50)

    with capture_logs() as lines:
        assert await needs.until_there("PostgreSQL", server.reach) == "here"

    assert server.asked == 51
    assert [line["event"] for line in lines] == ["waiting for what is needed", "what was needed is there"]
    assert lines[0]["words"]


SAYS_NO = [
    asyncpg.InvalidPasswordError("password authentication failed"),
    asyncpg.InsufficientPrivilegeError("permission denied for schema public"),
    ssl.SSLCertVerificationError(1, "certificate has expired"),
    ConnectionError("PostgreSQL server at 'x' rejected SSL upgrade"),
    FileNotFoundError(2, "No such file"),
    PermissionError(13, "Permission denied"),
]


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.parametrize("failure", SAYS_NO, ids=lambda failure: type(failure).__name__)
async def test_what_says_no_is_not_asked_again(failure: Exception) -> None:
    server = Server(failure, fails=50)

    with pytest.raises(type(failure)):
        await needs.until_there("PostgreSQL", server.reach)

    assert server.asked == 1


def test_a_row_of_failures_is_told_once_a_minute_for_each_kind_and_the_others_are_counted() -> None:
    now = [0.0]
    row = Row(clock=lambda: now[0])

    told = []
    for second in range(121):
        now[0] = float(second)
        told += [(second, kind) for kind in ("OSError", "TimeoutError") if row.is_to_be_told(kind)]

    assert told == [(second, kind) for second in (0, 60, 120) for kind in ("OSError", "TimeoutError")]
    assert row.counted() == {"more": 2 * 121 - len(told)}
    assert row.counted() == {}
