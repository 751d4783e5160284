import pytest
from pydantic import ValidationError

from services.residents.settings import ResidentsSettings


@pytest.mark.parametrize(
    ("secret", "message"),
    [("ab" * 31, "at least 32 bytes"), ("not hexadecimal, though long enough: 012345", "hexadecimal")],
)
def test_a_weak_secret_is_refused_in_words_that_do_not_repeat_it(
    monkeypatch: pytest.MonkeyPatch, secret: str, message: str
) -> None:
    monkeypatch.setenv("COMMONPURSE_SECRET", secret)

    with pytest.raises(ValidationError) as refused:
        ResidentsSettings()

    assert message in str(refused.value)
    assert secret not in str(refused.value)


def test_there_is_no_secret_unless_one_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONPURSE_SECRET", raising=False)

    with pytest.raises(ValidationError):
        ResidentsSettings()
