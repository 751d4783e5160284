import pytest
from pydantic import ValidationError

from gateways.sms.settings import SmsSettings


def test_a_short_secret_and_a_language_without_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONPURSE_SMS_SECRET", "too short")
    monkeypatch.setenv("COMMONPURSE_SMS_LANGUAGE", "tlh")

    with pytest.raises(ValidationError) as refused:
        SmsSettings()

    assert "too short" not in str(refused.value)
    assert "it must be one of: de, en" in str(refused.value)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONPURSE_SMS_SECRET", "a secret that is long enough")
    monkeypatch.setenv("COMMONPURSE_SMS_LANGUAGE", "de")

    settings = SmsSettings()

    assert settings.language == "de"
    assert "long enough" not in repr(settings)
