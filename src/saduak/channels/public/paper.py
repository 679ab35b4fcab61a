"""What is printed of a service: the citizen's manual (LFA s.7) and a poster of one page for the counter.

Pages of their own for paper, with their style inside: the typesetter fetches nothing.
"""

from datetime import datetime, time
from math import ceil
from typing import Any, NamedTuple
from unicodedata import category

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from saduak.catalogue import queries
from saduak.channels.public.entries import documents_of
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.package import Document, Fee, Office, Package, Service, Text, cited
from saduak.core.reasons import Language
from saduak.core.spans import Span
from saduak.sources.acts import limit
from saduak.sources.texts import article as article_of

MOST_PAPERS = 6
"""Documents that a poster names one by one; the manual names them all."""
MOST_PLACES = 4


class Size(NamedTuple):
    """A size of type for the poster: how many lines its middle holds, and how many letters a line of a column."""

    name: str
    lines: int
    letters: int


SIZES = (Size("roomy", 19, 31), Size("close", 24, 35), Size("dense", 29, 39))
SOME_CASES = 10
"""Letters that the note on a document of some cases takes."""


def manual_html(package: Package, office: Text | None, language: Language, address: str) -> str:
    """The manual as a page for paper, in the order of info.go.th. `office` is None for the centre's own manual,
    `address` where this version stays readable for good."""
    return _page("manual", package, office, language, address)


def poster_html(package: Package, office: Text | None, language: Language, address: str) -> str:
    """The poster as a page for paper: A4, one page, readable from a step away."""
    return _page("poster", package, office, language, address)


def manual_pdf(package: Package, office: Text | None, language: Language, address: str) -> bytes:
    """The manual as PDF. The same arguments give the same bytes. Raises `Unavailable`."""
    return _printed("manual", package, office, language, address)


def poster_pdf(package: Package, office: Text | None, language: Language, address: str) -> bytes:
    """The poster as PDF. Raises `Unavailable`."""
    return _printed("poster", package, office, language, address)


def _printed(kind: str, package: Package, office: Text | None, language: Language, address: str) -> bytes:
    service = package.service
    return queries.typeset(
        _page(kind, package, office, language, address),
        title=say(f"paper.{kind}_of", language, name=_in(service.name, language)),
        language=language,
        dated=datetime.combine(service.valid_from, time(), BANGKOK),
        subject=_in(service.summary, language),
        author=_in(office or service.authority.title, language),
    )


def _in(text: Text, language: Language) -> str:
    return text.en if language == "en" else text.th


def _page(kind: str, package: Package, office: Text | None, language: Language, address: str) -> str:
    yours, fetched = documents_of(package)
    with translation.override(language):
        context = {
            "language": language,
            "office": office,
            "address": address,
            "code": _code(address, language),
            "digest": package.digest,
            "statute": _statute(package.service, language),
            "service": package.service,
            "yours": yours,
            "fetched": fetched,
            **_of_fees(package),
        }
        context |= _poster(context) if kind == "poster" else {}
        return render_to_string(f"public/paper/{kind}.html", context)


def _statute(service: Service, language: Language) -> tuple[Span, str] | None:
    """The longest time the law allows, and the article that says so; None where it names none."""
    statute = service.statute
    if statute.limit:
        found = limit(statute.limit)
        return found.span, article_of(found.citation, language)
    return (statute.time, article_of(cited(statute.article), language)) if statute.time and statute.article else None


def _of_fees(package: Package) -> dict[str, Any]:
    fees: tuple[Fee, ...] = () if package.fees.fees == "none" else package.fees.fees
    borrowed = {fee.borrowed_from: None for fee in fees if fee.sample and fee.borrowed_from}
    return {"fees": fees, "owners": list(borrowed)}


def _poster(context: dict[str, Any]) -> dict[str, Any]:
    """What a poster names, how much it leaves to the manual, and how large it can be set."""
    yours, fetched = context["yours"], context["fetched"]
    named, found = yours[:MOST_PAPERS], fetched[:MOST_PAPERS]
    service: Service = context["service"]
    places = service.channels[:MOST_PLACES]
    return {
        "named": named,
        "more_named": len(yours) - len(named),
        "found": found,
        "more_found": len(fetched) - len(found),
        "places": places,
        "size": _size(service, [named, found], places, context["language"]),
    }


def _size(service: Service, columns: list[list[Document]], places: tuple[Office, ...], language: Language) -> str:
    """The largest size whose lines hold everything; the smallest where none does."""
    for size in SIZES:
        broad = _lines([(service.name, 0), (service.criteria[0], 0)], 2 * size.letters, language)
        noted = ([(paper.name, SOME_CASES * bool(paper.when)) for paper in column] for column in columns)
        papers = max(_lines(column, size.letters, language) + (len(column) == MOST_PAPERS) for column in noted)
        where = ceil(len(places) / 2) + ceil(_lines([(place.name, 0) for place in places], size.letters, language) / 2)
        if broad + papers + where <= size.lines:
            return size.name
    return SIZES[-1].name


def _lines(texts: list[tuple[Text, int]], width: int, language: Language) -> int:
    """Lines of type for texts with what is added to each; Thai marks above and below take no room of their own."""
    seen = (sum(category(letter) != "Mn" for letter in _in(text, language)) + more for text, more in texts)
    return sum(ceil(letters / width) for letters in seen)


def _code(address: str, language: Language) -> SafeString:
    """A QR code of the address as a drawing, with words for those who cannot see it."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=0, omitsize=True, dark="#1b2526", title=say("paper.code", language, address=address), svgclass="code"
    )
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title, and nothing else in it is text
