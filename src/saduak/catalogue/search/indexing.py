"""Puts published versions into the index; to be called inside the command that publishes them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from uuid import UUID

from saduak.catalogue.models import SearchGram, SearchText
from saduak.catalogue.search.letters import grams, squashed
from saduak.catalogue.search.tally import packed, unpacked
from saduak.core.package import Package, Text
from saduak.ledger.transaction import Write

SERIES = "catalogue.search"
BATCH = 400


class Part(IntEnum):
    """Where a piece stands in the text of a service; the lower the number, the more a match there says."""

    NAME = 0
    SYNONYM = 1
    FORM_CODE = 2
    SUMMARY = 3
    DOCUMENTS = 4


Parts = Mapping[Part, Sequence[str]]


def index_text(package: Package) -> Parts:
    """The texts by which a service is found, in both languages."""
    service = package.service
    papers = () if service.documents == "none" else service.documents
    named = [paper.name for paper in papers] + [output.name for output in service.outputs]
    return {
        Part.NAME: [*_both(service.name), *_both(service.process_name)],
        Part.SYNONYM: service.synonyms,
        Part.FORM_CODE: [service.form_code, *(output.form_code for output in service.outputs)],
        Part.SUMMARY: _both(service.summary),
        Part.DOCUMENTS: [words for name in named for words in _both(name)],
    }


def _both(text: Text | None) -> tuple[str, ...]:
    return (text.th, text.en) if text else ()


def index_publications(write: Write, publications: Iterable[tuple[UUID, Parts]]) -> None:
    """Make published versions findable, by their row ids. Each draws the next bit of every set, so that two who
    publish at once wait for each other here; call late."""
    held: defaultdict[tuple[str, Part], int] = defaultdict(int)
    texts: list[SearchText] = []
    for publication, parts in publications:
        number = write.draw(SERIES) - 1
        items = {part: [squashed(item) for item in parts.get(part, ())] for part in Part}
        texts.append(SearchText(number=number, publication_id=publication, items=_lines(items)))
        for key in _first_places(items):
            held[key] |= 1 << number
    SearchText.objects.bulk_create(texts, batch_size=BATCH)
    _merge(held)


def _lines(items: Mapping[Part, Sequence[str]]) -> str:
    """Each item on a line of its own behind the number of its part."""
    return "\n".join(f"{part.value}{item}" for part in Part for item in items[part] if item)


def _first_places(items: Mapping[Part, Sequence[str]]) -> Iterator[tuple[str, Part]]:
    """Each piece once, with the part that says most of those it stands in."""
    seen: set[str] = set()
    for part in Part:
        new = {gram for item in items[part] for gram in grams(item)} - seen
        seen |= new
        yield from ((gram, part) for gram in new)


def _merge(held: Mapping[tuple[str, Part], int]) -> None:
    """Add the bits to the sets that are kept."""
    pieces = sorted({gram for gram, _ in held})
    merged = dict(held)
    for start in range(0, len(pieces), BATCH):
        kept = SearchGram.objects.filter(gram__in=pieces[start : start + BATCH])
        for gram, part, documents in kept.values_list("gram", "part", "documents"):
            key = (gram, Part(part))
            if key in merged:
                merged[key] |= unpacked(documents)
    rows = [SearchGram(gram=gram, part=part, documents=packed(bits)) for (gram, part), bits in sorted(merged.items())]
    SearchGram.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["gram", "part"], update_fields=["documents"]
    )
