"""Search in the catalogue, in Thai and English, over a table of our own: the same on SQLite and PostgreSQL.

Thai is written without spaces, so words are not looked for: every two and every three letters in a row are. For each
such piece the table holds a set of bits, one for each published version that has it; a search adds these sets up.
"""

from saduak.catalogue.search.finding import Found, find
from saduak.catalogue.search.indexing import index_publications, index_text

__all__ = ["Found", "find", "index_publications", "index_text"]
