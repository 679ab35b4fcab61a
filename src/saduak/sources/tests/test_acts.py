"""Acts and limits on file: that they are whole, in force when they should be, and refused when malformed."""

from datetime import date
from pathlib import Path

import pytest

from saduak.core.acts import Citation, Confidence, DeemedApproval, ExtensionRule
from saduak.core.errors import LawError, SourceError
from saduak.core.spans import Doer, Span, Unit
from saduak.sources.acts import act, acts, limit, limits, section

CITED = {
    "lfa": [str(number) for number in range(1, 19)],
    "epa": [str(number) for number in range(1, 25)],
    "apa": [
        "26",
        "27",
        "30",
        "36",
        "37",
        "39/1",
        "40",
        "42",
        "44",
        "45",
        "49",
        "64",
        "65",
        "66",
        "68",
        "69",
        "70",
        "71",
        "72",
        "73",
        "74",
    ],
    "ccc": ["193/3", "193/4", "193/5", "193/6", "193/7", "193/8"],
    "pha": [
        *["4", "31", "32", "33", "38", "39", "40", "41", "42", "43", "45", "48", "49", "50", "51", "52", "54"],
        *["55", "56", "57", "58", "59", "60", "61", "62", "63", "65", "66"],
    ],
    "pha_fees": ["2"],
    "pha_fee_waiver": ["2"],
    "pha_businesses": ["3"],
    "nong_waeng_2562": ["6", "9"],
    "local_model_2563": ["14", "16"],
    "food_hygiene_2566": ["3"],
    "bca": ["25", "35"],
    "fa": ["7", "8", "16", "37", "39", "45"],
    "factory_regulation_2": ["13"],
    "moi_waste_2548": ["1", "3", "6"],
    "moi_waste_2566": ["4", "5", "7", "10", "11", "12", "13", "14", "15", "17", "20", "22", "24", "25", "26", "27"],
    "land_allocation": ["25"],
    "eta": ["7", "8", "9", "10", "12", "19", "20", "21", "22", "23", "24", "25", "26", "34/3"],
    "dga": ["11", "12", "13", "14", "15", "16", "17"],
    "oia": ["9", "11", "13", "18"],
    "pdpa": ["24", "37"],
    "admin_court": ["49", "50"],
    "pacc": ["58/2"],
    "neqa": ["51/1"],
    "film": ["23"],
    "feed_quality": ["63"],
    "consumer_protection": ["29"],
    "criminal_code": ["157"],
    "good_governance": ["38"],
}
"""Every section that the rules of the law core, their test vectors and the packages rest on."""


@pytest.mark.parametrize("act_id", CITED)
def test_every_section_the_rules_rest_on_is_described(act_id: str) -> None:
    for number in CITED[act_id]:
        found = section(Citation(act_id, number))
        assert found.summary_th
        assert found.summary_en.endswith(".")
        assert found.citation == Citation(act_id, number)


def test_no_act_is_on_file_that_nothing_rests_on() -> None:
    assert set(acts()) == set(CITED)


@pytest.mark.parametrize("act_id", CITED)
def test_an_act_has_its_names_and_its_limits_their_sections(act_id: str) -> None:
    found = act(act_id)
    assert found.id == act_id
    assert found.name_th
    assert found.short_en
    for named in found.limits.values():
        assert found.section(*named.citation[1:]).citation == named.citation


# Commencement: the day of publication counts as day 1 (P9)


@pytest.mark.parametrize(
    ("act_id", "published", "in_force"),
    [
        ("lfa", date(2015, 1, 22), date(2015, 7, 21)),
        ("epa", date(2022, 10, 12), date(2023, 1, 10)),
        ("moi_waste_2548", date(2006, 1, 25), date(2006, 4, 25)),
    ],
)
def test_an_act_enters_into_force_counted_from_its_publication(act_id: str, published: date, in_force: date) -> None:
    found = act(act_id)
    assert found.commencement is not None
    assert found.commencement.published == published
    assert found.commencement.in_force_from == in_force
    assert found.in_force_from == in_force


@pytest.mark.parametrize(
    ("number", "paragraph", "first_day"),
    [
        ("10", "", date(2023, 1, 10)),
        ("12", "", date(2022, 10, 13)),
        ("15", "", date(2023, 1, 10)),
        ("15", "2", date(2022, 10, 13)),
        ("19", "", date(2022, 10, 13)),
        ("22", "", date(2022, 10, 13)),
    ],
)
def test_sections_of_the_epa_that_came_early(number: str, paragraph: str, first_day: date) -> None:
    found = act("epa").section(number, paragraph)
    assert found.is_in_force(first_day)
    assert not found.is_in_force(date.fromordinal(first_day.toordinal() - 1))


