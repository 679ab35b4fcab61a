"""How the streams of a file end.

Where a stream ends in a carriage return, a newline follows, and validators take the two for one line end: the stream
then looks a byte too short, and PDF/A wants the stated length to be the real one.
"""

from typing import Any

import pydyf  # type: ignore[import-untyped]

UNCLEAR = b"\r\nendstream"
MOST_PADDING = 8


def end_clearly(pdf: Any, padding: int) -> None:
    """Write a stream plain where its compressed form happens to end in a carriage return.

    The lists of objects are packed later, when the file is written: `padding` objects that nothing refers to change
    what those end in.
    """
    for entry in pdf.objects:
        if getattr(entry, "compress", False) and entry.data.endswith(UNCLEAR):
            entry.compress = False
    for number in range(padding):
        pdf.add_object(pydyf.Dictionary({"Padding": number}))


def ends_clearly(written: bytes) -> bool:
    """Whether no stream of a whole file ends in a carriage return."""
    return UNCLEAR not in written
