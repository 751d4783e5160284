"""What the doctor says of that by which events travel."""

from commonpurse import doctor
from libs.shared.platform.running.settings import Settings

SERVICES = ("ideas", "proposals", "voting", "residents", "reporting")


async def test_kafka_is_used_if_the_running_services_say_so_whatever_this_shell_knows() -> None:
    finding = await doctor._carrier(Settings(kafka=None), dict.fromkeys(SERVICES, "kafka"))

    assert (finding.what, finding.is_well) == ("Kafka", True)
    assert finding.words.startswith("used by the running services")


async def test_services_that_do_not_hear_each_other_are_not_well() -> None:
    told = {"ideas": "kafka", "voting": "feeds", "residents": None}

    finding = await doctor._carrier(Settings(kafka=None), told)

    assert not finding.is_well
    assert "used by ideas, but not by voting" in finding.words


async def test_without_kafka_anywhere_events_travel_by_the_feeds() -> None:
    finding = await doctor._carrier(Settings(kafka=None), dict.fromkeys(SERVICES, "feeds"))

    assert finding == doctor.Finding("Kafka", True, "not used: events travel by the services' HTTP feeds")
