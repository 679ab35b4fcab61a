"""Whatever is sent, the interface answers as its description says, and never with a fault of its own."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saduak.channels.api.api import api
from saduak.channels.api.errors import STATUS
from saduak.core.questions import RULES

DESCRIBED: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
OPERATIONS = [(path, method) for path, found in DESCRIBED["paths"].items() for method in found]
COMMON = {code for code in STATUS.values() if code != 404}
KNOWN = {
    "kind": ["industry", "health"],
    "name": ["waste-removal", "harmful-business"],
    "office": ["centre", "khon-kaen-city"],
    "version": ["2566-11-01", "2549-04-25", "2565-01-01"],
    "lane": ["licence", "notification"],
    "on": ["2026-11-22", "0001-01-01", "9999-12-31"],
    "after": ["industry/waste-removal"],
    "limit": ["1", "100", "-1", "9" * 400],
}
QUICK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

texts = st.text(max_size=60) | st.sampled_from(["\x00", "..", "%", "๑๒", "'\"<", "\ud7ff", "\U0010ffff"])
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
anything = st.recursive(
    scalars, lambda part: st.lists(part, max_size=4) | st.dictionaries(texts, part, max_size=4), max_leaves=12
)
fields = st.sampled_from(["kind", "item", "heads", "horsepower", "lines", "code", "area", "uses_machine"])
groups = st.sampled_from(["request", "business", "measure", "waste", "food"])
lines = st.dictionaries(
    fields, scalars | st.sampled_from(["new", "renewal", "1.1", "3.1", 60, True, "1e999"]), max_size=5
)
questions: dict[str, st.SearchStrategy[Any]] = {
    "fee": st.fixed_dictionaries(
        {"answers": st.dictionaries(groups, lines | st.lists(lines, max_size=4), max_size=4)},
        optional={
            "on": st.dates().map(str),
            "paid_on": st.dates().map(str),
            "version": st.sampled_from(KNOWN["version"]),
        },
    ),
    "guide": st.fixed_dictionaries({"answers": st.dictionaries(st.sampled_from(["doing", "area"]), texts, max_size=3)}),
    "law": st.fixed_dictionaries({"rule": st.sampled_from(sorted(RULES)), "given": anything, "id": scalars}),
}
pytestmark = pytest.mark.django_db


def call(program: Client, method: str, address: str, body: bytes | None) -> Any:
    if method == "get":
        return program.get(address)
    return program.post(address, body or b"", "application/json")


def filled(path: str, draw: st.DataObject) -> str:
    """The path with a known or any value in each place."""
    for name, known in KNOWN.items():
        if f"{{{name}}}" in path:
            value = draw.draw(st.sampled_from(known) | texts, label=name)
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def query(operation: dict[str, Any], draw: st.DataObject) -> str:
    """Any of the parameters that the operation describes, known or not."""
    names = [one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"]
    chosen = draw.draw(st.lists(st.sampled_from(names), unique=True), label="query") if names else []
    pairs = [(name, draw.draw(st.sampled_from(KNOWN.get(name, ["ร้านอาหาร"])) | texts, label=name)) for name in chosen]
    return f"?{urlencode(pairs)}" if pairs else ""


def body_of(path: str, draw: st.DataObject) -> bytes:
    """A question of the right shape, or anything at all."""
    shaped = questions[path.rpartition("/")[2]]
    value = draw.draw(shaped | anything, label="body")
    return draw.draw(st.just(json.dumps(value).encode()) | st.binary(max_size=40), label="sent")


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@QUICK
@given(draw=st.data())
def test_every_answer_is_one_of_those_described(program: Client, path: str, method: str, draw: st.DataObject) -> None:
    operation = DESCRIBED["paths"][path][method]
    address = filled(path, draw) + query(operation, draw)
    answered = call(program, method, address, body_of(path, draw) if method == "post" else None)
    described = {int(status) for status in operation["responses"]}
    assert answered.status_code in described | COMMON | {404}, (address, answered.content[:300])
    if answered.status_code >= 400:
        error = answered.json()["error"]
        assert error["code"]
        assert error["text"]["th"]
        assert error["text"]["en"]


@pytest.mark.parametrize("method", ["get", "post"])
@QUICK
@given(address=texts)
def test_any_address_is_answered(program: Client, method: str, address: str) -> None:
    answered = call(program, method, f"/api/v1/{quote(address)}", b"{}")
    assert answered.status_code < 500
    assert answered.headers["Access-Control-Allow-Origin"] == "*"


@QUICK
@given(question=questions["law"])
def test_the_law_answers_or_says_why_not(program: Client, question: Any) -> None:
    answered = program.post("/api/v1/law", json.dumps(question), "application/json")
    assert answered.status_code in {200, 400, 422}
    assert ("answer" in answered.json()) is (answered.status_code == 200)
