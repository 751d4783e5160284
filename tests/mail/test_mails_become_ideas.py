"""A mail by a provider becomes an idea, and its sender is told in their language."""

import httpx
import pytest
from prometheus_client import REGISTRY

from tests.mail.support.letters import OF_MACHINES, OF_PEOPLE, a_mail, with_a_photo
from tests.mail.support.town import OFFICE, US, MailingTown
from tests.support.answers import good
from tests.support.gateway import MAIL_KEY
from tests.support.suggesting import IDEAS, acted


async def test_a_mail_becomes_an_idea_and_its_sender_is_told_number_and_key(town: MailingTown) -> None:
    await town.a_round()

    outcome = await town.outcome(a_mail())

    idea = await town.idea()
    assert outcome == "taken"
    assert (idea["title"], idea["text"]) == (
        "Trees for the market square",
        "Please plant twelve lime trees on the market square.",
    )
    assert (idea["channel"], idea["language"], idea["area_id"]) == ("mail", "en", None)
    assert idea["contact"] == {"kind": "email", "address": "ida@example.org"}
    [answer] = town.answers()
    assert (answer["To"], answer["Subject"]) == ("ida@example.org", f"Your idea {idea['number']}")
    assert f"https://town.example/ideas/{idea['number']}" in town.answer()
    key = town.answer().partition("The key to it is ")[2].partition(".")[0]
    seen = good(await town.office.get(f"{IDEAS}/{idea['number']}", headers={"X-Idea-Key": key}))
    assert seen["title"] == "Trees for the market square"


async def test_the_answer_is_one_that_no_machine_answers_and_that_stands_in_the_thread(town: MailingTown) -> None:
    await town.a_round()

    await town.outcome(a_mail(message_id="<of-ida@example.org>"))

    [answer] = town.answers()
    assert (answer["Auto-Submitted"], answer["In-Reply-To"]) == ("auto-replied", "<of-ida@example.org>")
    assert town.post.senders == ["<>"]


async def test_the_answer_is_in_the_language_of_the_mail(town: MailingTown) -> None:
    await town.a_round()

    for name in ("Outlook in HTML and Latin-1", "Apple Mail on a telephone", "Gmail in HTML alone"):
        await town.outcome(OF_PEOPLE[name].content)

    languages = [answer["Content-Language"] for answer in town.answers()]
    assert languages == [each["language"] for each in (await town.ideas())[::-1]] == ["de", "de", "en"]
    assert ["vielen Dank" in answer.get_content() for answer in town.answers()] == [True, True, False]


async def test_nothing_of_a_mail_stands_in_its_answer_for_its_sender_may_be_forged(town: MailingTown) -> None:
    await town.a_round()

    await town.outcome(a_mail("Buy pills at https://pills.example", "Cheap pills", "Win <victim@example.org>"))

    [answer] = town.answers()
    assert "pills" not in answer.as_string()
    assert "Win" not in answer.as_string()
    assert "somebody else used your address" in town.answer()


def counted(outcome: str) -> float:
    """How many mails fared so, as Prometheus is told."""
    return REGISTRY.get_sample_value("commonpurse_mails_total", {"service": "mail", "outcome": outcome}) or 0.0


async def test_what_came_of_mails_is_counted_once_for_each(town: MailingTown) -> None:
    await town.a_round()
    before = {name: counted(name) for name in ("taken", "ignored", "no_words")}

    one = a_mail(message_id="<one@example.org>")
    for mail in (one, one, a_mail("", ""), next(iter(OF_MACHINES.values())), b"\x00"):
        await town.outcome(mail)

    assert {name: counted(name) - was for name, was in before.items()} == {"taken": 1, "ignored": 2, "no_words": 1}


async def test_a_machine_is_not_answered_and_what_it_wrote_is_no_idea(town: MailingTown) -> None:
    await town.a_round()

    outcomes = {name: await town.outcome(mail) for name, mail in OF_MACHINES.items()}

    assert outcomes == dict.fromkeys(OF_MACHINES, "ignored")
    assert (town.post.taken, await town.ideas()) == ([], [])


