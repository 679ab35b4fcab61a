"""Questions to the law as text: one JSON object in, its answer or its error as data out, in both languages.

The same for `saduak law` and for the programming interface; docs/reference/law.md describes every rule.
"""

import json
from math import isfinite
from typing import Any, NoReturn

from saduak.core.errors import LawError, SaduakError
from saduak.core.questions import ask
from saduak.core.reasons import as_data
from saduak.sources.lawbook import lawbook
from saduak.sources.texts import error_in_both, reasons_as_data

UNREADABLE = frozenset({"not_json", "not_an_object"})
"""Codes of what is no question at all."""
DEEPEST = 40
FIELDS = frozenset({"id", "rule", "given", "calendar", "regime", "settings"})


def reply(line: bytes | str) -> dict[str, Any]:
    """The answer to one line, an error included; never raises for anything a line may hold."""
    question: Any = None
    try:
        question = _read(line)
        return _answered(question)
    except SaduakError as error:
        return {"id": question.get("id") if question else None, "error": error_as_data(error)}


def _read(line: bytes | str) -> dict[str, Any]:
    try:
        question = json.loads(line, parse_constant=_refuse_number, parse_float=_finite)
        _refuse_depth(question, DEEPEST)
    except UnicodeDecodeError as error:
        raise LawError("not_json", why=f"not UTF-8 at byte {error.start + 1}") from None
    except RecursionError:
        raise LawError("not_json", why=f"nested more than {DEEPEST} deep") from None
    except ValueError as error:
        raise LawError("not_json", why=getattr(error, "msg", str(error))) from None
    if not isinstance(question, dict):
        raise LawError("not_an_object")
    return question


def _finite(literal: str) -> float:
    """A number that can be written back as JSON."""
    number = float(literal)
    return number if isfinite(number) else _refuse_number(literal)


def _refuse_number(literal: str) -> NoReturn:
    raise ValueError(f"{literal[:20]} is no number")


def _refuse_depth(value: Any, left: int) -> None:
    """Nothing a question needs is nested this deep; what is would exhaust the writing of the answer."""
    if not left:
        raise ValueError(f"nested more than {DEEPEST} deep")
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            _refuse_depth(item, left - 1)


def _answered(question: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(question.keys() - FIELDS)
    if unknown:
        raise LawError("field_unknown", field=unknown[0], known=tuple(sorted(FIELDS)))
    book = lawbook(question.get("calendar"), question.get("regime"), question.get("settings"))
    found = ask(question.get("rule"), question.get("given"), book)
    return {
        "id": question.get("id"),
        "answer": found.answer,
        "because": reasons_as_data(found.because),
    }


def error_as_data(error: SaduakError) -> dict[str, Any]:
    """An error as JSON data: code, parameters, and the sentence in both languages."""
    params = {name: as_data(value) for name, value in error.params.items()}
    return {"code": error.code, "params": params, "text": error_in_both(error)}
