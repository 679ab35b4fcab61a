"""A form at work: what it shows, refuses, asks for, and how answers are cleaned."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saduak.core.answers import check_digit, cleaned
from saduak.core.conditions import holds
from saduak.core.errors import LawError
from saduak.core.formlogic import FormLogic
from saduak.core.package import Answer, Answers, Comparison, Condition, FieldKind, Op, Option
from saduak.core.tests.forms import DOCUMENTS, FORM, METHODS, WASTES, question, text, when
from saduak.core.thai import normal

LOGIC = FormLogic(FORM, (WASTES, METHODS))
GOOD = "1100400000010"[:12]
PERSON = GOOD + str(check_digit(GOOD))
COMPANY = "010553400001" + str(check_digit("010553400001"))
LINE = {"code": "160117", "method": "043", "tonnes": "1.50"}
WHOLE: Answers = {"applicant": {"kind": "person", "number": PERSON}, "waste": (LINE,)}


def with_lines(*lines: Mapping[str, Answer]) -> Answers:
    return {**WHOLE, "waste": tuple({**LINE, **line} for line in lines)}


# Conditions


@pytest.mark.parametrize(
    ("op", "value", "answer", "expected"),
    [
        (Op.IS, "person", "person", True),
        (Op.IS, 5, "5", True),
        (Op.IS, 1, True, False),
        (Op.IS, True, True, True),
        (Op.IS, "a", None, False),
        (Op.IS, "b", ("a", "b"), True),
        (Op.IS_NOT, "a", "b", True),
        (Op.IS_NOT, "b", ("a", "b"), False),
        (Op.IS_NOT, "a", None, True),
        (Op.IN, ("a", "b"), "b", True),
        (Op.IN, ("a", "b"), "c", False),
        (Op.AT_LEAST, 200, 200, True),
        (Op.AT_LEAST, 200, "199.99", False),
        (Op.AT_MOST, 200, "200.00", True),
        (Op.MORE_THAN, 200, 200, False),
        (Op.MORE_THAN, 200, "200.01", True),
        (Op.LESS_THAN, 200, None, False),
        (Op.MORE_THAN, 200, True, False),
        (Op.MORE_THAN, 200, "many", False),
        (Op.AT_LEAST, "2026-10-01", "2026-10-02", True),
        (Op.LESS_THAN, "2026-10-01", "2026-10-02", False),
        (Op.FILLED, None, "x", True),
        (Op.FILLED, None, " ", False),
        (Op.FILLED, None, False, True),
        (Op.FILLED, False, None, True),
        (Op.FILLED, False, "x", False),
    ],
)
def test_a_comparison(op: Op, value: Any, answer: Any, expected: bool) -> None:
    answers = {"g": {} if answer is None else {"f": answer}}
    assert holds(when("g.f", op, value), answers) is expected


def test_all_and_any_together_and_nothing_at_all() -> None:
    a, b, c = (Comparison(f"g.{name}", Op.FILLED) for name in "abc")
    both = Condition(all=(a,), any=(b, Condition(all=(c,))))
    assert holds(both, {"g": {"a": 1, "c": 1}})
    assert not holds(both, {"g": {"b": 1, "c": 1}})
    assert not holds(both, {"g": {"a": 1}})
    assert holds(Condition(), {})


def test_a_condition_on_lines_wants_one_line_for_which_all_of_it_holds() -> None:
    condition = Condition(all=(Comparison("w.a", Op.IS, 1), Comparison("w.b", Op.IS, 2)))
    assert holds(condition, {"w": ({"a": 1, "b": 2}, {"a": 0, "b": 0})})
    assert not holds(condition, {"w": ({"a": 1, "b": 0}, {"a": 0, "b": 2})})
    assert not holds(condition, {"w": ()})


def test_a_line_may_name_its_own_fields_with_or_without_the_group() -> None:
    lines = ({"a": 1}, {"a": 2})
    for name in ("a", "w.a"):
        assert holds(when(name, Op.IS, 2), {"w": lines}, lines[1])
        assert not holds(when(name, Op.IS, 2), {"w": lines}, lines[0])


# What is shown


def test_a_page_without_a_group_is_not_shown() -> None:
    assert [shown.page.id for shown in LOGIC.pages(WHOLE)] == ["who", "what"]
    company = {"applicant": {"kind": "company", "company": COMPANY}}
    assert [shown.page.id for shown in LOGIC.pages(company)] == ["who", "what", "proxy"]


def test_fields_follow_the_answers_of_their_group_and_their_line() -> None:
    applicant, waste, _ = LOGIC.groups()
    assert [field.id for field in LOGIC.fields(applicant, {})] == ["kind", "nickname"]
    assert [field.id for field in LOGIC.fields(applicant, WHOLE)] == ["kind", "number", "nickname"]
    assert "deed" not in [field.id for field in LOGIC.fields(waste, WHOLE, LINE)]
    assert "deed" in [field.id for field in LOGIC.fields(waste, WHOLE, {"method": "082"})]


def test_what_a_hidden_answer_would_show_stays_hidden() -> None:
    answers = {"applicant": {"kind": "person", "company": COMPANY}, "director": {"name": "x"}}
    assert LOGIC.standing(answers) == {"applicant": {"kind": "person"}}


# Documents and refusals


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (({},), ["map"]),
        (({"method": "082"},), ["map", "deed"]),
        (({"method": "082"}, {"code": "160107"}), ["map", "deed"]),
        (({}, {"method": "082", "code": "160107"}), ["map", "deed", "analysis"]),
    ],
)
def test_documents_depend_on_the_lines(lines: tuple[Mapping[str, Answer], ...], expected: list[str]) -> None:
    assert [document.id for document in LOGIC.documents(DOCUMENTS, with_lines(*lines))] == expected


def test_no_documents_are_none() -> None:
    assert LOGIC.documents("none", WHOLE) == ()


def test_a_line_is_refused_with_rule_words_and_article() -> None:
    (refusal,) = LOGIC.refusals(with_lines({}, {"code": "160107"}))
    assert (refusal.rule, refusal.group, refusal.line, refusal.article) == ("hazard_burnt", "waste", 1, "fa 8")
    assert refusal.says.en == "A hazardous waste may not be burnt."
    assert not LOGIC.check(with_lines({"code": "160107"})).may_be_filed


def test_a_code_has_the_classes_of_the_codes_above_it() -> None:
    assert LOGIC.classes["waste.code"]["160117"] == {"vehicle"}
    assert LOGIC.classes["code"]["160107"] == {"vehicle", "hazardous"}


# Checking


def test_a_whole_form_may_be_filed() -> None:
    found = LOGIC.check(WHOLE)
    assert (found.faults, found.refusals, found.answers) == ((), (), WHOLE)
    assert found.may_be_filed


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({}, ("applicant", None, "kind", "answer_missing")),
        ({"applicant": {"kind": "person"}}, ("applicant", None, "number", "answer_missing")),
        ({"applicant": {"kind": "person", "number": "123"}}, ("applicant", None, "number", "identifier_length")),
        ({"waste": ()}, ("waste", None, "", "answer_too_few_lines")),
        ({"waste": (LINE,) * 4}, ("waste", None, "", "answer_too_many_lines")),
        ({"waste": (LINE, {**LINE, "tonnes": "x"})}, ("waste", 1, "tonnes", "answer_not_number")),
        ({"waste": ({**LINE, "code": "1601"},)}, ("waste", 0, "code", "answer_code_is_heading")),
        ({"waste": ({**LINE, "code": "999999"},)}, ("waste", 0, "code", "answer_code_unknown")),
        ({"waste": ({**LINE, "method": "082"},)}, ("waste", 0, "deed", "answer_missing")),
        ({"moon": {}}, ("moon", None, "", "answer_group_unknown")),
        ({"applicant": {"kind": "person", "shoe": 1}}, ("applicant", None, "shoe", "answer_field_unknown")),
    ],
)
def test_what_is_wrong_is_named(answers: Mapping[str, Any], fault: tuple[object, ...]) -> None:
    faults = LOGIC.check(answers).faults
    found = [(each.group, each.line, each.field, each.code) for each in faults]
    assert fault in found
    assert len({each[:3] for each in found}) == len(found), "each place is named once"


def test_what_is_not_asked_is_not_wrong() -> None:
    answers = {"applicant": {"kind": "person", "number": PERSON, "company": "nonsense"}, "waste": (LINE,)}
    assert LOGIC.check(answers).may_be_filed


# Cleaning

ID = question("i", FieldKind.PERSON_ID)
SIZES = question("s", FieldKind.CHOICES, options=(Option("s", text("small")), Option("m", text("medium"))))


@pytest.mark.parametrize(
    ("field", "raw", "kept"),
    [
        (question("t"), "  น\u0e4d\u0e49าแข็ง  ใส ", "น้ำแข็ง ใส"),
        (question("t", FieldKind.LONG_TEXT), "one\r\n two  three ", "one\ntwo three"),
        (question("t"), "   ", None),
        (question("n", FieldKind.NUMBER), "๑,๒๐๐", 1200),
        (question("n", FieldKind.NUMBER), "12.0", 12),
        (question("n", FieldKind.DECIMAL, places=2), "๑๒.๕", "12.50"),
        (question("n", FieldKind.SATANG), "1,200.50", 120050),
        (question("n", FieldKind.SATANG), 120050, 120050),
        (question("d", FieldKind.DATE), "๑๓/๑๐/๒๕๖๙", "2026-10-13"),
        (question("d", FieldKind.DATE), "13-10-2026", "2026-10-13"),
        (question("d", FieldKind.DATE), "2569-10-13", "2026-10-13"),
        (question("d", FieldKind.DATE), "29/2/2567", "2024-02-29"),
        (question("y", FieldKind.YES_NO), "yes", True),
        (question("y", FieldKind.YES_NO), False, False),
        (SIZES, ["m", "s", "m"], ("s", "m")),
        (question("p", FieldKind.TELEPHONE), "๐๔๓-๒๒๑ ๑๒๓ ต่อ 12", "043221123#12"),
        (question("p", FieldKind.TELEPHONE), "1111", "1111"),
        (question("e", FieldKind.EMAIL), "somchai@example.go.th", "somchai@example.go.th"),
        (question("f", FieldKind.FACTORY_NUMBER), "10400001225508", "10400001225508"),
        (question("f", FieldKind.FACTORY_NUMBER), "3-106-33/50สป", "3-106-33/50สป"),
        (question("m", FieldKind.PLACE_ON_MAP), "16.4322, 102.8236", "16.4322,102.8236"),
        (ID, f"{PERSON[0]}-{PERSON[1:5]}-{PERSON[5:10]}-{PERSON[10:12]}-{PERSON[12]}", PERSON),
        (question("j", FieldKind.JURISTIC_ID), COMPANY, COMPANY),
    ],
)
def test_an_answer_is_kept_in_one_form(field: Any, raw: Any, kept: Any) -> None:
    assert cleaned(field, raw) == kept
    assert kept is None or cleaned(field, kept) == kept


@pytest.mark.parametrize(
    ("field", "raw", "code"),
    [
        (question("t", longest=3), "four", "answer_too_long"),
        (question("t"), 12, "answer_not_text"),
        (question("t"), "สม\ufffdชาย", "answer_unreadable"),
        (question("n", FieldKind.NUMBER), "12.5", "answer_too_many_places"),
        (question("n", FieldKind.NUMBER, least=1), "0", "answer_too_small"),
        (question("n", FieldKind.DECIMAL, places=2, most=1250), "12.51", "answer_too_large"),
        (question("n", FieldKind.NUMBER), "1e5", "answer_not_number"),
        (question("n", FieldKind.NUMBER), True, "answer_not_number"),
        (question("d", FieldKind.DATE), "30/2/2569", "answer_not_date"),
        (question("d", FieldKind.DATE), "13/10/69", "answer_not_date"),
        (question("d", FieldKind.DATE), "1/1/2300", "answer_not_date"),
        (question("y", FieldKind.YES_NO), "maybe", "answer_not_yes_no"),
        (SIZES, "xl", "answer_not_among"),
        (question("p", FieldKind.TELEPHONE), "12", "answer_not_telephone"),
        (question("e", FieldKind.EMAIL), "somchai", "answer_not_email"),
        (question("f", FieldKind.FACTORY_NUMBER), "12/3", "answer_not_factory_number"),
        (question("m", FieldKind.PLACE_ON_MAP), "51.5, 0.1", "answer_not_place"),
        (ID, PERSON[:12] + str((int(PERSON[12]) + 1) % 10), "identifier_checksum"),
        (ID, "1234", "identifier_length"),
        (question("j", FieldKind.JURISTIC_ID), PERSON, "identifier_not_juristic"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused_with_a_code(field: Any, raw: Any, code: str) -> None:
    with pytest.raises(LawError) as refused:
        cleaned(field, raw)
    assert refused.value.code == code


# Properties

SCALARS = st.one_of(
    st.text(max_size=12), st.integers(-5, 500), st.booleans(), st.sampled_from(["person", "082", "160107"])
)
NAMES = st.sampled_from(["kind", "number", "company", "code", "method", "tonnes", "deed", "name", "other"])
LINES = st.dictionaries(NAMES, SCALARS, max_size=5)
FORMS = st.dictionaries(
    st.sampled_from(["applicant", "waste", "director", "other"]),
    st.one_of(LINES, st.lists(LINES, max_size=4).map(tuple)),
    max_size=4,
)


@given(FORMS)
def test_checking_never_fails_and_checking_again_changes_no_answer(answers: Any) -> None:
    once = LOGIC.check(answers)
    assert LOGIC.check(once.answers).answers == once.answers


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["applicant", "waste", "director", "moon"]), ANYTHING, max_size=4))
def test_nothing_that_can_be_sent_ends_in_anything_but_faults(answers: Any) -> None:
    assert not LOGIC.check(answers).may_be_filed


@given(FORMS)
def test_what_stands_stands(answers: Any) -> None:
    standing = LOGIC.standing(answers)
    assert LOGIC.standing(standing) == standing


@given(FORMS, st.sampled_from(["applicant.kind", "waste.code", "director.name"]), SCALARS)
def test_is_not_is_the_opposite_of_is_for_a_single_answer(answers: Any, field: str, value: Any) -> None:
    if isinstance(answers.get(field.partition(".")[0]), tuple):
        answers = {}
    assert holds(when(field, Op.IS, value), answers) is not holds(when(field, Op.IS_NOT, value), answers)


@given(st.lists(LINES, max_size=3), LINES)
def test_one_line_more_never_calls_for_fewer_documents(lines: list[Any], more: Any) -> None:
    fewer = LOGIC.documents(DOCUMENTS, {"waste": tuple(lines)})
    assert set(fewer) <= set(LOGIC.documents(DOCUMENTS, {"waste": (*lines, more)}))


@given(st.text(alphabet="นำ้ําเแ่ก \u200b\n\u0301q", max_size=20))
def test_normal_text_is_normal(words: str) -> None:
    assert normal(normal(words)) == normal(words)
    assert "\u0e4d\u0e32" not in normal(words)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_one_of_ten_last_digits_is_right(twelve: str) -> None:
    right = [digit for digit in "0123456789" if _accepts(twelve + digit)]
    assert right == [str(check_digit(twelve))]


def _accepts(number: str) -> bool:
    try:
        return cleaned(ID, number) == number
    except LawError:
        return False
