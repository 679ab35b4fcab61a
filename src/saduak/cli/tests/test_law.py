"""`saduak law`, asked the way other systems ask it: lines in, one line out for each, whatever stands in them."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saduak.cli.law import as_line, reply, run
from saduak.core.questions import RULES

COMMAND = [sys.executable, "-m", "saduak", "law"]
FUZZ = settings(max_examples=60, deadline=None, derandomize=True, database=None)
A = '{"id":"a","rule":"receipt","given":{"entered_at":"2026-10-09T18:45:00+07:00","channel":"electronic"}}'
B = '{"id":"b","rule":"period","given":{"from":"2026-06-12","amount":30,"unit":"day","for":"authority"}}'
C = '{"id":"c","rule":"delay_notices","given":{"due":"2026-12-24","count":4}}'


def asked(*lines: str | bytes, words: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[bytes]":
    sent = b"".join(line if isinstance(line, bytes) else line.encode() + b"\n" for line in lines)
    return subprocess.run([*COMMAND, *words], input=sent, capture_output=True, check=False, timeout=30)


def answers(done: "subprocess.CompletedProcess[bytes]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def error_of(line: str | bytes) -> str:
    code: str = reply(line)["error"]["code"]
    return code


def test_the_three_questions_of_the_first_day() -> None:
    done = asked(A, B, C)
    first, second, third = answers(done)
    assert done.returncode == 0
    assert (first["id"], first["answer"]) == ("a", {"received_at": "2026-10-12T08:30:00+07:00"})
    assert (second["id"], second["answer"]) == ("b", {"last_day": "2026-07-12", "act_by": "2026-07-10"})
    assert third["answer"]["dates"] == ["2026-12-25", "2026-12-30", "2027-01-06", "2027-01-13"]
    for found in (first, second, third):
        for reason in found["because"]:
            assert reason["rule"]
            assert reason["citation"]["act"]
            assert set(reason["text"]) == set(reason["citation"]["text"]) == {"th", "en"}


def test_a_reason_names_rule_article_parameters_and_calendar() -> None:
    reason = reply(A)["because"][0]
    assert reason["rule"] == "receipt.out_of_hours"
    assert reason["citation"] == {
        "act": "epa",
        "section": "10",
        "text": {"th": "พ.ร.บ. ปฏิบัติราชการทางอิเล็กทรอนิกส์ฯ มาตรา 10", "en": "EPA section 10"},
    }
    assert reason["params"]["received"] == "2026-10-12T08:30:00+07:00"
    assert reason["calendar"].startswith("TH@")
    assert "วันจันทร์ที่ 12 ตุลาคม 2569 เวลา 08.30 น." in reason["text"]["th"]
    assert "Monday 12 October 2026, 08:30" in reason["text"]["en"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"\xff\xfe{}", "not_json"),
        (b'{"id":"\xe0\xb8"}', "not_json"),
        ("what is due?", "not_json"),
        ('{"id":1,}', "not_json"),
        ("{" * 50_000, "not_json"),
        ('{"id":' + "[" * 60 + "]" * 60 + "}", "not_json"),
        ('{"id":NaN}', "not_json"),
        ('{"id":1e999}', "not_json"),
        ('{"id":' + "9" * 5_000 + "}", "not_json"),
        ("[]", "not_an_object"),
        ("7", "not_an_object"),
        ("null", "not_an_object"),
        ('"receipt"', "not_an_object"),
    ],
)
def test_a_line_that_cannot_be_read_is_answered_and_the_others_go_on(line: str | bytes, code: str) -> None:
    asked_line = line if isinstance(line, bytes) else line.encode()
    done = asked(A, asked_line + b"\n", B)
    found = answers(done)
    assert done.returncode == 2
    assert done.stderr == b""
    assert [answer["id"] for answer in found] == ["a", None, "b"]
    assert found[1]["error"]["code"] == code
    assert set(found[1]["error"]["text"]) == {"th", "en"}
    assert "answer" in found[2]


PERIOD: dict[str, Any] = {"from": "2026-06-12", "amount": 30, "unit": "day"}


@pytest.mark.parametrize(
    ("changes", "code", "params"),
    [
        ({"amount": -1}, "amount_negative", {"amount": -1}),
        ({"amount": 1.5}, "field_invalid", {"field": "amount", "value": 1.5}),
        ({"amount": True}, "field_invalid", {"field": "amount", "value": True}),
        ({"amount": "30"}, "field_invalid", {"field": "amount", "value": "30"}),
        ({"amount": 10**30}, "amount_too_large", {"longest": 100_000}),
        ({"amount": None}, "field_missing", {"field": "amount"}),
        ({"unit": "fortnight"}, "field_invalid", {"field": "unit", "value": "fortnight"}),
        ({"for": "nobody"}, "field_invalid", {"field": "for", "value": "nobody"}),
        ({"from": "2026-02-30"}, "date_impossible", {"field": "from", "value": "2026-02-30"}),
        ({"from": "2569-06-12"}, "date_out_of_range", {"field": "from", "year": 2569}),
        ({"from": "12/06/2026"}, "field_invalid", {"field": "from"}),
        ({"from": "๒๐๒๖-๐๖-๑๒"}, "field_invalid", {"field": "from"}),
        ({"from": 20260612}, "field_invalid", {"field": "from"}),
        ({"until": "2026-06-12"}, "field_unknown", {"field": "until"}),
        ({"unit": "working_hour"}, "field_invalid", {"field": "from", "expected": "moment"}),
        ({"from": "2028-06-12"}, "calendar_year_unknown", {"year": 2028, "last_day": "2028-07-12"}),
        ({"from": "2027-12-12", "unit": "working_day"}, "calendar_year_unknown", {"year": 2028}),
        ({"amount": 90_000, "unit": "year"}, "date_out_of_range", {}),
    ],
)
def test_what_cannot_be_counted_is_named(changes: dict[str, Any], code: str, params: dict[str, Any]) -> None:
    found = reply(json.dumps({"id": 5, "rule": "period", "given": PERIOD | changes}))
    assert found["id"] == 5
    assert found["error"]["code"] == code
    assert params.items() <= found["error"]["params"].items()
    assert all(found["error"]["text"][language] for language in ("th", "en"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule": "abacus"}, "rule_unknown"),
        ({"rule": None}, "rule_unknown"),
        ({"rule": ["period"]}, "rule_unknown"),
        ({"given": None}, "field_missing"),
        ({"given": []}, "field_invalid"),
        ({"when": 1}, "field_unknown"),
        ({"calendar": "TH-99"}, "calendar_unknown"),
        ({"calendar": 5}, "field_invalid"),
        ({"calendar": {"weekdays": []}}, "calendar_invalid"),
        ({"calendar": {"holidays": ["2569-01-01"]}}, "calendar_invalid"),
        ({"calendar": {"years": [2025], "holidays": []}}, "calendar_year_unknown"),
        ({"calendar": {"weekdays": [7], "closed": [], "years": [2026, 2027]}, "given": PERIOD}, None),
        ({"regime": "kingdom"}, "regime_unknown"),
        ({"regime": 1}, "field_invalid"),
        ({"settings": []}, "field_invalid"),
        ({"settings": {"colour": "blue"}}, "setting_unknown"),
        ({"settings": {"bare_day": "holiday"}}, "setting_invalid"),
        ({"settings": {"close_inclusive": 1}}, "setting_invalid"),
        ({"settings": {"lunch_break": ["12:00"]}}, "setting_invalid"),
        ({"settings": {"lunch_break": ["13:00", "12:00"]}}, "setting_invalid"),
        ({"settings": {"lunch_break": ["noon", "one"]}}, "setting_invalid"),
    ],
)
def test_what_surrounds_the_question_is_checked(changes: dict[str, Any], code: str | None) -> None:
    found = reply(json.dumps({"rule": "period", "given": PERIOD} | changes))
    assert found.get("error", {}).get("code") == code


def test_an_answerable_line_with_an_error_is_no_unreadable_line() -> None:
    done = asked('{"id":1,"rule":"abacus"}', A)
    assert done.returncode == 0
    assert answers(done)[0]["error"]["code"] == "rule_unknown"


@pytest.mark.parametrize("name", [1, 1.5, True, None, "ก", "", [1, [2]], {"a": {"b": None}}, 10**40, "\ud800"])
def test_an_id_of_any_kind_comes_back(name: Any) -> None:
    done = asked(json.dumps({"id": name, "rule": "calendar", "given": {"date": "2026-10-12"}}))
    assert answers(done)[0]["id"] == name
    assert done.stderr == b""


def test_a_question_without_id_is_answered_with_null() -> None:
    assert reply('{"rule":"calendar","given":{"date":"2026-10-12"}}')["id"] is None
    assert reply("{}")["id"] is None


def test_line_ends_and_empty_lines_of_every_system() -> None:
    sent = b"\xef\xbb\xbf" + A.encode() + b"\r\n\r\n   \n\xef\xbb\xbf\n" + B.encode() + b"\n\n" + C.encode()
    done = asked(sent)
    assert [found["id"] for found in answers(done)] == ["a", "b", "c"]
    assert done.returncode == 0


def test_nothing_asked_is_nothing_answered() -> None:
    done = asked(b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["2026-10-09", "2026-10-09T10:00:00Z", "day", "working_hour", "filed", "electronic", "TH"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = """
    from amount unit for due count sent decided_on entered_at channel date facts fact at span promise limit steps
    extensions items answers now versions act section means added last_day term issued_on state command role id
    holds time item recorded_on reason previous notified_on stated paid_at published_on after_days silence