async def test_our_own_answer_that_comes_back_is_not_answered(town: MailingTown) -> None:
    await town.a_round()
    await town.outcome(a_mail())
    ours = town.answers()[0]["Message-ID"]

    assert await town.outcome(a_mail(message_id=ours, sender="list@example.org")) == "ignored"
    assert len(town.answers()) == 1


async def test_the_same_mail_is_one_idea_and_has_one_answer(town: MailingTown) -> None:
    await town.a_round()
    mail = a_mail()

    assert [await town.outcome(mail) for _ in range(3)] == ["taken"] * 3

    await town.idea()
    assert len(town.answers()) == 1


async def test_what_hangs_on_is_left_out_and_the_answer_says_so(town: MailingTown) -> None:
    await town.a_round()

    assert await town.outcome(with_a_photo(12_000_000)) == "taken"

    assert (await town.idea())["text"] == "We would like a bench here, see the photo."
    assert "only its words were taken" in town.answer()


@pytest.mark.parametrize(
    ("mail", "outcome", "words"),
    [
        (a_mail("  \n"), "taken", "has arrived"),
        (a_mail("\n", ""), "no_words", "found no words"),
        (a_mail("We want trees. " * 700_000), "too_long", "at most 5000"),
        (a_mail("x" * 5000, "y" * 900), "taken", "has arrived"),
    ],
    ids=["a subject alone", "nothing", "ten million signs", "as much as an idea holds"],
)
async def test_what_is_too_little_or_too_much_is_said(town: MailingTown, mail: bytes, outcome: str, words: str) -> None:
    await town.a_round()

    assert await town.outcome(mail) == outcome
    assert words in town.answer()


async def test_without_a_round_that_asks_the_answer_says_so(town: MailingTown) -> None:
    await town.a_round(calendar=[{"name": "suggest", "starts_on": "2020-01-01", "ends_on": "2020-02-01"}])

    assert await town.outcome(a_mail()) == "no_round"
    assert "no round collects ideas" in town.answer()
    assert await town.ideas() == []


async def test_of_several_rounds_the_one_that_is_named_takes_it(town: MailingTown) -> None:
    north, south = await town.a_round("Budget North"), await town.a_round("Budget South")

    assert await town.outcome(a_mail()) == "several_rounds"
    assert "* Budget North" in town.answer()
    await town.outcome(a_mail(subject="A bench (Budget south)"))
    await town.outcome(a_mail(Delivered_To="ideas+budget-north@town.example"))
    town.open(round=north["round_id"])
    await town.outcome(a_mail())

    assert [each["round_id"] for each in await town.ideas()] == [
        *[north["round_id"]] * 2,
        south["round_id"],
    ]


async def test_area_and_place_are_taken_where_lines_name_them(town: MailingTown) -> None:
    within = await town.a_round()

    await town.outcome(a_mail("Stadtteil: karlshorst\nOrt: am Bahnhof\n\nBitte eine Bank für die Wartenden."))
    await town.outcome(a_mail("Area: Nowhere\nA bench."))

    unknown, idea = await town.ideas()
    assert idea["area_id"] == next(each["area_id"] for each in within["areas"] if each["name"] == "Karlshorst")
    assert (idea["place"], idea["text"]) == ("am Bahnhof", "Bitte eine Bank für die Wartenden.")
    assert (unknown["area_id"], unknown["place"], unknown["text"]) == (None, "Nowhere", "A bench.")


