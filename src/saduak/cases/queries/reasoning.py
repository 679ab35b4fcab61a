"""Orders that give less than was asked for say so, with facts, law and considerations (APA s.37), and nothing twice."""

from collections.abc import Mapping

from saduak.cases.queries.wording import wording
from saduak.core.letters import in_language
from saduak.core.package import Letter
from saduak.core.reasons import Language

LESS = frozenset({"granted_with_conditions", "partly_granted"})
"""Outcomes whose letter is that of a licence, though it does not give all that was asked for."""


def templates(letter: Letter, outcome: str, values: Mapping[str, str], language: Language) -> tuple[str, str]:
    """Subject and body of a package's letter, as it stands for this outcome.

    A template that was written for a licence as asked gets the outcome into its subject, and conditions and reasons
    before its appeal, those that `values` has.
    """
    subject, body = in_language(letter.subject, language), in_language(letter.body, language)
    if outcome not in LESS:
        return subject, body
    if "decision.outcome" not in subject:
        subject = _named(subject, outcome, wording(language))
    missing = [name for name in ("licence.conditions", "decision.reasons") if name not in body and values[name]]
    return subject, _before_appeal(body, [wording(language)[f"order.{name}"] for name in missing])


def _named(subject: str, outcome: str, words: Mapping[str, str]) -> str:
    """The subject with the outcome in place of a plain "granted" at its head, else before it."""
    plain, told = words["outcome.granted"], words[f"outcome.{outcome}"]
    if subject.casefold().startswith(plain.casefold()):
        return subject[: len(plain)] + told[len(plain) :] + subject[len(plain) :]
    return f"{told}: {subject}"


def _before_appeal(body: str, parts: list[str]) -> str:
    lines = body.split("\n")
    at = next((number for number, line in enumerate(lines) if "decision.appeal" in line), len(lines))
    return "\n".join((*lines[:at], *parts, *lines[at:]))


def told_once(text: str, language: Language) -> str:
    """The text without a word of appeal that template and law both bring."""
    words = wording(language)
    for doubled in words["appeal.doubled"].split("|"):
        text = text.replace(doubled, words["appeal.once"])
    return text