def test_one_waste_notification_ends_where_the_next_begins() -> None:
    before, after = date(2023, 10, 31), date(2023, 11, 1)
    old, new = act("moi_waste_2548").section("6"), act("moi_waste_2566").section("11")
    assert (old.is_in_force(before), old.is_in_force(after)) == (True, False)
    assert (new.is_in_force(before), new.is_in_force(after)) == (False, True)
    assert act("moi_waste_2566").section("13").is_in_force(date(2023, 6, 1)), "reports were due before the rest"


def test_a_paragraph_not_described_by_itself_is_answered_by_its_section() -> None:
    assert act("epa").section("13", "2") is act("epa").section("13")
    assert act("apa").section("64", "2") is not act("apa").section("64")


# Limits

EXPECTED = {
    "lfa.result_notice": (7, "day", "authority"),
    "lfa.delay_notice_interval": (7, "day", "authority"),
    "lfa.centre_forward": (3, "working_day", "authority"),
    "apa.default_limit": (30, "day", "authority"),
    "apa.appeal": (15, "day", "person"),
    "apa.appeal_without_statement": (1, "year", "person"),
    "apa.appeal_officer": (30, "day", "authority"),
    "apa.appeal_superior": (30, "day", "authority"),
    "apa.revoke_benefit": (90, "day", "authority"),
    "apa.reinstatement": (15, "day", "person"),
    "apa.post_domestic": (7, "day", "authority"),
    "apa.post_abroad": (15, "day", "authority"),
    "apa.newspaper": (15, "day", "authority"),
    "epa.data_request": (3, "day", "authority"),
    "epa.channel_notice": (90, "day", "authority"),
    "epa.chase_report": (60, "day", "authority"),
    "epa.chase_reminder": (15, "day", "authority"),
    "pha.licence": (30, "day", "authority"),
    "pha.return_incomplete": (15, "day", "authority"),
    "pha.appeal": (30, "day", "person"),
    "pha.notification_answer": (7, "working_day", "authority"),
    "pha.notification_correction": (7, "day", "person"),
    "bca.permit": (45, "day", "authority"),
    "fa.appeal": (30, "day", "person"),
    "land_allocation.plan": (45, "day", "authority"),
    "oia.appeal": (15, "day", "person"),
    "admin_court.suit": (90, "day", "person"),
    "admin_court.suit_without_statement": (1, "year", "person"),
    "pdpa.breach": (72, "elapsed_hour", "authority"),
    "pacc.report_back": (60, "day", "authority"),
    "neqa.impact_report": (45, "day", "authority"),
    "film.opinion": (15, "day", "authority"),
    "feed_quality.advertisement_opinion": (30, "day", "authority"),
    "consumer_protection.advertisement_opinion": (30, "day", "authority"),
    "moi_waste_2548.keep_on_site": (90, "day", "person"),
    "moi_waste_2566.tell_department": (5, "day", "person"),
    "moi_waste_2566.apply_anew": (30, "day", "person"),
    "moi_waste_2566.finish": (60, "day", "person"),
    "moi_waste_2566.finish_composting": (180, "day", "person"),
    "moi_waste_2566.finish_hazardous": (30, "day", "person"),
}


@pytest.mark.parametrize("limit_id", EXPECTED)
def test_a_statutory_limit(limit_id: str) -> None:
    amount, unit, whose = EXPECTED[limit_id]
    assert limit(limit_id).span == Span(amount, Unit(unit))
    assert limit(limit_id).whose == Doer(whose)


@pytest.mark.parametrize(
    ("limit_id", "count", "amount"),
    [("pha.licence", 2, 15), ("bca.permit", 2, 45), ("apa.appeal_superior", 1, 30)],
)
def test_an_extension_must_be_noticed_before_expiry(limit_id: str, count: int, amount: int) -> None:
    assert limit(limit_id).extension == ExtensionRule(count, Span(amount, Unit.DAY), notice_before_expiry=True)


def test_silence_is_consent_only_where_an_act_says_so() -> None:
    silent = {name: found.deemed_approval for name, found in limits().items() if found.deemed_approval}
    assert silent == {
        "land_allocation.plan": DeemedApproval(Span(45, Unit.DAY), excuse_allowed=True),
        "neqa.impact_report": DeemedApproval(Span(45, Unit.DAY), excuse_allowed=False),
        "film.opinion": DeemedApproval(Span(15, Unit.DAY), excuse_allowed=False),
        "feed_quality.advertisement_opinion": DeemedApproval(Span(30, Unit.DAY), excuse_allowed=False),
        "consumer_protection.advertisement_opinion": DeemedApproval(Span(30, Unit.DAY), excuse_allowed=False),
    }


