"""Service packages as folders: `services/<kind>/<service>/<version>/`, read whole into `core.package.Package`.

A package may say `extends: <version>` (of the same service) or `extends: <kind>/<service>/<version>`: a file it does
not have itself is taken from there, its manual and examples excepted. The digest covers every byte that was read.

What a folder may hold is closed, so that a misspelt name is an error and not a part that is silently missing; nothing
outside the services folder is read, no file above a megabyte, and no more files than a package can need.
"""

import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from saduak.core.errors import SourceError
from saduak.core.package import CodeList, Example, Fees, Form, Letter, LicenceFace, Package, Service
from saduak.sources.binding import bound
from saduak.sources.documents import Table, file_bytes, parsed
from saduak.sources.files import SUFFIX, inside, services_folders

Part = TypeVar("Part")

SINGLE: Final[Mapping[str, type[Any]]] = {"service": Service, "form": Form, "fees": Fees}
"""A file each at the top of the folder."""
SEVERAL: Final[Mapping[str, type[Any]]] = {
    "codelists": CodeList,
    "letters": Letter,
    "licence": LicenceFace,
    "examples": Example,
}
"""A subfolder each, with any number of files."""
OWN: Final = ("service", "examples")
"""Parts that are never taken from the package that is extended."""
BESIDES: Final = frozenset({"README.md", "README.th.md"})
ADOPTED: Final = "adopted"
"""Under this folder lie overlays, not packages."""
MOST_FILES: Final = 400
LONGEST_CHAIN: Final = 8
NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
PART: Final = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*\Z")


# Asking


def package(service_id: str, version: str, folders: Iterable[Path] | None = None) -> Package:
    """One version of a service; raises `SourceError` "package_unknown" or what is wrong with its files."""
    found = packages(folders)
    if (service_id, version) not in found:
        raise SourceError("package_unknown", service=service_id, version=version)
    return found[service_id, version]


def packages(folders: Iterable[Path] | None = None) -> "PackagesOnFile":
    """Every package by (service id, version), in this order; each is read when it is looked up. A folder that comes
    earlier decides for a package that stands in two."""
    return PackagesOnFile(folders_of_packages(services_folders() if folders is None else folders))


class PackagesOnFile(Mapping[tuple[str, str], Package]):
    """(service id, version) to package; read once, at the first look."""

    def __init__(self, folders: Mapping[tuple[str, str], Path]) -> None:
        self.folders = folders
        self.read: dict[tuple[str, str], Package] = {}

    def __getitem__(self, key: tuple[str, str]) -> Package:
        if key not in self.read:
            self.read[key] = read_package(self.folders[key])
        return self.read[key]

    def __contains__(self, key: object) -> bool:
        return key in self.folders

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.folders)

    def __len__(self) -> int:
        return len(self.folders)


def folders_of_packages(roots: Iterable[Path]) -> Mapping[tuple[str, str], Path]:
    """Where each package lies, without reading any."""
    found: dict[tuple[str, str], Path] = {}
    for root in map(Path, roots):
        for kind in _subfolders(root):
            if kind.name == ADOPTED:
                continue
            for service in _subfolders(kind):
                for version in _subfolders(service):
                    found.setdefault((f"{kind.name}/{service.name}", version.name), version)
    return MappingProxyType(dict(sorted(found.items())))


def _subfolders(folder: Path) -> list[Path]:
    """The folders in a folder that are called as ids are; links are not followed."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if NAME.match(entry.name) and entry.is_dir(follow_symlinks=False)]
    return [folder / name for name in sorted(names)]


# Reading one


def read_package(folder: Path) -> Package:
    """The package in a folder. Raises `SourceError`: what `documents` and `binding` raise, and "source_missing",
    "source_stranger", "source_outside_folder", "source_too_many_files", "source_cycle", "source_name"."""
    chain = _chain(folder.resolve())
    parts = _parts(chain)
    service = cast(Service, parts["service"][1])
    _check_name(service, parts["service"][0], folder)
    return Package(
        service=service,
        form=_single(parts, "form", folder),
        fees=_single(parts, "fees", folder),
        code_lists=_several(parts, "codelists", CodeList),
        letters=_several(parts, "letters", Letter),
        licence=_several(parts, "licence", LicenceFace),
        examples=_several(parts, "examples", Example),
        digest=_digest(chain),
        files=_file_names(parts),
    )


class _Folder:
    """One folder with the bytes of its files by relative path, in order of name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = {relative: file_bytes(inside(folder, relative)) for relative in _files_in(folder)}
        if f"service{SUFFIX}" not in self.files:
            raise SourceError("source_missing", file=str(folder / f"service{SUFFIX}"))

    def table(self, relative: str) -> Table:
        return parsed(self.files[relative], str(self.folder / relative))


