"""The catalogue of sentences: `law/texts.th.yaml` and `law/texts.en.yaml`, one key in both."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from saduak.core.acts import Citation
from saduak.core.errors import SaduakError
from saduak.core.reasons import Language, Reason, Sentences, as_data, render, say
from saduak.sources.documents import read_document
from saduak.sources.entries import Entry
from saduak.sources.files import law_file

LANGUAGES: tuple[Language, Language] = ("th", "en")


def sentences(language: Language) -> Sentences:
    """Every sentence of one language by its key."""
    return read_sentences(law_file(f"texts.{language}.yaml"))


@lru_cache(maxsize=32)
def read_sentences(path: Path) -> Sentences:
    """The sentences of one catalogue file; its groups become the first part of each key."""
    document = Entry(read_document(path))
    return {f"{group}.{key}": text for group in document.table for key, text in document.named_texts(group).items()}


def in_both(reason: Reason) -> dict[str, str]:
    """The reason in Thai and English."""
    return {language: render(reason, language, sentences(language)) for language in LANGUAGES}


def error_text(error: SaduakError, language: Language) -> str:
    """What an error says and what to do next."""
    return say(f"error.{error.code}", error.params, language, sentences(language))


def error_in_both(error: SaduakError) -> dict[str, str]:
    """What an error says and what to do next, in Thai and English."""
    return {language: error_text(error, language) for language in LANGUAGES}


def article(citation: Citation, language: Language) -> str:
    """An article as a reader knows it: the Act's short name and the section, which regulations and notifications call
    a clause. A law that is not on file keeps the name by which the question called it."""
    return _called(citation, sentences(language))


def _called(citation: Citation, words: Sentences) -> str:
    part = words.get(f"part.{citation.act}", words["word.section"])
    paragraph = f" {words['word.paragraph']} {citation.paragraph}" if citation.paragraph else ""
    return f"{words.get(f'act.{citation.act}', citation.act)} {part} {citation.section}{paragraph}"


def reasons_as_data(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons as JSON data: rule, article, parameters, calendar used, and the sentence in both languages."""
    catalogues = {language: sentences(language) for language in LANGUAGES}
    return [_as_data(reason, catalogues) for reason in reasons]


def reason_as_data(reason: Reason) -> dict[str, object]:
    """One reason as JSON data."""
    [found] = reasons_as_data([reason])
    return found


def _as_data(reason: Reason, catalogues: Mapping[Language, Sentences]) -> dict[str, object]:
    cited = reason.citation
    place = {"act": cited.act, "section": cited.section, "paragraph": cited.paragraph}
    citation = {name: value for name, value in place.items() if value}
    return {
        "rule": reason.rule,
        "citation": {**citation, "text": {language: _called(cited, words) for language, words in catalogues.items()}},
        "params": {name: as_data(value) for name, value in reason.params.items()},
        **({"calendar": reason.calendar} if reason.calendar else {}),
        "text": {language: render(reason, language, words) for language, words in catalogues.items()},
    }
