"""The catalogue as linked data over the interface, in the form that the reader asks for."""

import pytest
from django.test import Client
from rdflib import RDF, Graph
from rdflib.compare import isomorphic

from saduak.sources.cpsv_ap import CPSV

ADDRESS = "/api/v1/catalogue"
pytestmark = pytest.mark.django_db


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by the parser of rdflib itself
def test_both_forms_say_the_same(program: Client) -> None:
    turtle = program.get(ADDRESS, headers={"accept": "text/turtle"})
    linked = program.get(ADDRESS, headers={"accept": "application/ld+json"})
    assert turtle.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert linked.headers["Content-Type"] == "application/ld+json"
    assert "Accept" in turtle.headers["Vary"]
    one = Graph().parse(data=turtle.content, format="turtle")
    other = Graph().parse(data=linked.content, format="json-ld")
    assert isomorphic(one, other)
    assert len(list(one.subjects(RDF.type, CPSV.PublicService))) == 1


@pytest.mark.parametrize("accept", ["*/*", "text/*", "application/ld+json;q=0.5, text/turtle"])
def test_turtle_comes_first(program: Client, accept: str) -> None:
    assert program.get(ADDRESS, headers={"accept": accept}).headers["Content-Type"].startswith("text/turtle")


def test_another_form_cannot_be_had(program: Client) -> None:
    answered = program.get(ADDRESS, headers={"accept": "image/png"})
    assert answered.status_code == 406
    assert "text/turtle" in answered.json()["error"]["text"]["th"]
