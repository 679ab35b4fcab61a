"""Every adopted service as CPSV-AP 3.2: it is there, it breaks no shape, and both forms say the same.

`SADUAK_CPSV_SHAPES` names a file with the official shapes; without it, our own minimal ones are used.
"""

import os
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from saduak.core.package import Text
from saduak.core.spans import Span, Unit
from saduak.sources.cpsv_ap import CPSV, CV, Offer, duration, exported
from saduak.sources.overlays import adopted

BASE = "https://services.example.go.th"
SHAPES = Path(os.environ.get("SADUAK_CPSV_SHAPES") or Path(__file__).with_name("shapes.ttl"))


@pytest.fixture(scope="module")
def offers() -> list[Offer]:
    """Every adoption on file."""
    return [Offer(package, overlay.agency, overlay.agency_name) for overlay, package in adopted()]


@pytest.fixture(scope="module")
def graph(offers: list[Offer]) -> Graph:
    """All of them in one description."""
    return Graph().parse(data=exported(offers, BASE), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The shapes to hold."""
    return Graph().parse(SHAPES, format="turtle")


def violations(graph: Graph, shapes: Graph) -> str:
    """What the shapes find, empty when nothing."""
    conforms, _, told = validate(graph, shacl_graph=shapes)
    return "" if conforms else str(told)


def test_every_adopted_service_is_there(offers: list[Offer], graph: Graph) -> None:
    described = {
        str(graph.value(service, DCTERMS.identifier)) for service in graph.subjects(RDF.type, CPSV.PublicService)
    }
    assert described == {f"{offer.package.service.id}@{offer.office}" for offer in offers}
    assert len(described) >= 5


def test_no_shape_is_violated(graph: Graph, shapes: Graph) -> None:
    assert violations(graph, shapes) == ""


MANDATORY = [
    (CPSV.PublicService, DCTERMS.identifier),
    (CPSV.PublicService, DCTERMS.title),
    (CPSV.PublicService, DCTERMS.description),
    (CPSV.PublicService, CV.hasCompetentAuthority),
    (CV.PublicOrganisation, DCTERMS.spatial),
    (CV.Channel, DCTERMS.identifier),
    (CV.EvidenceType, DCTERMS.identifier),
    (CV.Output, DCTERMS.title),
    (CV.Cost, DCTERMS.identifier),
]


@pytest.mark.parametrize(("kind", "what"), MANDATORY)
def test_what_is_mandatory_would_be_missed(offers: list[Offer], shapes: Graph, kind: URIRef, what: URIRef) -> None:
    """The shapes do look: without one statement they complain."""
    poorer = Graph().parse(data=exported(offers, BASE), format="turtle")
    subject: Node = next(iter(poorer.subjects(RDF.type, kind)))
    poorer.remove((subject, what, None))
    assert violations(poorer, shapes)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by the parser of rdflib itself
def test_turtle_and_json_ld_say_the_same(offers: list[Offer], graph: Graph) -> None:
    other = Graph().parse(data=exported(offers, BASE, "json-ld"), format="json-ld")
    assert isomorphic(graph, other)


def test_one_service_can_be_read_in_both_languages(offers: list[Offer], graph: Graph) -> None:
    offer = next(one for one in offers if one.package.service.id == "health/food-small")
    node = URIRef(f"{BASE}/services/health/food-small/{offer.office}/")
    name = offer.package.service.name
    assert set(graph.objects(node, DCTERMS.title)) == {Literal(name.th, lang="th"), Literal(name.en, lang="en")}
    authority = graph.value(node, CV.hasCompetentAuthority)
    assert (authority, RDF.type, CV.PublicOrganisation) in graph


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(9, Unit.WORKING_DAY), "P9D"),
        (Span(2, Unit.MONTH), "P2M"),
        (Span(1, Unit.YEAR), "P1Y"),
        (Span(3, Unit.WORKING_HOUR), "PT3H"),
        (Span(20, Unit.WORKING_MINUTE), "PT20M"),
    ],
)
def test_a_promise_is_a_duration(span: Span, expected: str) -> None:
    assert str(duration(span)) == expected


def test_every_unit_can_be_written() -> None:
    for unit in Unit:
        assert str(duration(Span(1, unit))).startswith("P")


def test_a_base_with_and_without_a_slash_is_the_same(offers: list[Offer]) -> None:
    assert exported(offers[:1], BASE) == exported(offers[:1], BASE + "/")


def test_nothing_is_described_by_nobody() -> None:
    assert len(Graph().parse(data=exported([], BASE), format="turtle")) == 0


def test_a_name_with_quotes_stays_itself(offers: list[Offer]) -> None:
    odd = Text('ก "ข" \\ ค', 'a "b" \\ c')
    graph = Graph().parse(data=exported([Offer(offers[0].package, "odd", odd)], BASE), format="turtle")
    assert (None, None, Literal(odd.th, lang="th")) in graph
