"""The version of before, which newer migrations leave all that it uses: in an upgrade both run side by side.

At a release, write the last migration of each service here. Before 29 November 2026 migrations took things away at
once: whoever comes from there stops all parts first (docs/upgrading.md).
"""

from collections.abc import Mapping

from libs.shared.platform.running.settings import ServiceName

LAST_OF_BEFORE: Mapping[ServiceName, str] = {
    "ideas": "2026_11_28_words_are_found_joined_and_apart",
    "proposals": "2026_11_28_words_are_found_joined_and_apart",
    "voting": "2026_11_28_polls_may_compare_two_outcomes",
    "residents": "2026_11_28_accounts_have_passkeys",
    "reporting": "2026_11_28_views_know_their_version",
    "deliberation": "2026_11_30_the_first_tables",  # new since: it keeps from the first what it began with
}
