"""Answers questions about receipt, periods, notices and clocks: JSON Lines in, JSON Lines out, every date explained.

usage: saduak law [FILE …]              answer each line of the files, or of standard input
       saduak law --explain [--language th|en] [FILE …]   tell the derivations to a person
       saduak law --rules               list the rules that can be asked

Exit status: 0 if every line was readable, 2 otherwise. docs/reference/law.md describes every rule.
"""

import json
import os
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from saduak.core.questions import RULES
from saduak.sources.questions import FIELDS, UNREADABLE, reply

__all__ = ["FIELDS", "as_line", "reply", "run", "told"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    explain: bool
    language: str
    files: tuple[str, ...]


def run(arguments: Sequence[str]) -> int:
    """Answer every line; the exit status says whether all could be read."""
    words = list(arguments)
    if "-h" in words or "--help" in words:
        print(__doc__)
        return 0
    if "--rules" in words:
        print("\n".join(sorted(RULES)))
        return 0
    try:
        options = _options(words)
    except ValueError as error:
        print(f"saduak law: {error}\n\n{__doc__}", file=sys.stderr)
        return 2
    return _answer_all(options)


def _options(words: list[str]) -> Options:
    language, files, explain = "th", [], False
    while words:
        word = words.pop(0)
        if word == "--explain":
            explain = True
        elif word == "--language":
            language = words.pop(0) if words else ""
        elif word.startswith("--"):
            raise ValueError(f"there is no option {word}")
        else:
            files.append(word)
    if language not in {"th", "en"}:
        raise ValueError("--language is th or en")
    return Options(explain, language, tuple(files))


def _answer_all(options: Options) -> int:
    write, readable = sys.stdout.buffer.write, True
    with ExitStack() as opened:
        try:
            streams = [opened.enter_context(Path(name).open("rb")) for name in options.files]
        except OSError as error:
            print(f"saduak law: {error.filename}: {error.strerror}", file=sys.stderr)
            return 2
        try:
            for line in _lines(streams or [sys.stdin.buffer]):
                found = reply(line)
                readable = readable and found.get("error", {}).get("code") not in UNREADABLE
                write(_encoded(told(found, options.language) if options.explain else as_line(found)))
                sys.stdout.flush()
        except BrokenPipeError:
            _stop_writing()
    return 0 if readable else 2


def _stop_writing() -> None:
    """The reader has had enough, as `head` has after its lines; the interpreter must not flush into the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lines(streams: Iterable[BinaryIO]) -> Iterator[bytes]:
    for stream in streams:
        for line in stream:
            filled = line.removeprefix(BOM_UTF8).strip()
            if filled:
                yield filled


def _encoded(text: str) -> bytes:
    """UTF-8; half of a surrogate pair, which JSON can name and UTF-8 cannot, is written as JSON names it."""
    return text.encode("utf-8", "backslashreplace")


def as_line(found: dict[str, Any]) -> str:
    """An answer as one line of JSON."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def told(found: dict[str, Any], language: str) -> str:
    """One derivation as a person reads it: the answer, then each reason with its article."""
    head = f"{found['id']}\n" if found.get("id") is not None else ""
    if "error" in found:
        return f"{head}  ✗ {found['error']['text'][language]}\n\n"
    answers = "".join(f"  {name}: {_plain(value)}\n" for name, value in found["answer"].items())
    reasons = "".join(f"    · {_reason(reason, language)}\n" for reason in found["because"])
    return f"{head}{answers}{reasons}\n"


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _reason(reason: dict[str, Any], language: str) -> str:
    return f"{reason['text'][language]} [{reason['citation']['text'][language]}]"
