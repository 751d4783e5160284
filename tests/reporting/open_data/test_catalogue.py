"""The catalogue, as data portals harvest it: by the shapes of DCAT-AP 3, in both forms the same."""

from pathlib import Path
from uuid import uuid4

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from services.reporting.domain.open_data.catalogue import catalogue_of
from services.reporting.domain.open_data.dataset import Terms
from services.reporting.domain.open_data.datasets import DATASETS
from services.reporting.domain.open_data.forms import forms_of
from services.reporting.domain.open_data.graph import as_json_ld, as_turtle
from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, an_outcome_announced
from tests.support.newsroom import Newsroom

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

AT = "/api/reporting/v1/data"
SHAPES = Path(__file__).parents[2] / "data" / "dcat_ap" / "shapes.ttl"
TERMS = Terms(
    "https://creativecommons.org/licenses/by/4.0/", 'Town of "Lindenhof"\\ & more', "https://vote.example.org"
)
POLLS = [("0198c0de-0000-7000-8000-000000000002", 'Parks "and"\n\\ponds\t☂')]


def faults_of(graph: Graph) -> str:
    """What the shapes find, empty if nothing."""
    conforms, _, told = validate(graph, shacl_graph=str(SHAPES))
    return "" if conforms else str(told)


def the_catalogue() -> Graph:
    return Graph().parse(data=as_turtle(catalogue_of([*DATASETS.values()], POLLS, TERMS)), format="turtle")


def test_the_catalogue_is_as_dcat_ap_demands() -> None:
    assert faults_of(the_catalogue()) == ""


@pytest.mark.parametrize(
    ("kind", "property_"),
    [
        (DCAT.Catalog, DCTERMS.publisher),
        (DCAT.Catalog, DCTERMS.title),
        (DCAT.Dataset, DCTERMS.description),
        (DCAT.Distribution, DCAT.accessURL),
        (DCAT.DataService, DCAT.endpointURL),
        (FOAF.Agent, FOAF.name),
        (DCTERMS.LicenseDocument, RDF.type),
    ],
)
def test_the_shapes_notice_what_is_missing(kind: URIRef, property_: URIRef) -> None:
    graph = the_catalogue()
    one = next(graph.subjects(RDF.type, kind))
    graph.remove((one, property_, None))

    assert faults_of(graph)


def test_both_forms_say_the_same() -> None:
    nodes = catalogue_of([*DATASETS.values()], POLLS, TERMS)

    turtle = Graph().parse(data=as_turtle(nodes), format="turtle")
    json_ld = Graph().parse(data=as_json_ld(nodes), format="json-ld")

    assert len(turtle) > 300
    assert isomorphic(turtle, json_ld)
    titles = {str(title) for title in turtle.objects(None, DCTERMS.title)}
    assert f"Ballots: {POLLS[0][1]}" in titles


async def test_a_portal_finds_every_file_and_the_ballots_of_announced_polls(newsroom: Newsroom) -> None:
    poll_id, round_id, open_poll = uuid4(), uuid4(), uuid4()
    await newsroom.announce(
        a_poll_published(poll_id, round_id, name="Parks"),
        an_outcome_announced(poll_id, round_id),
        a_poll_published(open_poll, round_id),
    )
    ballots = URIRef(f"http://reporting/api/voting/v1/polls/{poll_id}/ballots.pb")

    async def harvested() -> Graph:
        graph = Graph().parse(data=(await newsroom.client.get(f"{AT}/catalogue.ttl")).text, format="turtle")
        assert ballots in graph.objects(None, DCAT.downloadURL)
        return graph

    graph = await eventually(harvested)
    assert str(open_poll) not in graph.serialize()
    assert faults_of(graph) == ""
    files = [str(one) for one in graph.objects(None, DCAT.downloadURL) if AT in str(one)]
    assert len(files) == sum(len(forms_of(dataset)) for dataset in DATASETS.values())
    for file in files:
        assert (await newsroom.client.head(file)).status_code == 200, file
    in_json = await newsroom.client.get(f"{AT}/catalogue.jsonld")
    assert in_json.headers["content-type"] == "application/ld+json"
    assert isomorphic(Graph().parse(data=in_json.text, format="json-ld"), graph)
