"""The 77 provinces by the two-digit code that Thai registers use; the data stand in `law/provinces.yaml`."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from saduak.sources.documents import read_document
from saduak.sources.entries import Entry
from saduak.sources.files import law_file


class Province(NamedTuple):
    """A province; Bangkok counts as one here, as it does in the registers."""

    code: str
    name_th: str
    name_en: str


def provinces() -> Mapping[str, Province]:
    """Code to province, in order of code."""
    return _read(law_file("provinces.yaml"))


@lru_cache(maxsize=8)
def _read(path: Path) -> Mapping[str, Province]:
    document = Entry(read_document(path))
    found: dict[str, Province] = {}
    for row in document.entries("provinces"):
        province = Province(row.text("code", r"[1-9][0-9]"), row.text("th"), row.text("en"))
        row.done()
        if province.code in found:
            raise row.wrong("code", "given_twice")
        found[province.code] = province
    document.done()
    return MappingProxyType(dict(sorted(found.items())))
