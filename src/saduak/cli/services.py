"""Write, check, read, compare, publish and hand over services: new, lint, show, diff, export, publish, adopt.

`lint`, `show`, `diff`, `new` and `export` need no database and start without Django.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from saduak.cli.codelists import imported_lists
from saduak.core.errors import SaduakError, SourceError, WrongState
from saduak.core.package import Overlay, Package
from saduak.core.reasons import Language
from saduak.sources.codelists import with_imported
from saduak.sources.packages import packages, read_package
from saduak.sources.texts import error_text

if TYPE_CHECKING:
    from saduak.sources.lint import Finding

CANNOT = 2


def run(arguments: Sequence[str]) -> int:
    """Run one verb: 0 when all is well, 1 when something is wrong or differs, 2 when a file or name cannot be had."""
    options = _parser().parse_args(list(arguments))
    verb: Callable[[Namespace], int] = options.run
    try:
        status = verb(options)
        sys.stdout.flush()
    except SaduakError as error:
        print(error_text(error, "th"), error_text(error, "en"), sep="\n", file=sys.stderr)
        return CANNOT
    except BrokenPipeError:  # the reader has had enough, as `head` has after its lines
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak services", description=(__doc__ or "").partition("\n")[0])
    verbs = parser.add_subparsers(required=True)
    for name, verb in _VERBS.items():
        adding = verbs.add_parser(name, help=verb.help)
        adding.set_defaults(run=verb.run)
        for words, settings in verb.arguments.items():
            adding.add_argument(words, **settings)
    return parser


# Finding


def _named(name: str) -> Package:
    """A package by "kind/service@version", by "kind/service" (its latest version), or by its folder."""
    if Path(name).is_dir():
        return read_package(Path(name))
    service, _, version = name.partition("@")
    versions = [found for found in packages() if found[0] == service and version in ("", found[1])]
    if not versions:
        raise SourceError("package_unknown", service=service, version=version or "*")
    return packages()[versions[-1]]


# new, lint


def _new(options: Namespace) -> int:
    from saduak.sources.templates import write_new

    folder = write_new(options.id, options.version, options.into)
    print(f"{folder}\nsaduak services lint {folder}")
    return 0


def _lint(options: Namespace) -> int:
    """Each finding with file, line, rule and the sentence in both languages; the number of findings at the end."""
    count = looked = 0
    for found in _looked_at(options.path):
        looked += 1
        for line, texts in found:
            count += 1
            print(line, *(f"  {text}" for text in texts), sep="\n")
    print(f"{looked} looked at, {count} findings")
    return 1 if count else 0


DEPTHS = ("", "*/", "*/*/", "*/*/*/")
"""Where a package may lie under a folder that is named: itself, a service's, a kind's, or all services'."""

Told = list[tuple[str, tuple[str, ...]]]
"""Findings as printed: the place with its rule, and the sentences."""


def _looked_at(paths: list[Path]) -> Iterator[Told]:
    """The findings of each package and overlay under the paths, or of everything on file."""
    from saduak.sources.overlays import overlay_files

    if not paths:
        for folder in packages().folders.values():
            yield _package_findings(folder)
        for file in overlay_files().values():
            yield _overlay_findings(file)
    for path in paths:
        if path.is_file():
            yield _overlay_findings(path)
            continue
        inner = [file.parent for depth in DEPTHS for file in sorted(path.glob(f"{depth}service.yaml"))]
        for folder in inner or (path,):
            yield _package_findings(folder)


def _package_findings(folder: Path) -> Told:
    from saduak.sources.lint import lint

    try:
        return [_finding(found) for found in lint(read_package(folder))]
    except SourceError as error:
        return [_unreadable(error)]


def _overlay_findings(file: Path) -> Told:
    from saduak.sources.lint import lint_overlay
    from saduak.sources.overlays import adopted_package, read_overlay

    try:
        overlay = read_overlay(file)
        central = adopted_package(overlay, packages(), str(file))
        return [_finding(found) for found in lint_overlay(overlay, central, str(file))]
    except SourceError as error:
        return [_unreadable(error)]


def _finding(found: "Finding") -> tuple[str, tuple[str, ...]]:
    return f"{found.file}:{found.line}: {found.path} [{found.rule}]", tuple(found.in_both().values())


def _unreadable(error: SourceError) -> tuple[str, tuple[str, ...]]:
    place = f"{error.params.get('file', '')}:{error.params.get('line', 1)}"
    return f"{place}: [{error.code}]", (error_text(error, "th"), error_text(error, "en"))


# show, diff, export


def _show(options: Namespace) -> int:
    from saduak.sources.sheets import manual

    name = options.id if not options.version else f"{options.id}@{options.version}"
    print(manual(_named(name), options.language))
    return 0


