"""The citizen's manual as plain text, in the order of info.go.th, for a terminal and for review."""

from collections.abc import Iterator

from saduak.core.letters import in_language
from saduak.core.money import Money
from saduak.core.package import Document, Fee, ManualStep, Package, Text, cited
from saduak.core.reasons import Language, written
from saduak.sources.texts import article, sentences


def manual(package: Package, language: Language) -> str:
    """The whole manual in one language."""
    return "\n".join(_Sheet(package, language).lines())


class _Sheet:
    """One manual in one language."""

    def __init__(self, package: Package, language: Language) -> None:
        self.package = package
        self.language: Language = language
        self.words = sentences(language)

    def lines(self) -> Iterator[str]:
        service = self.package.service
        yield self.text(service.name)
        yield f"{service.id} · {service.form_code} · {service.version} · {self.package.digest[:12]}"
        yield from self.part("summary", [self.text(service.summary)])
        yield from self.part("authority", [self.text(service.authority.title)])
        yield from self.part(
            "legal_basis", [f"{self.cite(row.article)}: {self.text(row.about)}" for row in service.legal_basis]
        )
        yield from self.part("channels", [self.text(channel.name) for channel in service.channels])
        yield from self.part("criteria", [self.text(criterion) for criterion in service.criteria])
        yield from self.part("promise", [self.say(service.promise)])
        yield from self.part("steps", [self.step(step) for step in service.steps])
        yield from self.part(
            "documents", [self.document(each) for each in service.documents if isinstance(each, Document)]
        )
        yield from self.part("fees", [self.fee(fee) for fee in self.package.fees.fees if isinstance(fee, Fee)])
        yield from self.part("complaints", [self.text(each.name) for each in service.complaints])
        yield from self.part("outputs", [self.text(output.name) for output in service.outputs])
        yield from self.part(
            "later", [f"{self.text(rule.about)} [{self.cite(rule.article)}]" for rule in service.later]
        )
        yield from self.part("remarks", [self.text(remark) for remark in service.remarks])

    def part(self, name: str, rows: list[str]) -> Iterator[str]:
        yield f"\n{self.words[f'field.{name}']}"
        for row in rows or [self.words["word.none"]]:
            yield f"  · {row}"

    def text(self, text: Text) -> str:
        return in_language(text, self.language)

    def say(self, value: object) -> str:
        return written(value, self.language, self.words)

    def cite(self, cited_article: str) -> str:
        return article(cited(cited_article), self.language)

    def step(self, step: ManualStep) -> str:
        return f"{self.text(step.name)}: {self.say(step.time)}, {self.text(step.responsible)}"

    def document(self, document: Document) -> str:
        counts = ((name, getattr(document, name)) for name in ("originals", "copies"))
        brought = ", ".join(f"{self.words[f'field.{name}']} {count}" for name, count in counts if count)
        return f"{self.text(document.name)} ({self.text(document.issuer)}){f': {brought}' if brought else ''}"

    def fee(self, fee: Fee) -> str:
        amounts = [tier.satang for tier in fee.tiers] or [fee.satang]
        shown = " – ".join(dict.fromkeys(self.say(Money(amount)) for amount in (min(amounts), max(amounts))))
        sample = f" ({self.words['field.sample']})" if fee.sample else ""
        return f"{self.text(fee.name)}: {shown}{sample} [{self.cite(fee.article)}]"
