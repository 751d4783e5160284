"""Terms that a council can begin with and change, as other towns vote. Each says whose they are, and what is not.

The figures are those of the sources that each names; ``docs/poll-templates.md`` says where each of them stands.
"""

from dataclasses import dataclass
from typing import Any

from libs.shared.kernel.words import Words

Terms = dict[str, Any]

_LIMITS: Terms = {
    "min_choices": 1,
    "max_choices": 5,
    "min_points_each": 1,
    "max_points_each": None,
    "max_points": None,
    "max_cost_cents": None,
    "max_in_area": None,
    "max_citywide": None,
}
_ALL: Terms = {
    "rule": "score-order",
    "completion": "none",
    "min_score": 0,
    "comparison": False,
    "whole_shares": False,
    "step": 1,
    "ending": "skip",
    "equals": "cheaper",
    "quorum": 0,
    "channels": ["web", "sms"],
    "may_replace": True,
    "final_channels": [],
    "paper_order": "numbers",
    "area_choice": "none",
    "conflicts": [],
    "area_money": [],
    "weights": [],
}


@dataclass(frozen=True, slots=True)
class Template:
    """A template: all terms but the name and the times, in words whose they are, and where that is written."""

    name: str
    title: Words
    about: Words
    sources: tuple[str, ...]
    terms: Terms


def _terms(method: str, limits: Terms, **others: Any) -> Terms:
    return {"method": method, "limits": _LIMITS | limits, **_ALL, **others}


