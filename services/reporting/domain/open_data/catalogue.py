"""The catalogue of open data, as data portals harvest it.

Source: DCAT-AP 3.0, https://semiceu.github.io/DCAT-AP/releases/3.0.0/. What it refers to of the EU's Publications
Office is told with its type, because who checks the catalogue has no copy of those lists at hand.
"""

from collections.abc import Iterator, Sequence

from libs.shared.kernel.words import Words, words
from services.reporting.domain.open_data.dataset import Dataset, Terms
from services.reporting.domain.open_data.forms import ALL_FORMS, PB, Form, forms_of
from services.reporting.domain.open_data.graph import Node, iri, said, to

_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_THEME, _LANGUAGES = f"{_EU}/data-theme/GOVE", {"en": f"{_EU}/language/ENG", "de": f"{_EU}/language/DEU"}
_PUBLIC, _CONTINUOUS, _NEVER = (
    f"{_EU}/access-right/PUBLIC",
    f"{_EU}/frequency/UPDATE_CONT",
    f"{_EU}/frequency/NEVER",
)

_TITLE = words("Open data of the budget that residents decide")
_ABOUT = words("Rounds, ideas, proposals, offers, polls, turnout and outcomes, as they stand now.")
_BALLOTS = words("Ballots: {poll}")
_OF_BALLOTS = words("The ballot paper and every ballot, without names and in random order, as a Pabulib file.")
_KEYWORDS = (words("participatory budgeting"), words("public money"), words("voting"))


def catalogue_of(datasets: Sequence[Dataset], announced: Sequence[tuple[str, str]], terms: Terms) -> list[Node]:
    """Every dataset, and the ballots of each announced poll, by its id and name."""
    about = f"{terms.at}/catalogue"
    ids = [f"{terms.at}/{one.name}" for one in datasets]
    polls = [f"{terms.base}/api/voting/v1/polls/{poll_id}/ballots" for poll_id, _ in announced]
    nodes: list[Node] = [
        {
            "@id": iri(about),
            "@type": "dcat:Catalog",
            "dct:title": _in_all(_TITLE),
            "dct:description": _in_all(_ABOUT),
            "dct:publisher": [_publisher(terms)],
            "dct:license": [to(terms.licence)],
            "dct:language": [to(one) for one in _LANGUAGES.values()],
            "foaf:homepage": [to(f"{terms.base}/data")],
            "dcat:dataset": [to(one) for one in [*ids, *polls]],
            "dcat:service": [to(f"{terms.at}/catalogue#service")],
        },
        {
            "@id": iri(f"{terms.at}/catalogue#service"),
            "@type": "dcat:DataService",
            "dct:title": _in_all(_TITLE),
            "dct:publisher": [_publisher(terms)],
            "dct:license": [to(terms.licence)],
            "dcat:endpointURL": [to(terms.at)],
            "dcat:servesDataset": [to(one) for one in ids],
        },
    ]
    for dataset in datasets:
        nodes += _dataset(dataset, terms)
    for poll_id, name in announced:
        nodes += _ballots(poll_id, name, terms)
    return nodes + list(_referred_to(ALL_FORMS, terms))


def _dataset(dataset: Dataset, terms: Terms) -> list[Node]:
    at = f"{terms.at}/{dataset.name}"
    files = [_file(at, form, terms) for form in forms_of(dataset)]
    title, about = _in_all(dataset.title), _in_all(dataset.says)
    return [_node(at, dataset.name, title, about, _CONTINUOUS, files, terms), *files]


def _ballots(poll_id: str, name: str, terms: Terms) -> list[Node]:
    at = f"{terms.base}/api/voting/v1/polls/{poll_id}/ballots"
    files = [_file(at, PB, terms)]
    title = [said(words_in.replace("{poll}", name), language) for language, words_in in _BALLOTS.items()]
    about = _in_all(_OF_BALLOTS)
    return [_node(at, f"ballots-{poll_id}", title, about, _NEVER, files, terms), *files]


def _node(
    at: str,
    identifier: str,
    title: list[dict[str, str]],
    about: list[dict[str, str]],
    how_often: str,
    files: Sequence[Node],
    terms: Terms,
) -> Node:
    return {
        "@id": iri(at),
        "@type": "dcat:Dataset",
        "dct:title": title,
        "dct:description": about,
        "dct:identifier": [said(identifier)],
        "dct:publisher": [_publisher(terms)],
        "dct:accessRights": [to(_PUBLIC)],
        "dct:accrualPeriodicity": [to(how_often)],
        "dcat:theme": [to(_THEME)],
        "dcat:keyword": [said(one[language], language) for one in _KEYWORDS for language in one],
        "dcat:distribution": [{"@id": one["@id"]} for one in files],
    }


def _file(at: str, form: Form, terms: Terms) -> Node:
    address = f"{at}.{form.ending}"
    return {
        "@id": iri(f"{address}#file"),
        "@type": "dcat:Distribution",
        "dct:title": [said(form.ending)],
        "dcat:accessURL": [to(address)],
        "dcat:downloadURL": [to(address)],
        "dcat:mediaType": [to(f"{_IANA}/{form.media_type}")],
        "dct:format": [to(f"{_EU}/file-type/{form.file_type}")],
        "dct:license": [to(terms.licence)],
    }


def _referred_to(forms: Sequence[Form], terms: Terms) -> Iterator[Node]:
    """What the others point to, with as much of it as there must be."""
    yield {"@id": _publisher(terms)["@id"], "@type": "foaf:Agent", "foaf:name": [said(terms.publisher)]}
    yield {"@id": iri(terms.licence), "@type": "dct:LicenseDocument"}
    yield {"@id": iri(f"{terms.base}/data"), "@type": "foaf:Document"}
    yield {"@id": _THEME, "@type": "skos:Concept", "skos:prefLabel": _in_all(words("Government and public sector"))}
    yield {"@id": _PUBLIC, "@type": "dct:RightsStatement"}
    yield from ({"@id": one, "@type": "dct:Frequency"} for one in (_CONTINUOUS, _NEVER))
    yield from ({"@id": one, "@type": "dct:LinguisticSystem"} for one in _LANGUAGES.values())
    for form in forms:
        yield {"@id": iri(f"{_IANA}/{form.media_type}"), "@type": "dct:MediaType"}
        yield {"@id": f"{_EU}/file-type/{form.file_type}", "@type": "dct:MediaTypeOrExtent"}


def _publisher(terms: Terms) -> dict[str, str]:
    return to(f"{terms.at}/catalogue#publisher")


def _in_all(text: Words) -> list[dict[str, str]]:
    return [said(text[language], language) for language in text]