def _files_in(folder: Path) -> list[str]:
    """The relative paths of the YAML files of a package; anything unexpected is refused by name."""
    found: list[str] = []
    for entry in _entries(folder):
        if entry.name in SEVERAL:
            inner = _entries(inside(folder, entry.name))
            found += [f"{entry.name}/{part.name}" for part in inner if _is_part(part, folder)]
        elif _is_part(entry, folder, SINGLE):
            found.append(entry.name)
    if len(found) > MOST_FILES:
        raise SourceError("source_too_many_files", file=str(folder), limit=MOST_FILES)
    return sorted(found)


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    """What lies in a folder, up to more than a package can need."""
    try:
        with os.scandir(folder) as entries:
            found = list(islice(entries, MOST_FILES + 1))
    except OSError as error:
        raise SourceError("source_unreadable", file=str(folder), why=error.strerror or "unreadable") from error
    if len(found) > MOST_FILES:
        raise SourceError("source_too_many_files", file=str(folder), limit=MOST_FILES)
    return found


def _is_part(entry: "os.DirEntry[str]", folder: Path, stems: Container[str] | None = None) -> bool:
    """Whether it is a part of a package; a page for readers or a hidden file is none, anything else is refused."""
    if entry.name in BESIDES or entry.name.startswith("."):
        return False
    stem, dot, _ = entry.name.rpartition(SUFFIX)
    if (
        not dot
        or entry.is_dir(follow_symlinks=False)
        or not PART.match(stem)
        or (stems is not None and stem not in stems)
    ):
        raise SourceError("source_stranger", file=entry.path, folder=str(folder))
    return True


# Inclusion


def _chain(folder: Path) -> list[_Folder]:
    """The folder and the ones it extends, nearest first."""
    chain: list[_Folder] = []
    following: Path | None = folder
    while following is not None:
        if following in [each.folder for each in chain] or len(chain) >= LONGEST_CHAIN:
            raise SourceError("source_cycle", file=str(folder), through=tuple(each.folder.name for each in chain))
        chain.append(_Folder(following))
        following = _extended(chain[-1])
    return chain


def _extended(found: _Folder) -> Path | None:
    table = found.table(f"service{SUFFIX}")
    named = table.get("extends")
    if not named:
        return None
    parts = str(named).split("/")
    if len(parts) not in (1, 3) or not all(NAME.match(part) for part in parts):
        raise SourceError("source_extends", file=table.file, line=table.line_of("extends"), value=named)
    root = found.folder.parents[2 if len(parts) == 3 else 0]
    return inside(root, "/".join(parts))


def _parts(chain: list[_Folder]) -> dict[str, tuple[Table, Any]]:
    """Each part by its name ("service", "letters/refusal"): the file's map and the value bound from it."""
    found: dict[str, tuple[Table, Any]] = {}
    for depth, each in enumerate(chain):
        for relative in each.files:
            name = relative.removesuffix(SUFFIX)
            kind = name.partition("/")[0]
            if name in found or (depth and kind in OWN):
                continue
            table = each.table(relative)
            found[name] = table, bound(table, SINGLE.get(kind) or SEVERAL[kind])
    return found


def _single(parts: Mapping[str, tuple[Table, Any]], name: str, folder: Path) -> Any:
    if name not in parts:
        raise SourceError("source_missing", file=str(folder / f"{name}{SUFFIX}"))
    return parts[name][1]


def _several(parts: Mapping[str, tuple[Table, Any]], folder: str, _kind: type[Part]) -> tuple[Part, ...]:
    found = []
    for name in sorted(parts):
        if name.startswith(f"{folder}/"):
            table, value = parts[name]
            _check_id(value, name.partition("/")[2], table)
            found.append(value)
    return tuple(found)


def _check_id(value: Any, stem: str, table: Table) -> None:
    """A part is called as its file is, so that it is found by name."""
    called = getattr(value, "id", stem)
    if called != stem:
        raise SourceError(
            "source_name", file=table.file, line=table.line_of("id"), field="id", value=called, expected=stem
        )


def _check_name(service: Service, table: Table, folder: Path) -> None:
    """Id and version are the folder's own, so that what a path says is what the manual says."""
    place = folder.resolve()
    names = {"id": f"{place.parent.parent.name}/{place.parent.name}", "version": place.name}
    for field, expected in names.items():
        value = getattr(service, field)
        if value != expected:
            line = table.line_of(field)
            raise SourceError("source_name", file=table.file, line=line, field=field, value=value, expected=expected)


def _file_names(parts: Mapping[str, tuple[Table, Any]]) -> dict[str, str]:
    """Each part to its file; faces of the licence, which have no id, are counted from 0."""
    faces = [name for name in sorted(parts) if name.startswith("licence/")]
    called = {name: f"licence/{position}" for position, name in enumerate(faces)}
    return {called.get(name, name): parts[name][0].file for name in sorted(parts)}


def _digest(chain: list[_Folder]) -> str:
    """SHA-256 over name, length and bytes of every file, the extended packages included."""
    hashed = sha256()
    for each in chain:
        for relative, content in each.files.items():
            hashed.update(f"{relative}\0{len(content)}\0".encode())
            hashed.update(content)
        hashed.update(b"\1")
    return hashed.hexdigest()
