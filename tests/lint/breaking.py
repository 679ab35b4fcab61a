"""One defect at a time: how the tests break the small package that has none."""

import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from saduak.sources.documents import read_document

HERE = Path(__file__).parent
BASE = HERE / "base"
PACKAGE = Path("market/stall/2568-01-01")
OVERLAY = Path("adopted/town/stall/overlay.yaml")


@dataclass(frozen=True)
class Break:
    """A change of one file: a text in it `replace`d by another, a stretch, the `whole` of it, or its removal."""

    what: str
    rule: str
    file: str
    at: str
    replace: str = ""
    by: str = ""
    since: str = ""
    until: str = ""
    whole: str = ""
    remove: str = ""
    found_in: str = ""

    def made(self, file: Path) -> None:
        """Break the file."""
        if self.whole:
            file.write_text(self.whole, encoding="utf-8")
        elif not self.remove:
            file.write_text(self.broken(file.read_text(encoding="utf-8")), encoding="utf-8")

    def broken(self, text: str) -> str:
        """The text with the defect; what is to be broken must stand in it exactly once."""
        if self.since:
            return text[: text.index(self.since)] + self.by + text[text.index(self.until) :]
        assert text.count(self.replace) == 1, self.what
        return text.replace(self.replace, self.by)

    def line(self, text: str) -> int:
        """The line, from 1, that shows where the defect is."""
        return text[: text.index(self.at)].count("\n") + 1


@lru_cache(maxsize=1)
def breaks() -> dict[str, tuple[Break, ...]]:
    """The defects of `broken.yaml`: those of packages and those of overlays."""
    document: dict[str, Any] = read_document(HERE / "broken.yaml")
    return {group: tuple(Break(**row) for row in rows) for group, rows in document.items()}


def broken_copy(folder: Path, found: Break, file: Path) -> Path:
    """A copy of the base in `folder` in which `file` (relative to the base) is broken; the base folder of the copy."""
    copy = folder / "services"
    shutil.copytree(BASE, copy)
    if found.remove:
        (copy / PACKAGE / found.remove).unlink()
    found.made(copy / file)
    return copy
