"""Where the folders `law/` and `services/` are: in a checkout, in an installed wheel, and wherever an
agency adds more.

Own folders come last: a file of the same name in a folder that `SADUAK_LAW` or `SADUAK_SERVICES` names
(several are parted by the system's path separator) is read instead of ours. That is how an office enters
the holidays of a new year on the day the Cabinet resolves them, without waiting for a release.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import saduak
from saduak.core.errors import SourceError

# Not importlib.resources: it takes longer to import than `saduak law` may take to start, and a wheel is
# installed as plain files anyway.
PACKAGE = Path(saduak.__file__ or "").resolve().parent
SUFFIX = ".yaml"


def law_folders() -> tuple[Path, ...]:
    """The folders that hold law data, the ones that decide first."""
    return _folders("law", os.environ.get("SADUAK_LAW", ""))


def services_folders() -> tuple[Path, ...]:
    """The folders that hold service packages, the ones that decide first."""
    return _folders("services", os.environ.get("SADUAK_SERVICES", ""))


@lru_cache(maxsize=16)
def _folders(kind: str, added: str) -> tuple[Path, ...]:
    extra = [_existing(Path(part).expanduser().resolve(), kind) for part in added.split(os.pathsep) if part]
    return (*extra, _existing(own_folder(kind), kind))


def own_folder(kind: str) -> Path:
    """In a wheel the folder travels inside the package, in a checkout it lies beside `src`."""
    packed = PACKAGE / "data" / kind
    return packed if packed.is_dir() else PACKAGE.parents[1] / kind


def _existing(folder: Path, kind: str) -> Path:
    if not folder.is_dir():
        raise SourceError("source_folder_missing", file=str(folder), kind=kind)
    return folder


def law_file(relative: str) -> Path:
    """The file that decides for `relative` (such as "calendars/2569.yaml"); raises `SourceError` when there
    is none.
    """
    return _file(law_folders(), relative)


@lru_cache(maxsize=64)
def _file(folders: tuple[Path, ...], relative: str) -> Path:
    for folder in folders:
        path = inside(folder, relative)
        if path.is_file():
            return path
    raise SourceError("source_missing", file=f"law/{relative}")


def law_files(subfolder: str) -> Mapping[str, Path]:
    """Name without suffix to the YAML file that decides for it, in order of name."""
    return _files(law_folders(), subfolder)


@lru_cache(maxsize=64)
def _files(folders: tuple[Path, ...], subfolder: str) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        for path in inside(folder, subfolder).glob(f"*{SUFFIX}"):
            found[path.stem] = inside(folder, f"{subfolder}/{path.name}")
    return MappingProxyType(dict(sorted(found.items())))


def inside(folder: Path, relative: str) -> Path:
    """`relative` under `folder`, links followed; raises `SourceError` when it leads out of the folder."""
    try:
        path = (folder / relative.replace("\0", "..")).resolve()
    except RuntimeError as error:  # what pathlib says of links that lead in a circle
        raise SourceError("source_unreadable", file=str(folder / relative), why="links lead in a circle") from error
    if not path.is_relative_to(folder) or "\0" in relative:
        raise SourceError("source_outside_folder", file=relative, folder=str(folder))
    return path
