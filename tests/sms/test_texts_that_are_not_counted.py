import pytest

from tests.sms.support.town import TextingTown

CLOSED = "Not counted: the vote is closed. You will find the result on the web page that your letter names."


@pytest.mark.parametrize(
    ("choices", "reply"),
    [
        ("1 99", "Not counted: there is no number 99 on the ballot paper."),
        ("1 2 3 4", "Not counted: you may choose at most 3, and you chose 4."),
        ("1 2 1", "Not counted: you chose number 1 more than once."),
        ("1=2 2=3", "Not counted: this vote is without points."),
        ("", "Not counted: the numbers of your choices are missing."),
        ("one two", 'Not counted: we did not understand "ONE". After the code send only the numbers'),
        ("STOP", "Nothing was counted."),
    ],
)
async def test_what_breaks_a_rule_of_the_paper_is_not_counted_and_each_rule_has_its_words(
    town: TextingTown, choices: str, reply: str
) -> None:
    poll_id = await town.an_open_poll()

    assert (await town.text(f"{town.codes['person 1']} {choices}")).startswith(reply)
    assert await town.ballots_in_the_box(poll_id) == 0


@pytest.mark.parametrize(
    ("choices", "reply"),
    [
        ("1=5 2=5 3=1", "Not counted: you may give 10 points in all, and you gave 11."),
        ("1=6 2=1", "Not counted: number 1 may get at most 5 points, and you gave 6."),
        ("1 2", "Not counted: this vote is with points."),
        ("1=1", "Not counted: please choose at least 2. You chose 1."),
        ("1=3 2", "Not counted: only some numbers have points."),
    ],
)
async def test_rules_about_points_have_their_words(town: TextingTown, choices: str, reply: str) -> None:
    limits = {"min_choices": 2, "max_choices": 3, "max_points_each": 5, "max_points": 10}
    await town.an_open_poll(method="points", limits=limits)

    assert (await town.text(f"{town.codes['person 1']} {choices}")).startswith(reply)


@pytest.mark.parametrize("text", ["1 2", "2, 1", "0001 2"])
async def test_a_project_that_was_withdrawn_is_named_and_the_ballot_of_before_stands(
    town: TextingTown, text: str
) -> None:
    poll_id = await town.an_open_poll()
    await town.text(f"{town.codes['person 1']} 1 3")
    await town.act(poll_id, "withdraw-project", project="1", reason="The site was sold.")
    await town.act(poll_id, "confirm-withdrawal", by="Grace")

    refused = await town.text(f"{town.codes['person 2']} {text}")
    counted = await town.text(f"{town.codes['person 2']} 2 3")

    assert refused.startswith("Not counted: number 1 was withdrawn from the vote. Please choose again without it")
    assert not counted.startswith("Not counted")
    assert await town.ballots_in_the_box(poll_id) == 2


async def test_too_few_points_for_a_project_have_their_words(town: TextingTown) -> None:
    limits = {"max_choices": 3, "min_points_each": 2, "max_points_each": 5, "max_points": 10}
    await town.an_open_poll(method="points", limits=limits)

    reply = await town.text(f"{town.codes['person 1']} 1=1")

    assert reply == "Not counted: each number you choose gets at least 2 points. You gave 1 to number 1."


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("HILFE", "So stimmen Sie ab:"),
        ("HELP", "To vote, text the code"),
        ("STOP", "Nothing was counted."),
        ("ABMELDEN", "Nichts wurde gezählt."),
        (None, "We got no words from you"),
        ("", "We got no words from you"),
        ("Hello!", "A machine answers here. To vote, text the code"),
        ("hello, how do I vote?", "A machine answers here. To vote, text the code"),
        ("Hallo, wie stimme ich ab?", "Hier antwortet eine Maschine. Zum Abstimmen senden Sie"),
        ("7 12", "Not counted: we found no code."),
        ("x" * 2000, "Not counted: the text is too long."),
        ("0000-0000-0000-1 7", "Not counted: we do not know this code."),
        ("WAHL 0000-0000-0000-1 7", "Nicht gezählt: Diesen Code kennen wir nicht."),
    ],
)
async def test_what_is_no_vote_has_its_words(town: TextingTown, text: str | None, reply: str) -> None:
    assert (await town.text(text)).startswith(reply)


async def test_before_opening_and_after_closing_the_reply_says_which(town: TextingTown) -> None:
    text = f"{town.codes['person 1']} 1"
    replies = [await town.text(text)]
    poll_id = await town.a_published_poll()
    replies.append(await town.text(text))
    await town.act(poll_id, "open")
    await town.act(poll_id, "close", reason="It is time.")
    replies.append(await town.text(text))

    assert replies == [
        "Not counted: there is no vote for this code now. Your letter says when it is.",
        "Not counted: the vote has not opened yet. Please send your text again when it has.",
        CLOSED,
    ]


async def test_a_vote_that_was_called_off_is_told_so(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()
    await town.act(poll_id, "cancel", reason="The paper was wrong.")

    reply = await town.text(f"{town.codes['person 1']} 1")

    assert reply == "Not counted: the vote was called off. The web page that your letter names says why."


async def test_a_vote_that_closed_before_residents_heard_of_it_is_closed(town: TextingTown) -> None:
    poll_id = await town.an_open_poll()
    url = f"/api/voting/v1/polls/{poll_id}/actions"
    await town.client("voting").post(url, json={"action": "close", "reason": "It is time."}, headers=town.officer())

    assert await town.text(f"{town.codes['person 1']} 1") == CLOSED


async def test_a_vote_without_texts_and_several_votes_at_once_have_their_words(town: TextingTown) -> None:
    await town.an_open_poll(channels=["web"])
    assert (await town.text(f"{town.codes['person 1']} 1")).startswith(
        "Not counted: this vote takes no ballots by text."
    )

    for _ in range(2):
        await town.an_open_poll()
    assert (await town.text(f"{town.codes['person 1']} 1")).startswith("Not counted: several votes are open")
