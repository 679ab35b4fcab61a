"""What an office sees when the centre publishes anew: three ways, its own conflicts, and a proposal it may adopt."""

import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from saduak.core.errors import SourceError
from saduak.core.package import Overlay, Package
from saduak.core.reasons import Language, say
from saduak.sources.compiled import plain
from saduak.sources.overlays import Merge, adopted_package, merge, read_overlay
from saduak.sources.packages import packages
from saduak.sources.texts import sentences

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def run(options: Namespace) -> int:
    """Tell the merge of an overlay with a later central version; 0 when it is clean, 1 when the office must decide."""
    office, language = read_overlay(options.file), options.language
    base = adopted_package(office, packages(), str(options.file))
    found = merge(base, _later(office, options.version, str(options.file)), office)
    print(*told(found, language), sep="\n")
    if options.write:
        options.write.write_text(as_yaml(found.proposal), encoding="utf-8")
        print(say("merge.written", {"file": str(options.write)}, language, sentences(language)))
    return 0 if found.is_clean else 1


def _later(office: Overlay, version: str | None, file: str) -> Package:
    """The central version named, else the latest."""
    known = [package for (service, _), package in packages().items() if service == office.adopts]
    wanted = [package for package in known if version in (None, package.service.version)]
    if not wanted:
        raise SourceError("overlay_without_package", file=file, service=office.adopts, version=version)
    return max(wanted, key=lambda package: (package.service.valid_from, package.service.version))


def told(found: Merge, language: Language) -> Iterator[str]:
    """The merge in sentences: what the centre changed, what the office has, where it must decide, what would break."""
    words = sentences(language)
    for side, changes in (("centre", found.centre), ("office", found.office)):
        yield words[f"merge.{side}"]
        for change in changes:
            params = {"path": change.path, "before": _shown(change.before), "after": _shown(change.after)}
            yield "  " + say("merge.change", params, language, words)
    yield words["merge.decide" if found.conflicts else "merge.clean"]
    for conflict in found.conflicts:
        params = {"path": conflict.path, "centre": _shown(conflict.centre), "office": _shown(conflict.office)}
        yield "  " + say(f"merge.{conflict.why}", params, language, words)
    yield from (f"  {finding.text(language)}" for finding in found.findings)


def _shown(value: Any) -> str:
    """A value as one short line of YAML."""
    written = yaml.safe_dump(plain(value), allow_unicode=True, default_flow_style=True, width=10_000)
    return " ".join(written.removesuffix("...\n").split())


def as_yaml(overlay: Overlay) -> str:
    """The overlay as its file would say it."""
    return yaml.safe_dump(_dated(plain(overlay)), allow_unicode=True, sort_keys=False, width=120)


def _dated(value: Any) -> Any:
    """Days as days: the reader of files wants them unquoted."""
    if isinstance(value, dict):
        return {name: _dated(found) for name, found in value.items()}
    if isinstance(value, list):
        return [_dated(found) for found in value]
    return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value
