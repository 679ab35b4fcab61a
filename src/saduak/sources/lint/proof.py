"""Examples: what a package says that it gives, tried by the code that serves applicants."""

from collections.abc import Iterator
from typing import Any

from saduak.core.money import Money
from saduak.core.package import Text
from saduak.core.reasons import Words
from saduak.sources.examples import Check, mismatches
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Subject


@rule("examples_missing")
def examples_missing(subject: Subject) -> Iterator[Fault]:
    """At least one example shows what the package gives. What an office serves was shown by the central one."""
    if not subject.package.examples and "overlay" not in subject.package.files:
        yield fault("service", "id")


@rule("example_fails", last=True)
def example_fails(subject: Subject) -> Iterator[Fault]:
    """Every example comes out as it is written."""
    for example in subject.package.examples:
        for found in mismatches(example, subject.package):
            path = ("answers",) if found.part in {"answers", "problems"} else ("expects", found.part)
            expected, came_out = _shown(found, found.expected), _shown(found, found.found)
            yield fault(f"examples/{example.id}", *path, part=found.part, expected=expected, found=came_out)


def _shown(found: Check, value: Any) -> Any:
    """A value as sentences can write it."""
    if isinstance(value, Text):
        return Words(value.th, value.en)
    return Money(value) if found.part == "fee" and isinstance(value, int) else value or ()