async def test_an_answer_to_our_mail_goes_to_the_office_and_says_what_that_means(town: MailingTown) -> None:
    await town.a_round()
    await town.outcome(a_mail())
    ours, number = town.answers()[0]["Message-ID"], (await town.idea())["number"]

    outcome = await town.outcome(a_mail("Oaks would do, too.", "Re: whatever", In_Reply_To=ours))

    assert outcome == "passed_on"
    [passed_on] = [mail for mail in town.post.taken if mail["To"] == OFFICE]
    assert (passed_on["Reply-To"], passed_on["From"]) == ("ida@example.org", US)
    assert number in passed_on["Subject"]
    assert "answers a mail that the council sent" in passed_on.get_content()
    assert "Oaks would do, too." in passed_on.get_content()
    assert "The words of the idea itself are as they were" in town.answer()
    assert (await town.idea())["text"].startswith("Please plant")


async def test_the_number_in_a_subject_will_do_but_proves_nothing(town: MailingTown) -> None:
    await town.a_round()
    await town.outcome(a_mail())
    idea = await town.idea()
    await acted(town.office, idea, "accept")

    assert (
        await town.outcome(a_mail(subject=f"Re: Your idea {idea['number'].lower()}", sender="bo@example.org"))
        == "passed_on"
    )

    [passed_on] = [mail for mail in town.post.taken if mail["To"] == OFFICE]
    assert "is not certain" in passed_on.get_content()


@pytest.mark.parametrize("made_up", ["<k7q-2m4.000000000000.00000000000000000000@town.example>", "<a@town.example>"])
async def test_a_thread_that_is_made_up_and_a_number_that_is_nobody_s_are_new_ideas(
    town: MailingTown, made_up: str
) -> None:
    await town.a_round()

    assert await town.outcome(a_mail(subject="Re: Your idea K7Q-2M4", In_Reply_To=made_up)) == "taken"


async def test_without_an_office_the_answer_says_that_nobody_reads_it(town: MailingTown) -> None:
    await town.a_round()
    await town.outcome(a_mail())
    town.open(office=None)

    answers = a_mail(In_Reply_To=town.answers()[0]["Message-ID"])

    assert await town.outcome(answers) == "cannot_pass_on"
    assert "reached nobody" in town.answer()


async def test_one_sender_s_flood_waits_and_nobody_else_does(town: MailingTown) -> None:
    await town.a_round()

    answers = [await town.posted(a_mail(f"Tree number {number}")) for number in range(12)]
    other = await town.posted(a_mail(sender="bo@example.org"))

    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 60
    assert other.status_code == 200
    assert len(town.answers()) == 11


async def test_while_ideas_is_away_the_provider_is_asked_to_come_again_and_nothing_is_lost(town: MailingTown) -> None:
    await town.a_round()
    apps, mail = dict(town.apps), a_mail()

    async def away(scope: object, receive: object, send: object) -> None:
        raise httpx.ConnectError("nobody there")

    town.apps["ideas"] = away
    town.open()
    first = await town.posted(mail)
    town.apps.update(apps)
    town.open()
    second = await town.posted(mail)

    assert (first.status_code, second.status_code) == (503, 200)
    assert first.headers["Retry-After"]
    await town.idea()


async def test_while_no_answer_can_be_sent_the_mail_comes_again_and_is_the_same_idea(town: MailingTown) -> None:
    await town.a_round()
    town.post.answers = ["451 Try later"]
    mail = a_mail()

    assert [(await town.posted(mail)).status_code for _ in range(2)] == [503, 200]
    await town.idea()
    assert len(town.answers()) == 1


async def test_a_sender_who_cannot_be_reached_has_suggested_something_all_the_same(town: MailingTown) -> None:
    await town.a_round()
    town.post.refuses_recipients = True

    assert await town.outcome(a_mail()) == "taken"
    await town.idea()


async def test_services_know_the_gateway_by_a_key_of_its_own(town: MailingTown) -> None:
    claimed = {"X-Commonpurse-Client": "somebody", "X-Commonpurse-Gateway": MAIL_KEY.get_secret_value()}

    feed = await town.office.get("/api/ideas/v1/events", headers=claimed)

    assert feed.status_code == 200  # as everybody's: services alone read whole feeds
    assert town.runtime.settings.shown_by("mail") == MAIL_KEY.get_secret_value()
