"""The port `catalogue.ports.Typesetter`, carried out by WeasyPrint with our corrections."""

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from saduak.adapters.pdf.inside import NOTHING, Inside
from saduak.catalogue.ports import CannotPrint, Imprint

if TYPE_CHECKING:
    from saduak.adapters.pdf.engine import Engine

LONGEST_PAGE = 400_000
"""Characters of HTML. Setting takes time in proportion; this much takes some seconds."""
_one_at_a_time = Lock()


@lru_cache(maxsize=1)
def engine() -> "Engine":
    """The one engine of this process, made at first need: fonts and layout take a second to load."""
    from saduak.adapters.pdf.engine import Engine

    return Engine()


def typeset(html: str, imprint: Imprint, inside: Inside = NOTHING) -> bytes:
    """Set the page as PDF/A-3a and PDF/UA-1, with what stands inside it; see `Typesetter`. Raises `CannotPrint`."""
    if len(html) > LONGEST_PAGE:
        raise CannotPrint("print_too_large", longest=LONGEST_PAGE)
    with _one_at_a_time:
        return engine().set(html, imprint, inside)
