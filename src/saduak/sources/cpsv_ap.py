"""Services as linked data in CPSV-AP 3.2, the European profile for descriptions of public services (SEMIC, CC BY 4.0).

One `PublicService` for each office that serves it. Thai and English texts are language-tagged; money is in baht,
because the profile wants a decimal value with a currency.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

from rdflib import DCTERMS, ORG, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from saduak.core.package import Document, Fee, LegalBasis, Office, Output, Package, Text, cited
from saduak.core.spans import Span, Unit

CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
BAHT = URIRef("http://publications.europa.eu/resource/authority/currency/THB")
THAI = URIRef("http://publications.europa.eu/resource/authority/language/THA")
THAILAND = URIRef("http://publications.europa.eu/resource/authority/country/THA")
DURATIONS = {Unit.DAY: "P{}D", Unit.WORKING_DAY: "P{}D", Unit.MONTH: "P{}M", Unit.YEAR: "P{}Y"}
HOURS = {Unit.WORKING_HOUR: "PT{}H", Unit.ELAPSED_HOUR: "PT{}H", Unit.WORKING_MINUTE: "PT{}M"}

Form = OneOf["turtle", "json-ld"]
"""How a description is written down."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A package as one office serves it."""

    package: Package
    office: str
    office_name: Text


def exported(offers: Iterable[Offer], base: str, form: Form = "turtle") -> str:
    """The offers as Turtle or JSON-LD; `base` is the address under which the catalogue is published."""
    graph = Graph()
    for prefix, space in (("cv", CV), ("cpsv", CPSV), ("dcat", DCAT), ("eli", ELI), ("org", ORG)):
        graph.bind(prefix, space)
    for offer in offers:
        _Description(graph, base.rstrip("/"), offer).write()
    return graph.serialize(format=form)


class _Description:
    """One service being described."""

    def __init__(self, graph: Graph, base: str, offer: Offer) -> None:
        self.graph = graph
        self.base = base
        self.offer = offer
        self.service = offer.package.service
        self.node = URIRef(f"{base}/services/{self.service.id}/{offer.office}/")

    def write(self) -> None:
        service, office = self.service, self._office()
        self._identified(self.node, CPSV.PublicService, f"{service.id}@{self.offer.office}", service.name)
        self._texts(self.node, DCTERMS.description, service.summary)
        self._add(self.node, CV.hasCompetentAuthority, office)
        self._add(self.node, DCTERMS.language, THAI)
        self.graph.add((THAI, RDF.type, DCTERMS.LinguisticSystem))
        self._add(self.node, CV.processingTime, duration(service.promise))
        for word in service.synonyms:
            self._add(self.node, DCAT.keyword, Literal(word, lang="th"))
        for number, place in enumerate(service.channels, 1):
            self._channel(number, place, office)
        for document in () if service.documents == "none" else service.documents:
            self._document(document)
        for number, output in enumerate(service.outputs, 1):
            self._output(number, output)
        for basis in service.legal_basis:
            self._law(basis)
        for fee in () if self.offer.package.fees.fees == "none" else self.offer.package.fees.fees:
            self._cost(fee)

    def _office(self) -> URIRef:
        node = URIRef(f"{self.base}/agencies/#{self.offer.office}")
        self._add(node, RDF.type, CV.PublicOrganisation)
        self._texts(node, SKOS.prefLabel, self.offer.office_name)
        self._add(node, DCTERMS.spatial, THAILAND)
        self.graph.add((THAILAND, RDF.type, DCTERMS.Location))
        return node

    def _channel(self, number: int, place: Office, office: URIRef) -> None:
        node = self._part("channel", str(number))
        self._add(self.node, CV.hasChannel, node)
        self._add(node, RDF.type, CV.Channel)
        self._add(node, DCTERMS.identifier, Literal(f"{self.service.id}@{self.offer.office}#{number}"))
        self._texts(node, DCTERMS.description, place.name)
        self._add(node, CV.ownedBy, office)
        self.graph.add((office, RDF.type, ORG.Organization))

    def _document(self, document: Document) -> None:
        node = self._part("document", document.id)
        self._add(self.node, CV.hasInputType, node)
        self._identified(node, CV.EvidenceType, f"{self.service.id}#{document.id}", document.name)

    def _output(self, number: int, output: Output) -> None:
        node = self._part("output", str(number))
        self._add(self.node, CPSV.produces, node)
        self._identified(node, CV.Output, f"{self.service.id}#{output.form_code or number}", output.name)

    def _law(self, basis: LegalBasis) -> None:
        article = cited(basis.article)
        node = URIRef(f"{self.base}/law/{article.act}/{article.section}")
        self._add(self.node, CV.hasLegalResource, node)
        self._add(node, RDF.type, ELI.LegalResource)

    def _cost(self, fee: Fee) -> None:
        """Costs with one figure have it; a table has only its name, since the profile knows no tiers."""
        node = self._part("cost", f"{fee.id}-{fee.valid_from}")
        self._add(self.node, CV.hasCost, node)
        self._add(node, RDF.type, CV.Cost)
        self._add(node, DCTERMS.identifier, Literal(f"{self.service.id}@{self.offer.office}#{fee.id}-{fee.valid_from}"))
        self._texts(node, DCTERMS.description, fee.name)
        if fee.kind == "fixed":
            self._add(node, CV.hasValue, Literal(fee.satang / 100, datatype=XSD.double))
            self._add(node, CV.currency, BAHT)
            self.graph.add((BAHT, RDF.type, SKOS.Concept))

    def _part(self, kind: str, name: str) -> URIRef:
        return URIRef(f"{self.node}#{kind}-{name}")

    def _identified(self, node: URIRef, kind: URIRef, identifier: str, title: Text) -> None:
        self._add(node, RDF.type, kind)
        self._add(node, DCTERMS.identifier, Literal(identifier))
        self._texts(node, DCTERMS.title, title)

    def _texts(self, node: URIRef, what: URIRef, text: Text) -> None:
        self._add(node, what, Literal(text.th, lang="th"))
        self._add(node, what, Literal(text.en, lang="en"))

    def _add(self, node: URIRef, what: URIRef, value: URIRef | Literal) -> None:
        self.graph.add((node, what, value))


def duration(span: Span) -> Literal:
    """A length of time as XML Schema writes it; it knows no working days, so their number stands for days."""
    pattern = DURATIONS.get(span.unit) or HOURS[span.unit]
    return Literal(pattern.format(span.amount), datatype=XSD.duration)
