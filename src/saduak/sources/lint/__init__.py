"""The linter: what types cannot check of a service package, each rule with the article behind it.

`lint` looks at a package, `lint_overlay` at what an office changed of one. Neither needs a database or Django, and
neither stops at the first mistake: an official mends a file once, not twenty times.
"""

from collections.abc import Iterable

from saduak.core.package import Overlay, Package
from saduak.sources.lint import (  # noqa: F401 - imported for the rules they enter
    charges,
    conditions,
    forms,
    lawful,
    letters,
    offices,
    papers,
    proof,
    steps,
    tiers,
    wording,
)
from saduak.sources.lint.adoption import PART, shared_faults
from saduak.sources.lint.finding import Finding, written_path
from saduak.sources.lint.places import Places
from saduak.sources.lint.rule import ADOPTION_RULES, RULES, Fault
from saduak.sources.lint.subject import Adoption, Subject

__all__ = ["Finding", "lint", "lint_overlay"]


def lint(package: Package) -> tuple[Finding, ...]:
    """Everything wrong with a package, in order of file and line; empty when it may be published."""
    subject, places = Subject(package), Places(package.files)
    return _found(subject, places, last=False) or _found(subject, places, last=True)


def _found(subject: Subject, places: Places, *, last: bool) -> tuple[Finding, ...]:
    rules = (rule for rule in RULES.values() if rule.last is last)
    return _in_order(_finding(rule.id, fault, places) for rule in rules for fault in rule.check(subject))


def _finding(rule: str, fault: Fault, places: Places) -> Finding:
    line = places.line(fault.place)
    return Finding(rule, line.file, written_path(fault.place.path), line.number, fault.params)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: (found.file, found.line, found.path, found.rule)))


def lint_overlay(overlay: Overlay, central: Package, file: str = "overlay.yaml") -> tuple[Finding, ...]:
    """Everything by which an office's overlay widens or breaks the package that it adopts; `file` is where it stands.

    What is wrong with the central package itself is not repeated.
    """
    adoption, places = Adoption(overlay, central), Places({PART: file})
    own = ((rule.id, fault) for rule in ADOPTION_RULES.values() for fault in rule.check(adoption))
    return _in_order(_finding(rule, fault, places) for rule, fault in (*own, *shared_faults(adoption)))
