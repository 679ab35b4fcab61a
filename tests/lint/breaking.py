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
    """A change of a file: a text in it `replace`d by another (and `also` a second), a stretch since one text until
    another, the `whole` of it; `remove` takes a file away besides."""

    what: str
    file: str
    rule: str = ""
    at: str = ""
    replace: str = ""
    by: str = ""
    since: str = ""
    until: str = ""
    whole: str = ""
    remove: str = ""
    found_in: str = ""
    also: str = ""
    becomes: str = ""

    def made(self, file: Path) -> None:
        """Break the file."""
        if self.whole:
            file.write_text(self.whole, encoding="utf-8")
        elif self.replace or self.since:
            file.write_text(self.broken(file.read_text(encoding="utf-8")), encoding="utf-8")

    def broken(self, text: str) -> str:
        """The text with the defect; what is to be broken must stand in it exactly once."""
        if self.since:
            return text[: text.index(self.since)] + self.by + text[text.index(self.until) :]
        assert text.count(self.replace) == 1, self.what
        return text.replace(self.replace, self.by).replace(self.also or self.by, self.becomes or self.by)

    def line(self, text: str) -> int:
        """The line, from 1, that shows where the defect is."""
        return text[: text.index(self.at)].count("\n") + 1


@lru_cache(maxsize=1)
def breaks() -> dict[str, tuple[Break, ...]]:
    """The changes of `broken.yaml`: of packages, of overlays, and those that are sound."""
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
