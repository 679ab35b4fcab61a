"""What the interface refuses: a code, a status and a sentence in Thai and English that says what to do."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from ninja.errors import ValidationError

from saduak.core.errors import LawError
from saduak.core.reasons import Language, Sentences, as_data, say
from saduak.sources.texts import LANGUAGES, error_in_both, read_sentences

HERE = Path(__file__).parent
JSON = "application/json; charset=utf-8"

STATUS = {
    "not_found": 404,
    "service_unknown": 404,
    "office_unknown": 404,
    "version_unknown": 404,
    "licence_unknown": 404,
    "after_unknown": 422,
    "invalid": 422,
    "not_json": 400,
    "too_large": 413,
    "method_not_allowed": 405,
    "not_acceptable": 406,
    "too_fast": 429,
}
"""Every code of this channel with its HTTP status."""


class Refused(Exception):
    """A request that cannot be answered, by code and parameters."""

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@lru_cache(maxsize=2)
def sentences(language: Language) -> Sentences:
    """The sentences of this channel."""
    return read_sentences(HERE / f"texts.{language}.yaml")


def refusal(code: str, /, **params: Any) -> HttpResponse:
    """The answer that says why a request is refused."""
    text = {language: say(f"api.{code}", params, language, sentences(language)) for language in LANGUAGES}
    return _answer(STATUS[code], {"code": code, "params": as_params(params), "text": text})


def invalid(error: ValidationError) -> HttpResponse:
    """The answer to a request that does not have the shape that the description asks for; names what is amiss."""
    if any(found.get("type") == "json_invalid" for found in error.errors):
        return refusal("not_json")
    fields = ", ".join(dict.fromkeys(".".join(str(part) for part in found["loc"]) for found in error.errors))
    return refusal("invalid", field=fields)


def law_refusal(error: LawError) -> HttpResponse:
    """The answer when the law, or the table of a fee, has none."""
    params = as_params(error.params)
    return _answer(422, {"code": error.code, "params": params, "text": error_in_both(error)})


def as_params(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters as plain JSON data."""
    return {name: as_data(value) for name, value in params.items()}


def encoded(data: Any) -> bytes:
    """JSON in UTF-8; half of a surrogate pair, which JSON can name and UTF-8 cannot, is written as JSON names it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=as_data).encode(
        "utf-8", "backslashreplace"
    )


def _answer(status: int, error: dict[str, Any]) -> HttpResponse:
    return HttpResponse(encoded({"error": error}), status=status, content_type=JSON)
