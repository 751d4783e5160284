"""Every two of a poll's terms beside each other: no page of it breaks, no figure is told two ways."""

import os
from itertools import islice
from pathlib import Path

from tests.combinations.sweep import look_over
from tests.combinations.town import a_town
from tests.combinations.wishes import by_chance, covering

EXAMPLES = int(os.environ.get("COMMONPURSE_FUZZ_EXAMPLES", "1"))
USUALLY, EACH = 20, 40
SEED = 9


async def test_polls_of_every_two_terms_are_drafted_voted_in_counted_and_told_without_a_fault(tmp_path: Path) -> None:
    wishes = covering(SEED)
    more = EXAMPLES > 1
    chosen = [*wishes, *islice(by_chance(EXAMPLES), EACH * EXAMPLES)] if more else wishes[:USUALLY]
    announced, faults = 0, list[str]()

    async with a_town() as town:
        for wish in chosen:
            try:
                seen = await look_over(town, wish, tmp_path)
            except Exception as broken:
                broken.add_note(f"of this poll: {wish}")
                raise
            announced += seen.is_announced
            faults += [f"{fault}\n  of this poll: {wish}" for fault in seen.faults]

    assert not faults, f"{len(faults)}, the first: {faults[0]}"
    assert announced > len(chosen) // 2
