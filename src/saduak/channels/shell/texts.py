"""The words of all pages and documents: one look-up for the law's catalogue, the frame's own texts and the channels'.

An app brings words by naming its files in `texts` of its AppConfig, without language and ending: `texts = ("texts",)`
reads `texts.th.yaml` and `texts.en.yaml` of its folder. The frame brings a pair for each room under `texts/`. A key
stands in one file only; a test looks for those that do not.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps

from saduak.core.errors import SaduakError
from saduak.core.reasons import Language, Sentences
from saduak.core.reasons import say as say_with
from saduak.sources.documents import Table, read_document
from saduak.sources.entries import Entry
from saduak.sources.texts import sentences as law_sentences


def files_of_texts(language: Language) -> Iterator[Path]:
    """Every file of sentences that an installed app names, besides the law's."""
    for config in apps.get_app_configs():
        for name in getattr(config, "texts", ()):
            yield from sorted(Path(config.path).glob(f"{name}.{language}.yaml"))


@lru_cache(maxsize=64)
def texts_of(path: Path) -> Sentences:
    """The sentences of one file by their keys; what stands under a group has the group's name before its own."""
    return dict(_named(Entry(read_document(path)), ""))


def _named(entry: Entry, group: str) -> Iterator[tuple[str, str]]:
    for name, value in entry.table.items():
        if isinstance(value, Table):
            yield from _named(entry.entry(name), f"{group}{name}.")
        else:
            yield f"{group}{name}", entry.text(name)


@lru_cache(maxsize=2)
def sentences(language: Language) -> Sentences:
    """Every sentence a page or a printed document may use."""
    found = dict(law_sentences(language))
    for path in files_of_texts(language):
        found |= texts_of(path)
    return found


def say(key: str, language: Language, **params: Any) -> str:
    """The sentence under `key`, its parameters written the way the language writes them."""
    return say_with(key, params, language, sentences(language))


def say_in_lane(lane: str, key: str, language: Language, **params: Any) -> str:
    """The same as it is said of a notification, a registration or a benefit, where that has words of its own: they
    stand beside the others under the key with the lane behind it."""
    own = f"{key}_{lane}"
    return say(own if own in sentences(language) else key, language, **params)


def say_error(error: SaduakError, language: Language) -> str:
    """What an error says and what to do next; errors of the law and of every room alike."""
    return say_with(f"error.{error.code}", error.params, language, sentences(language))