TEMPLATES: tuple[Template, ...] = (
    Template(
        "warsaw",
        {"en": "As Warsaw", "de": "Wie in Warschau"},
        {
            "en": "Up to 15 projects of one's district, the most chosen first, passing over what does not fit. A "
            "project of a district needs 50 votes. For a citywide vote write 10 projects and 100 votes. Among equals a "
            "lot decides. People vote on the web or on paper; offer paper, if a program of yours hands it in.",
            "de": "Bis zu 15 Projekte des eigenen Bezirks, die meistgewählten zuerst; was nicht passt, wird "
            "übersprungen. Ein Projekt eines Bezirks braucht 50 Stimmen. Für eine Abstimmung der ganzen Stadt "
            "schreiben Sie 10 Projekte und 100 Stimmen. Unter Gleichen entscheidet das Los. Abgestimmt wird im Netz "
            "oder auf Papier; bieten Sie Papier an, wenn ein eigenes Programm es übergibt.",
        },
        ("https://bo.um.warszawa.pl/site/about", "https://github.com/City-of-Warsaw/decidim-warsaw-bo (ties by lot)"),
        _terms("approval", {"max_choices": 15}, min_score=50, equals="lot", channels=["web"]),
    ),
    Template(
        "swiecie",
        {"en": "As Świecie", "de": "Wie in Świecie"},
        {
            "en": "At least 3 projects, as many as one likes, counted by Equal Shares: everyone's share is raised step "
            "by step, and the outcome is compared with score order. In Świecie a project also needed support in "
            "proportion to its cost; that clause is not offered here.",
            "de": "Mindestens 3 Projekte, nach oben offen, gezählt nach „Gleiche Anteile“: Der Anteil aller wird "
            "Schritt für Schritt erhöht und das Ergebnis mit „Die meisten Stimmen zuerst“ verglichen. In Świecie "
            "brauchte ein Projekt auch Zustimmung im Verhältnis zu seinen Kosten; diese Regel gibt es hier nicht.",
        },
        ("https://equalshares.net/elections/swiecie-2024",),
        _terms(
            "approval",
            {"min_choices": 3, "max_choices": 1000},
            rule="equal-shares",
            completion="add1",
            comparison=True,
        ),
    ),
    Template(
        "poznan",
        {"en": "As Poznań", "de": "Wie in Poznań"},
        {
            "en": "The most chosen first, until the money does not suffice for one; that one is funded all the same if "
            "80 % of its cost is left, and the town adds the rest. Voters had up to 5 projects of their district in "
            "the edition of 2023, and 2 citywide. A ballot is cast once.",
            "de": "Die meistgewählten zuerst, bis das Geld für eines nicht reicht; dieses wird trotzdem finanziert, "
            "wenn noch 80 % seiner Kosten da sind, und die Stadt legt den Rest dazu. In der Ausgabe für 2023 konnte "
            "man bis zu 5 Projekte des eigenen Ortsteils wählen und 2 der ganzen Stadt. Abgestimmt wird einmal.",
        },
        (
            "https://pabulib.org (102 files of Poznań, rule greedy-custom)",
            "https://www.fakt.pl/wydarzenia/polska/poznan/fortuna-do-wydania-w-poznanskim-budzecie-obywatelskim-2023/2hmz93w",
        ),
        _terms("approval", {"max_choices": 5}, ending="stop-80", may_replace=False, channels=["web"]),
    ),
    Template(
        "lichtenberg-2009",
        {"en": "As Lichtenberg in 2009", "de": "Wie in Lichtenberg 2009"},
        {
            "en": "Five votes, the most chosen first: on the web, with sticky dots at a meeting, and by questionnaire "
            "to 25,000 households drawn by lot. Lichtenberg kept three lists side by side and its assembly decided; "
            "here they are one box, and what was cast at a meeting or by questionnaire stands.",
            "de": "Fünf Stimmen, die meistgewählten zuerst: im Netz, mit Klebepunkten am Votierungstag und mit einem "
            "Fragebogen an 25.000 ausgeloste Haushalte. Lichtenberg führte drei Listen nebeneinander, und die BVV "
            "entschied; hier ist es eine Urne, und was in einer Versammlung oder mit Fragebogen abgegeben wurde, gilt.",
        },
        ("https://taz.de/!201235/", "https://www.buergerhaushalt-lichtenberg.de"),
        _terms(
            "approval",
            {"max_choices": 5},
            channels=["web", "meeting", "questionnaire"],
            final_channels=["meeting", "questionnaire"],
        ),
    ),
    Template(
        "knapsack",
        {"en": "Knapsack: what the money suffices for", "de": "Rucksack: wofür das Geld reicht"},
        {
            "en": "Voters choose projects that all the money suffices for together, as if they alone decided. Then the "
            "most chosen come first. As in Stanford's platform and in Decidim; no one town's terms.",
            "de": "Man wählt Projekte, für die das ganze Geld zusammen reicht, als entschiede man allein. Dann kommen "
            "die meistgewählten zuerst. Wie in Stanfords Plattform und in Decidim; keiner Stadt eigene Regeln.",
        },
        ("https://arxiv.org/abs/2401.12423",),
        _terms("knapsack", {"max_choices": 1000}, paper_order="voter"),
    ),
    Template(
        "priorities",
        {"en": "Priorities of services", "de": "Vorrang von Leistungen"},
        {
            "en": "Everyone shares out 100 among the town's services, policies or savings. The outcome is a ranked "
            "list, with how far people agree; nothing is funded by it. It tells a council what matters to people. Our "
            "own; no town's terms.",
            "de": "Alle verteilen 100 auf Leistungen, Maßnahmen oder Einsparungen der Stadt. Das Ergebnis ist eine "
            "Rangliste, und wie einig sich die Menschen sind; finanziert wird dadurch nichts. So erfährt der Rat, was "
            "den Menschen wichtig ist. Von uns; keiner Stadt Regeln.",
        },
        (),
        _terms("allocation", {"max_choices": 1000}, rule="ranked-list", paper_order="voter"),
    ),
    Template(
        "five-votes",
        {"en": "Five votes, for or against services", "de": "Fünf Stimmen, für oder gegen Leistungen"},
        {
            "en": "Everyone has five votes and uses each for a service, policy or saving, or against one. The outcome "
            "is a ranked list; nothing is funded by it. Five votes are Lichtenberg's; the rest is our own.",
            "de": "Alle haben fünf Stimmen und setzen jede für eine Leistung, Maßnahme oder Einsparung ein oder gegen "
            "eine. Das Ergebnis ist eine Rangliste; finanziert wird dadurch nichts. Fünf Stimmen hat man in "
            "Lichtenberg; der Rest ist von uns.",
        },
        ("https://taz.de/!201235/",),
        _terms("for-and-against", {"max_choices": 5}, rule="ranked-list", paper_order="voter"),
    ),
)
