"""Adds up sets of documents. A set is one whole number whose bit n stands for document n, so a step takes no loop."""

from collections.abc import Iterator

Documents = int


class Tally:
    """A score for each document, kept in binary: plane k holds bit k of every score.

    Adding a set costs a few operations on long numbers, however many documents are in it.
    """

    def __init__(self) -> None:
        self.planes: list[Documents] = []

    def add(self, documents: Documents, weight: int) -> None:
        """Raise the score of each of the documents by `weight`, which is not negative."""
        plane = 0
        while weight:
            if weight & 1:
                self._carry(documents, plane)
            weight >>= 1
            plane += 1

    def _carry(self, documents: Documents, plane: int) -> None:
        while documents:
            while plane >= len(self.planes):
                self.planes.append(0)
            self.planes[plane], documents = self.planes[plane] ^ documents, self.planes[plane] & documents
            plane += 1

    def highest(self, among: Documents) -> tuple[Documents, int]:
        """The documents with the highest score among some, and that score."""
        score = 0
        for plane in reversed(range(len(self.planes))):
            higher = among & self.planes[plane]
            if higher:
                among, score = higher, score | 1 << plane
        return among, score

    def at_least(self, least: int, among: Documents) -> Documents:
        """Those of the documents that score `least` or more."""
        more, equal = 0, among
        for plane in reversed(range(max(len(self.planes), least.bit_length()))):
            ones = self.planes[plane] if plane < len(self.planes) else 0
            if least >> plane & 1:
                equal &= ones
            else:
                more |= equal & ones
                equal &= ~ones
        return more | equal

    def ranked(self, among: Documents) -> Iterator[tuple[int, int]]:
        """Document and score, best first, among equals the lower number first."""
        while among:
            best, score = self.highest(among)
            among ^= best
            for document in numbers(best):
                yield document, score


def numbers(documents: Documents) -> Iterator[int]:
    """The numbers of the documents in a set, in order."""
    while documents:
        lowest = documents & -documents
        yield lowest.bit_length() - 1
        documents ^= lowest


def packed(documents: Documents) -> bytes:
    """A set as the database keeps it."""
    return documents.to_bytes((documents.bit_length() + 7) // 8, "little")


def unpacked(kept: bytes | memoryview) -> Documents:
    """A set as it was kept."""
    return int.from_bytes(kept, "little")
