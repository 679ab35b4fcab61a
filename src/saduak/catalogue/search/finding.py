"""Finds services for what somebody typed: best first, forgiving, the same on every database."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Q

from saduak.catalogue.models import SearchGram, SearchText
from saduak.catalogue.search.indexing import Part
from saduak.catalogue.search.letters import asked_for, grams, on_other_keyboard, squashed
from saduak.catalogue.search.tally import Documents, Tally, unpacked

LIMIT = 50
LONGEST_TYPED, LONGEST = 400, 80
"""Signs that are read of what was typed, and letters that are looked for."""
AT_ONCE = 100
"""Candidates whose texts are read in one go."""

WORTH = {Part.NAME: 12, Part.SYNONYM: 10, Part.FORM_CODE: 8, Part.SUMMARY: 3, Part.DOCUMENTS: 1}
"""What a piece counts by where it stands."""
LEAST_OF_QUERY, LEAST_OF_BEST = 0.2, 0.7
"""A document must hold so much of the query, and so much of what the best one holds."""
SURE = 0.6
"""Holding this much of the query, a document leaves no doubt on which keyboard it was typed."""
SHORTEST_IN_QUERY = 3
"""A name or synonym of so many signs, found whole inside the query, counts."""

SUMMARY_LINE = str(Part.SUMMARY.value)
"""Where the lines of a search text that name a service end."""


class Found(NamedTuple):
    """A service with how well it fits: the higher the better, of use only to compare within one search."""

    service: str
    score: int


class Piece(NamedTuple):
    """A piece of the query: the documents that hold it, all and by part, and how much it says."""

    documents: Documents
    places: Mapping[Part, Documents]
    says: int


def find(text: str, on: date, limit: int = LIMIT) -> list[Found]:
    """The services in force on a day that fit what was typed, best first; one letter finds nothing.

    A query that fits badly is read once more as typed on the other keyboard.
    """
    typed = text[:LONGEST_TYPED]
    asked = _Search(asked_for(typed)[:LONGEST])
    if asked.share < SURE:
        other = _Search(squashed(on_other_keyboard(typed))[:LONGEST])
        asked = other if other.share > max(asked.share, SURE) else asked
    return list(islice(asked.services(on), limit))


class _Search:
    """One reading of a query, weighed against the index."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.pieces = _pieces(list(dict.fromkeys(grams(query))))
        self.total = sum(piece.says for piece in self.pieces)
        self.coverage = Tally()
        for piece in self.pieces:
            self.coverage.add(piece.documents, piece.says)
        self.candidates, self.best = self._candidates()

    def _candidates(self) -> tuple[Documents, int]:
        everyone = 0
        for piece in self.pieces:
            everyone |= piece.documents
        _, best = self.coverage.highest(everyone)
        least = math.ceil(max(self.total * LEAST_OF_QUERY, best * LEAST_OF_BEST, 1))
        return self.coverage.at_least(least, everyone), best

    @property
    def share(self) -> float:
        """How much of the query the best document holds, from 0 to 1."""
        return self.best / self.total if self.total else 0.0

    def services(self, on: date) -> Iterator[Found]:
        """Each service once, best first."""
        told: set[str] = set()
        ranked = self._scores().ranked(self.candidates)
        while batch := dict(islice(ranked, AT_ONCE)):
            for service, level, score in self._reranked(batch, on):
                if service not in told:
                    told.add(service)
                    yield Found(service, level * 1_000_000 + score)

    def _scores(self) -> Tally:
        scores = Tally()
        for piece in self.pieces:
            for part, documents in piece.places.items():
                scores.add(documents & self.candidates, piece.says * WORTH[part])
        return scores

    def _reranked(self, scores: Mapping[int, int], on: date) -> list[tuple[str, int, int]]:
        """The candidates in force, those first that hold the query word for word."""
        in_force = Q(publication__valid_to=None) | Q(publication__valid_to__gte=on)
        rows = SearchText.objects.filter(in_force, publication__valid_from__lte=on, number__in=list(scores))
        found = []
        for number, items, service in rows.values_list("number", "items", "publication__service"):
            level, inside = _whole(self.query, items)
            found.append((-level, -scores[number] - inside, len(items), service))
        return [(service, -level, -score) for level, score, _, service in sorted(found)]


def _whole(query: str, items: str) -> tuple[int, int]:
    """How high the part stands that holds the whole query, with one more for an item that is the query and nothing
    else; or, where none does, the length of the longest name, synonym or code inside the query, times its worth."""
    level = _level(query, items) if query in items else 0
    return level, 0 if level else _inside(query, items)


def _level(query: str, items: str) -> int:
    holding = (line for line in items.split("\n") if query in line[1:])
    return max((2 * (len(Part) - int(line[0])) + (query == line[1:]) for line in holding), default=0)


def _inside(query: str, items: str) -> int:
    named = (line for line in items.split("\n") if line < SUMMARY_LINE and len(line) > SHORTEST_IN_QUERY)
    return max((len(line) * WORTH[Part(int(line[0]))] for line in named if line[1:] in query), default=0)


def _pieces(wanted: Sequence[str]) -> list[Piece]:
    """What the index holds of the pieces that are wanted. Three letters say more than two, rare pieces more than common
    ones, and one that nobody holds as much as the rarest."""
    places: defaultdict[str, dict[Part, Documents]] = defaultdict(dict)
    rows = SearchGram.objects.filter(gram__in=wanted).values_list("gram", "part", "documents")
    for gram, part, documents in rows:
        places[gram][Part(part)] = unpacked(documents)
    unions = {gram: sum(found.values()) for gram, found in places.items()}  # no document stands in two parts
    size = max((documents.bit_length() for documents in unions.values()), default=0)
    rarity = {gram: 1 + (size // documents.bit_count()).bit_length() for gram, documents in unions.items()}
    rarest = max(rarity.values(), default=0)
    return [
        Piece(unions.get(gram, 0), places.get(gram, {}), (len(gram) - 1) * rarity.get(gram, rarest)) for gram in wanted
    ]