def test_what_was_only_recalled_says_so() -> None:
    assert limit("apa.post_domestic").confidence is Confidence.RECALLED
    assert section(Citation("epa", "10")).confidence is Confidence.SEEN


# Unknown and malformed


def test_what_is_not_on_file_is_named() -> None:
    with pytest.raises(LawError, match=r"act_unknown\(act=xyz\)"):
        act("xyz")
    with pytest.raises(LawError, match=r"section_unknown\(act=lfa, section=99\)"):
        section(Citation("lfa", "99"))
    for unknown in ("lfa.feast", "xyz.appeal", "lfa", ""):
        with pytest.raises(LawError, match="limit_unknown"):
            limit(unknown)


def test_only_the_act_that_is_asked_for_is_read(law_folder: Path) -> None:
    (law_folder / "acts" / "broken.yaml").write_text("id: [", "utf-8")
    assert limit("lfa.result_notice").span.amount == 7
    assert "broken" in acts()
    with pytest.raises(SourceError, match="source_not_yaml"):
        act("broken")


@pytest.fixture
def law_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "acts").mkdir()
    monkeypatch.setenv("SADUAK_LAW", str(tmp_path))
    return tmp_path


GOOD = """\
id: new
name: {th: พระราชบัญญัติใหม่, en: New Act}
short: {th: ใหม่, en: New}
gazette: Vol. 143
commencement: {published: 2026-01-01, after_days: 30}
in_force_from: 2026-01-31
sources: {text: The Gazette}
sections:
  - section: "5/1"
    summary: {th: สรุป, en: A summary.}
    in_force: {from: 2026-03-01, to: 2026-12-31}
    confidence: seen
    source: text
limits:
  - id: new.appeal
    section: "5/1"
    amount: 15
    unit: day
    for: person
    counts_from: notified
    summary: {th: อุทธรณ์, en: Appeal.}
    confidence: seen
"""


def test_a_new_act_is_a_new_file(law_folder: Path) -> None:
    (law_folder / "acts" / "new.yaml").write_text(GOOD, "utf-8")
    assert limit("new.appeal").span == Span(15, Unit.DAY)
    only = section(Citation("new", "5/1"))
    assert [only.is_in_force(date(2026, month, 1)) for month in (2, 3, 12)] == [False, True, True]
    assert not only.is_in_force(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "instead", "field", "line"),
    [
        ("id: new\n", "id: old\n", "id", 1),
        ("in_force_from: 2026-01-31", "in_force_from: 2026-02-01", "in_force_from", 6),
        ('section: "5/1"\n    summary', 'section: "5/1a"\n    summary', "section", 9),
        ('section: "5/1"\n    amount', 'section: "6"\n    amount', "section", 16),
        ("confidence: seen\n    source", "confidence: sure\n    source", "confidence", 12),
        ("source: text", "source: lost", "source", 13),
        ("id: new.appeal", "id: appeal", "id", 15),
        ("amount: 15", "amount: 0", "amount", 17),
        ("amount: 15", "amount: 1000000", "amount", 17),
        ("unit: day", "unit: fortnight", "unit", 18),
        ("for: person", "for: both", "for", 19),
        ("counts_from: notified", "counts_form: notified", "counts_from", 15),
        ("unit: day", "unit: day\n    extensions: {count: 1}", "amount", 19),
        ("unit: day", "unit: day\n    extension: {count: 1}", "extension", 19),
    ],
)
def test_a_slip_in_an_act_is_named(wrong: str, instead: str, field: str, line: int, law_folder: Path) -> None:
    assert wrong in GOOD
    (law_folder / "acts" / "new.yaml").write_text(GOOD.replace(wrong, instead, 1), "utf-8")
    with pytest.raises(SourceError) as refused:
        act("new")
    assert (refused.value.params["field"], refused.value.params["line"]) == (field, line)


def test_a_section_described_twice_is_refused(law_folder: Path) -> None:
    row = GOOD[GOOD.index("  - section") : GOOD.index("limits:")]
    (law_folder / "acts" / "new.yaml").write_text(GOOD.replace("limits:", row + "limits:"), "utf-8")
    with pytest.raises(SourceError, match="given_twice"):
        act("new")
