"""How the documentation is read by its tests; each reader answers with what is wrong."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def prose(text: str) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", text)


def headings(text: str) -> list[tuple[int, str]]:
    """Level and words of each heading."""
    return [(len(marks), words.strip()) for marks, words in HEADING.findall(prose(text))]


def anchor(heading: str) -> str:
    """The name by which a page's heading is linked to."""
    kept = re.sub(r"[^\w\- \u0e00-\u0e7f]", "", heading.lower().replace("`", ""))
    return kept.replace(" ", "-")


def dead_links(page: Path) -> Iterator[str]:
    """Each link of the page that leads to no file or to no heading of it; the web is not asked."""
    for target in LINK.findall(CODE.sub("", prose(page.read_text(encoding="utf-8")))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, part = unquote(target).partition("#")
        file = page.parent / path if path else page
        if not file.exists():
            yield f"{page.name}: {target} leads nowhere"
        elif part and part not in {anchor(words) for _, words in headings(file.read_text(encoding="utf-8"))}:
            yield f"{page.name}: {target} names no heading"


def table_rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of the page's tables, without the rulers under their heads."""
    for line in prose(text).splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            yield [cell.strip() for cell in line.strip().strip("|").split("|")]


def badly_numbered(names: Iterable[str]) -> list[str]:
    """Decision records are numbered from 0001 without gaps, each number once."""
    numbers = sorted(name[:4] for name in names)
    expected = [f"{number:04}" for number in range(1, len(numbers) + 1)]
    return [
        f"{found} where {wanted} is due" for found, wanted in zip(numbers, expected, strict=True) if found != wanted
    ]
