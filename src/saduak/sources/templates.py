"""A new package to begin from: `services/_template/`, which lints clean, written under another name."""

import re
from pathlib import Path
from typing import Final

from saduak.core.errors import SourceError
from saduak.sources.files import own_folder
from saduak.sources.packages import NAME

ID: Final = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\Z")
BUDDHIST_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")


def write_new(service_id: str, version: str, into: Path) -> Path:
    """Write the template as `into`/<kind>/<service>/<version>; the folder that was made.

    A version that is a day of the Buddhist era is also the day from which it holds. Raises `SourceError` "package_name"
    or "package_exists".
    """
    if not ID.match(service_id) or not all(NAME.match(part) for part in (*service_id.split("/"), version)):
        raise SourceError("package_name", service=service_id, version=version)
    folder = into / service_id / version
    if folder.exists():
        raise SourceError("package_exists", file=str(folder))
    template = own_folder("services") / "_template"
    for file in sorted(path for path in template.rglob("*") if path.is_file()):
        target = folder / file.relative_to(template)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_named(file.read_text(encoding="utf-8"), service_id, version), encoding="utf-8")
    return folder


def _named(text: str, service_id: str, version: str) -> str:
    text = text.replace("id: kind/service\n", f"id: {service_id}\n").replace('"2570-01-01"', f'"{version}"')
    day = BUDDHIST_DAY.match(version)
    return text.replace("2027-01-01", f"{int(day[1]) - 543}-{day[2]}-{day[3]}") if day else text
