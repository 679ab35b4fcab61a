"""File names as they may be kept, shown and written to a disk."""

import re
import unicodedata

from saduak.core.thai import normal

LONGEST = 100
"""Letters before the ending."""
FORBIDDEN = re.compile(r'[<>:"|?*;%]')
"""What Windows refuses in names, and what parts a header or an address."""
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z")
NAMELESS = "file"


def safe_name(written: str, ending: str) -> str:
    """The name without path, invisible and turning letters and leading dots, with the `ending` of its content.

    Thai stays as it is, in the one form in which it is kept; a name of nothing but rubbish becomes "file".
    """
    last = re.split(r"[/\\]", written)[-1]
    visible = "".join(letter if _is_visible(letter) else " " for letter in last)
    stem = _without_ending(normal(" ".join(visible.split())))
    plain = re.sub(r"\.{2,}", ".", FORBIDDEN.sub("_", stem)).strip(". ")[:LONGEST].strip(". ")
    if not plain:
        plain = NAMELESS
    return f"{'_' if RESERVED.match(plain) else ''}{plain}.{ending}"


def _is_visible(letter: str) -> bool:
    """Control, format (which turn the direction of reading), half and unassigned characters are not."""
    return not unicodedata.category(letter).startswith("C")


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending) else name


def ending_of(written: str) -> str:
    """The ending of a name in small letters, or nothing."""
    _, dot, ending = written.strip().rpartition(".")
    return ending.lower() if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending) else ""
