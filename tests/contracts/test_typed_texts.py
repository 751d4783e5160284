"""Every text that a request can bring is cleaned at the door: no sign steers the direction, none is there unseen."""

import pytest

from tests.support.typed_fields import brought

# What a machine made, or is compared with a list: nobody ever reads it.
NOT_SHOWN = {
    "NewRound.currency",
    "NewIdea.language",
    "NewFollower.language",
    "TextedBody.language",
    "ChangedFollowing.language",
    "NewBoundaries.features",  # names of areas are compared, numbers are read, and nothing else is kept
    "NewOffer.language",
    "NewProposal.language",
    "NewComment.language",
    "NewBarrier.language",
    "ActionRequest.action",  # the fields beside it are read by the workflow, which cleans them
    "BallotBody.permit",
    "BallotBody.delivery",
    "WantedReceipt.receipt",
    "ConfirmedImportBody.digest",
    "NewPasskeyBody.answer",  # what a browser made, checked by its signature
    "PasskeyAnswerBody.answer",
}


def test_every_text_that_somebody_reads_is_cleaned_at_the_door() -> None:
    found = brought()

    assert {name for name, is_clean in found.items() if not is_clean} <= NOT_SHOWN
    assert found["NewIdea.title"]
    assert len(found) > 20


@pytest.mark.parametrize("name", sorted(NOT_SHOWN))
def test_what_is_left_out_is_there(name: str) -> None:
    assert name in brought()
