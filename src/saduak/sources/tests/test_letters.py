"""Letters are filled with what is known, keep a slot for what is not, and refuse what no case can give."""

import pytest

from saduak.core.errors import LawError
from saduak.core.formlogic import FormLogic
from saduak.core.letters import answer_values, merged
from saduak.core.package import Answers, FieldKind, Form, Group, Option, Page
from saduak.core.reasons import Language
from saduak.core.tests.forms import METHODS, WASTES, question, text
from saduak.sources.texts import sentences

FORM = Form(
    (
        Page(
            "p",
            text("p"),
            (
                Group(
                    "g",
                    text("g"),
                    (
                        question("name"),
                        question(
                            "kinds", FieldKind.CHOICES, options=(Option("a", text("Ant")), Option("b", text("Bee")))
                        ),
                        question("day", FieldKind.DATE),
                        question("price", FieldKind.SATANG),
                        question("sure", FieldKind.YES_NO),
                        question("area", FieldKind.NUMBER, unit=text("m²")),
                        question("empty"),
                    ),
                ),
                Group(
                    "w",
                    text("w"),
                    (
                        question("code", FieldKind.CODE, code_list="wastes"),
                        question("wet", FieldKind.YES_NO),
                        question("how", FieldKind.CHOICE, code_list="methods"),
                    ),
                    repeats=True,
                    most=9,
                ),
            ),
        ),
    )
)
ANSWERS: Answers = {
    "g": {"name": "Dao", "kinds": ("a", "b"), "day": "2026-10-13", "price": 120050, "sure": False, "area": 180},
    "w": ({"code": "160117", "how": "043", "wet": False}, {"code": "160107", "wet": True}),
}


def values(language: Language) -> dict[str, str]:
    return dict(answer_values(FormLogic(FORM, (WASTES, METHODS)), ANSWERS, language, sentences(language)))


def test_answers_are_told_as_a_reader_expects_them() -> None:
    assert values("en") == {
        "form.g.name": "Dao",
        "form.g.kinds": "Ant, Bee",
        "form.g.day": "13 October 2026",
        "form.g.price": "1,200.50 baht",
        "form.g.sure": "no",
        "form.g.area": "180 m²",
        "form.g.empty": "",
        "lines.w": "1. 160117 iron · burn\n2. 160107 oil filters · wet",
    }
    thai = values("th")
    assert (thai["form.g.day"], thai["form.g.sure"]) == ("13 ตุลาคม 2569", "ไม่ใช่")


def test_what_is_not_known_yet_stays_a_slot() -> None:
    assert merged("{{form.g.name}} {{ case.number }}", values("en")) == "Dao {{ case.number }}"


@pytest.mark.parametrize("name", ["case.secret", "applicant.shoe", "x", ""])
def test_what_no_case_can_give_is_refused(name: str) -> None:
    with pytest.raises(LawError) as refused:
        merged(f"{{{{ {name} }}}}", {})
    assert (refused.value.code, refused.value.params["name"]) == ("letter_value_unknown", name)


def test_an_agency_without_a_telephone_is_not_said_to_have_one() -> None:
    thai = "สอบถามได้ที่ {{ agency.name }} โทร. {{ agency.telephone }}"
    english = "Ask {{ agency.name }}, telephone {{ agency.telephone }}"
    named = {"agency.name": "A"}
    assert merged(thai, {**named, "agency.telephone": ""}) == "สอบถามได้ที่ A"
    assert merged(english, {**named, "agency.telephone": ""}) == "Ask A"
    assert merged(thai, {**named, "agency.telephone": "043000000"}) == "สอบถามได้ที่ A โทร. 043000000"
    assert merged(english, named) == "Ask A, telephone {{ agency.telephone }}"
