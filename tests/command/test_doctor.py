"""What the doctor says of that by which events travel."""

from datetime import UTC, datetime

from commonpurse import doctor
from commonpurse.finding import Finding
from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running.settings import Settings


async def test_kafka_is_used_if_the_running_services_say_so_whatever_this_shell_knows() -> None:
    finding = await doctor._carrier(Settings(kafka=None), dict.fromkeys(SERVICE_NAMES, "kafka"))

    assert (finding.what, finding.is_well) == ("Kafka", True)
    assert finding.words.startswith("used by the running services")


async def test_services_that_do_not_hear_each_other_are_not_well() -> None:
    told = {"ideas": "kafka", "voting": "feeds", "residents": None}

    finding = await doctor._carrier(Settings(kafka=None), told)

    assert not finding.is_well
    assert "used by ideas, but not by voting" in finding.words


def test_the_doctor_says_how_old_the_last_backup_is_and_what_to_do_about_it() -> None:
    now = datetime(2026, 11, 28, 12, tzinfo=UTC)
    fresh, old = "2026-11-28T02:00:00+00:00", "2026-11-20T02:00:00Z"

    assert doctor.backup_of([fresh] * 5, now) == Finding("backup", True, "the last one was made 10 hours ago")
    assert doctor.backup_of([fresh, old], now).is_to_do
    assert "commonpurse backup" in doctor.backup_of([fresh, old], now).words
    assert doctor.backup_of([fresh, None], now).words.startswith("there is none")


def test_the_doctor_says_of_a_listener_ahead_of_its_source_how_far_both_are_and_what_to_do() -> None:
    words = "voting was put back to position 3; I have heard up to 6"
    standing = {"worker": "residents", "since": "2026-11-28T12:00:00Z", "failure": "SourceWasPutBack", "words": words}

    finding = doctor._down("residents", standing)

    assert not finding.is_well
    assert words in finding.words
    assert "commonpurse reconcile" in finding.words


async def test_without_kafka_anywhere_events_travel_by_the_feeds() -> None:
    finding = await doctor._carrier(Settings(kafka=None), dict.fromkeys(SERVICE_NAMES, "feeds"))

    assert finding == Finding("Kafka", True, "not used: events travel by the services' HTTP feeds")