def _diff(options: Namespace) -> int:
    """The headline, then every field; 1 when anything differs, as `diff` does."""
    from saduak.sources.differences import diff

    found = diff(_named(options.a), _named(options.b))
    language: Language = options.language
    print(*found.headline(language), sep="\n")
    for change in found.changes:
        print(f"  {change.part}: {change.text(language)}")
    return 1 if found.changes else 0


def _export(options: Namespace) -> int:
    print(_FORMATS[options.format](options))
    return 0


def _as_json(_options: Namespace) -> str:
    """Every package and every adoption as JSON."""
    import json

    from saduak.sources.compiled import plain
    from saduak.sources.overlays import adopted

    central = [{"office": None, "package": plain(package)} for package in packages().values()]
    served = [{"office": overlay.agency, "package": plain(package)} for overlay, package in adopted()]
    return json.dumps([*central, *served], ensure_ascii=False, indent=1)


def _as_linked_data(options: Namespace) -> str:
    from saduak.sources.cpsv_ap import Offer, exported
    from saduak.sources.overlays import adopted

    offers = [Offer(package, overlay.agency, overlay.agency_name) for overlay, package in adopted()]
    return exported(offers, options.base, "json-ld" if options.format == "cpsv-ap-json" else "turtle")


_FORMATS: Mapping[str, Callable[[Namespace], str]] = {
    "json": _as_json,
    "cpsv-ap": _as_linked_data,
    "cpsv-ap-json": _as_linked_data,
}


# publish, adopt


def _publish(options: Namespace) -> int:
    """Publish a central package for adoption."""
    return _published(with_imported(_named(options.id), imported_lists()), None)


def _adopt(options: Namespace) -> int:
    return adopt(options.file)


def adopt(file: Path) -> int:
    """Publish a service as an office serves it: its overlay over the central package."""
    from saduak.sources.overlays import adopted_package, compile_overlay, read_overlay

    overlay = read_overlay(file)
    central = with_imported(adopted_package(overlay, packages(), str(file)), imported_lists())
    return _published(compile_overlay(overlay, central, str(file)), overlay)


def _merge(options: Namespace) -> int:
    """Tell what a new central version means for an adoption."""
    from saduak.cli.merging import run as told

    return told(options)


def _published(package: Package, overlay: Overlay | None) -> int:
    _start_django()
    from saduak.catalogue.commands import CENTRE
    from saduak.cli.publishing import NOBODY, publish

    service = package.service
    office = (overlay.agency, overlay.agency_name, overlay.province) if overlay else (CENTRE, NOBODY, "")
    try:
        new = publish(package, *office)
    except WrongState as refused:
        raise SourceError("package_published", service=service.id, version=service.version) from refused
    print(f"{'published' if new else 'unchanged'}: {service.id}@{service.version} {package.digest[:12]}")
    return 0


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    from saduak.cli.preparation import migrate

    migrate()


# The verbs


class Verb(NamedTuple):
    """One verb: what it does, what does it, what it asks for."""

    help: str
    run: Callable[[Namespace], int]
    arguments: Mapping[str, Mapping[str, Any]]


_LANGUAGE = {"--language": {"choices": ("th", "en"), "default": "th"}}
_VERBS: Mapping[str, Verb] = {
    "new": Verb(
        "write a new package to begin from",
        _new,
        {
            "id": {"help": "kind/service"},
            "version": {"help": "such as 2570-01-01"},
            "--into": {"type": Path, "default": Path("services")},
        },
    ),
    "lint": Verb("say what is wrong and how to mend it", _lint, {"path": {"nargs": "*", "type": Path}}),
    "show": Verb("print the citizen's manual", _show, {"id": {}, "version": {"nargs": "?"}, **_LANGUAGE}),
    "diff": Verb("compare two versions (kind/service@version, or folders)", _diff, {"a": {}, "b": {}, **_LANGUAGE}),
    "export": Verb(
        "print every service as data",
        _export,
        {
            "--format": {"choices": tuple(_FORMATS), "default": "json"},
            "--base": {"default": "https://saduak.example.go.th"},
        },
    ),
    "publish": Verb("publish a central package for adoption", _publish, {"id": {"help": "kind/service@version"}}),
    "adopt": Verb("publish a service as an office serves it", _adopt, {"file": {"type": Path, "help": "overlay.yaml"}}),
    "merge": Verb(
        "see what a new central version means for an adoption",
        _merge,
        {
            "file": {"type": Path, "help": "overlay.yaml"},
            "version": {"nargs": "?", "help": "the new central version (default: the latest)"},
            "--write": {"type": Path, "help": "where to write the proposal"},
            **_LANGUAGE,
        },
    ),
}
