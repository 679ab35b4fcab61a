"""Reading YAML as reviewed data: what is accepted, and every way in which a file is refused with its line."""

from datetime import date
from os import mkfifo
from pathlib import Path

import pytest

from saduak.core.errors import SourceError
from saduak.sources.documents import LARGEST, file_bytes, parsed
from saduak.sources.entries import Entry


def read(text: str) -> object:
    return dict(parsed(text.encode(), "some.yaml"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-10-13", date(2026, 10, 13)),
        ('"2026-10-13"', "2026-10-13"),
        ("12", 12),
        ("-3", -3),
        ("010", "010"),
        ("08:30", "08:30"),
        ("no", "no"),
        ("true", True),
        ("null", None),
        ("", None),
        ("0x1F", "0x1F"),
        ("1.5", "1.5"),
        ("วันทำการ", "วันทำการ"),
        ("[1, a]", [1, "a"]),
        ("{b: 2}", {"b": 2}),
    ],
)
def test_a_scalar_means_what_it_looks_like(typed: str, meant: object) -> None:
    assert read(f"a: {typed}") == {"a": meant}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "source_duplicate_key", 3),
        ("a: &x [1]\nb: *x\n", "source_alias", 1),
        ("a: &x\n  b: *x\n", "source_alias", 1),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", "source_tag", 2),
        ("a: !secret x\n", "source_tag", 1),
        ("a: 2026-02-30\n", "source_impossible_date", 1),
        ("- 1\n", "source_not_a_map", 1),
        ("", "source_not_a_map", 1),
        ("a: 1\n b: 2\n", "source_not_yaml", 2),
        ("a: 1\n---\nb: 2\n", "source_second_document", 2),
        ("? [1, 2]\n: 3\n", "source_key_not_text", 1),
        ("a: " + "[" * 60 + "]" * 60, "source_too_deep", 1),
        ("a: " + "[" * 400_000, "source_too_deep", 1),
        ("a:\n" + "- " * 400_000, "source_too_deep", 2),
        ("a: [1, 2\n", "source_not_yaml", 2),
        ("&x a: 1\n", "source_alias", 1),
    ],
)
def test_what_a_reviewer_could_misread_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(SourceError) as refused:
        read(text)
    assert refused.value.code == code
    assert refused.value.params["file"] == "some.yaml"
    assert refused.value.params["line"] == line


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    with pytest.raises(SourceError, match="source_not_yaml"):
        parsed(b"a: \xff\xfe\n", "some.yaml")


def test_an_alias_bomb_is_refused_before_it_swells() -> None:
    rows = ["l0: &l0 [x, x]"] + [f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}]" for n in range(1, 60)]
    with pytest.raises(SourceError, match="source_alias"):
        read("\n".join(rows))


def test_a_file_over_one_megabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: " + b"x" * LARGEST)
    with pytest.raises(SourceError, match="source_too_large"):
        file_bytes(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"source_unreadable.*missing\.yaml"):
        file_bytes(tmp_path / "missing.yaml")


# Entries


def entry(text: str) -> Entry:
    return Entry(parsed(text.encode(), "some.yaml"))


def test_a_field_that_nobody_asked_for_is_refused() -> None:
    read_entry = entry("name: x\nnmae: y\n")
    assert read_entry.text("name") == "x"
    with pytest.raises(SourceError) as refused:
        read_entry.done()
    assert refused.value.code == "source_unknown_field"
    assert (refused.value.params["field"], refused.value.params["line"]) == ("nmae", 2)


@pytest.mark.parametrize(
    ("text", "read_as", "why"),
    [
        ("b: 1", "text", "missing"),
        ("a: 1", "text", "must_be_text"),
        ('a: "  "', "text", "wrong_form"),
        ("a: true", "whole", "must_be_whole_number"),
        ("a: -1", "whole", "too_small"),
        ("a: soon", "day", "must_be_date"),
        ("a: yes", "truth", "must_be_true_or_false"),
        ("a: 1", "texts", "must_be_list"),
        ("a: [1]", "texts", "must_be_texts"),
        ("a: [1]", "entry", "must_be_map"),
        ("a: {th: x}", "both_languages", "missing"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(text: str, read_as: str, why: str) -> None:
    with pytest.raises(SourceError) as refused:
        getattr(entry(text), read_as)("a")
    assert refused.value.params["why"] == why


def test_a_word_outside_the_list_is_refused_with_the_list() -> None:
    with pytest.raises(SourceError) as refused:
        entry("kind: feast").choice("kind", {"holiday", "substitution"})
    assert refused.value.params["allowed"] == "holiday, substitution"


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "fees.yaml"
    mkfifo(pipe)
    with pytest.raises(SourceError, match="source_unreadable"):
        file_bytes(pipe)