"""
NAMES = st.sampled_from(re.findall(r"\w+", FIELDS))
GIVEN = st.dictionaries(NAMES, st.one_of(VALUES, st.lists(st.dictionaries(NAMES, VALUES), max_size=2)), max_size=7)
QUESTIONS = st.fixed_dictionaries(
    {"rule": st.sampled_from(sorted(RULES)), "given": GIVEN},
    optional={"id": VALUES, "calendar": VALUES, "regime": VALUES, "settings": VALUES},
)


@given(st.one_of(QUESTIONS, VALUES))
@FUZZ
def test_any_json_is_answered_by_exactly_one_line(question: Any) -> None:
    assert_one_line(json.dumps(question))


@given(st.one_of(st.binary(max_size=40), st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))))
@FUZZ
def test_any_bytes_are_answered_by_exactly_one_line(line: bytes) -> None:
    assert_one_line(line)


WHOLE: dict[str, dict[str, Any]] = {
    "receipt": {"entered_at": "2026-10-09T18:45", "channel": "electronic", "announced": False, "misdirected": ""},
    "period": {"from": "2026-06-12", "amount": 30, "unit": "day", "for": "authority", "count_start": False},
    "delay_notices": {"due": "2026-12-24", "count": 4, "sent": ["2026-12-25"], "decided_on": "2026-12-28"},
    "extension": {
        "limit": "pha.licence",
        "last_day": "2026-12-02",
        "extensions": [{"span": {"amount": 1, "unit": "day"}, "noticed_on": "2026-12-01"}],
    },
    "defect_record": {
        "recorded_on": "2026-07-16",
        "time": {"amount": 15, "unit": "day"},
        "items": ["a"],
        "answers": [{"item": "a", "at": "2026-07-31T18:00", "accepted": True}],
        "now": "2026-08-03T09:00",
    },
    "clock": {
        "promise": {"amount": 9, "unit": "working_day"},
        "steps": [{"id": "a", "amount": 1, "unit": "day", "after": []}],
        "facts": [{"fact": "filed", "at": "2026-11-02T10:00"}, {"fact": "completed", "at": "2026-11-02T10:00"}],
        "now": "2026-11-20T10:00",
    },
}


@given(st.sampled_from(sorted(WHOLE)), st.data(), VALUES)
@FUZZ
def test_a_field_of_the_wrong_type_is_answered(rule: str, data: st.DataObject, value: Any) -> None:
    question = {"id": 7, "rule": rule, "given": json.loads(json.dumps(WHOLE[rule]))}
    within: Any = question["given"]
    place: Any = data.draw(st.sampled_from(sorted(within)))
    while within[place] and isinstance(within[place], (list, dict)) and data.draw(st.booleans()):
        within = within[place]
        place = data.draw(st.sampled_from(sorted(within) if isinstance(within, dict) else range(len(within))))
    within[place] = value
    assert_one_line(json.dumps(question), name=7)


def assert_one_line(line: str | bytes, name: int | None = None) -> None:
    written = as_line(reply(line))
    assert written.endswith("\n")
    assert "\n" not in written[:-1]
    found = json.loads(written)
    assert ("answer" in found) != ("error" in found)
    assert name is None or found["id"] == name or found["error"]["code"] == "not_json"


# The process


def test_a_question_is_answered_at_once() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for line, name in ((A, "a"), (B, "b")):
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def test_a_reader_who_has_seen_enough_may_leave() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(A.encode() + b"\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write((B.encode() + b"\n") * 5)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=10) == 0


def test_it_starts_without_the_framework() -> None:
    program = (
        "import sys; from saduak.cli.main import main; code = main(['law']); assert 'django' not in sys.modules, 1"
    )
    done = subprocess.run([sys.executable, "-c", program], input=A.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert answers(done)[0]["id"] == "a"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--explain",), "ยื่นทางอิเล็กทรอนิกส์ในวันศุกร์ที่ 9 ตุลาคม 2569 เวลา 18.45 น."),
        (("--explain", "--language", "en"), "received at the next opening, Monday 12 October 2026, 08:30"),
    ],
)
def test_a_derivation_is_told_to_a_person(words: tuple[str, ...], told: str) -> None:
    done = asked(A, '{"id":"x","rule":"abacus"}', words=words)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "received_at: 2026-10-12T08:30:00+07:00" in shown
    assert told in shown
    assert "✗" in shown
    assert not shown.startswith("{")


def test_files_are_read_in_order(tmp_path: Any) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(A)
    two.write_text(B + "\n")
    done = asked(words=(str(one), str(two)))
    assert [found["id"] for found in answers(done)] == ["a", "b"]
    missing = asked(words=(str(tmp_path / "none"),))
    assert missing.returncode == 2
    assert b"No such file" in missing.stderr


@pytest.mark.parametrize(
    "words", [["--language", "fr"], ["--language"], ["--loud"]], ids=["no such language", "none", "no such option"]
)
def test_options_nobody_knows_answer_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    assert "usage: saduak law" in capsys.readouterr().err


def test_the_rules_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--rules"]) == 0
    assert capsys.readouterr().out.split() == sorted(RULES)
    assert run(["--help"]) == 0
    assert "--explain" in capsys.readouterr().out


@pytest.mark.parametrize(("fact", "field"), [("extended", "span"), ("paused", "subject"), ("consulted", "subject")])
def test_a_fact_that_says_nothing_is_refused(fact: str, field: str) -> None:
    facts = [{"fact": "filed", "at": "2026-11-02T10:00:00+07:00"}, {"fact": fact, "at": "2026-11-03T10:00:00+07:00"}]
    error = reply(json.dumps({"id": 1, "rule": "clock", "given": {"facts": facts}}))["error"]
    assert (error["code"], error["params"]["field"]) == ("field_missing", f"facts.1.{field}")


def test_a_clock_says_why_silence_does_not_approve_where_the_law_has_it() -> None:
    at = "2026-11-02T10:00:00+07:00"
    facts = [{"fact": kind, "at": at} for kind in ("filed", "completed", "excused")]
    found = reply(json.dumps({"id": 1, "rule": "clock", "given": {"facts": facts, "limit": "land_allocation.plan"}}))
    assert found["answer"]["deemed_granted_from"] is None
    assert "silence.excused" in {reason["rule"] for reason in found["because"]}


def test_a_question_that_gives_nothing_is_told_so() -> None:
    error = reply('{"id": 1, "rule": "period"}')["error"]
    assert (error["code"], error["params"]) == ("field_missing", {"field": "given"})
