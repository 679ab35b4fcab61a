"""Official lists from CSV: what is cleaned, what is refused and why, and how they lie over a starter set."""

from pathlib import Path

import pytest

from saduak.core.errors import SourceError
from saduak.core.formlogic import FormLogic
from saduak.core.package import Text
from saduak.sources.codelists import Imported, keep, kept_lists, laid_over, read_csv, with_imported
from saduak.sources.packages import read_package
from saduak.sources.tests import sixth

HEAD = "code,class,name_th,name_en\n"


def imported(folder: Path, text: str, list_id: str = "music") -> Imported:
    path = folder / "official.csv"
    path.write_text(text, encoding="utf-8")
    return read_csv(path, list_id)


def test_names_are_cleaned_where_that_is_safe(tmp_path: Path) -> None:
    found = imported(
        tmp_path, HEAD + "๐๑ ๐๑ ๐๑,HA,น\u0e4d\u0e49ามัน ( ใช้แล้ว )  จาก\u200bรถ,used oil\n010102,N,เเก้ว,glass\n"
    )
    assert [(code.code, code.name.th, code.group, code.classes) for code in found.code_list.codes] == [
        ("010101", "น้ำมัน (ใช้แล้ว) จากรถ", "0101", ("HA",)),
        ("010102", "แก้ว", "0101", ("N",)),
    ]
    assert (found.refused, found.cleaned) == ((), 2)


def test_a_name_without_english_is_called_by_its_thai_name(tmp_path: Path) -> None:
    (code,) = imported(tmp_path, HEAD + "110501,HM,สังกะสี,\n").code_list.codes
    assert code.name == Text("สังกะสี", "สังกะสี")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",N,ดิน,soil", "code"),
        ("01 01 #1,N,ดิน,soil", "code"),
        ("010101,N,ดิน,soil", "given_twice"),
        ("010109,N,soil,soil", "no_thai_name"),
        ("010109,N,,soil", "no_thai_name"),
        ("010109,N,ด\ufffdน,soil", "broken_letters"),
        ("010109,N,ดิ ่น,soil", "broken_letters"),
        ("010109,N,ดิีน,soil", "broken_letters"),
        ("010109,N,ดินเ,soil", "broken_letters"),
        ("010109,N,ดิน (ใช้แล้ว,soil", "brackets"),
        ("010109,1?,ดิน,soil", "class"),
        ("010109,N,ดิน,soil,more", "columns"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused_with_its_reason(tmp_path: Path, row: str, why: str) -> None:
    found = imported(tmp_path, f"{HEAD}010101,N,หิน,stone\n{row}\n010102,N,ทราย,sand\n")
    ((number, reason),) = [(refused.row, refused.why) for refused in found.refused]
    assert (number, reason) == (2, why)
    assert [code.code for code in found.code_list.codes] == ["010101", "010102"]


def test_methods_have_scope_and_what_must_be_written(tmp_path: Path) -> None:
    text = "code,type,name_th,name_en,scope,needs_text\n043,04 recycle,เผา,burn,non-hazardous only,yes: destination\n"
    (code,) = imported(tmp_path, text).code_list.codes
    assert (code.group, code.classes) == ("04", ("non_hazardous_only", "needs_text"))
    assert code.rule == Text("ต้องระบุ: destination", "State the destination.")
    (refused,) = imported(tmp_path, text.replace("non-hazardous only", "on Sundays")).refused
    assert refused.why == "scope"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"name,id\nx,y\n", "codes_columns"),
        ("code,name_th\n1,ดิน\n".encode("cp874"), "codes_not_utf8"),
        (b"x" * 1_000_001, "source_too_large"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(SourceError) as refused:
        read_csv(tmp_path / "bad.csv", "x")
    assert refused.value.code == code


def test_a_list_is_kept_and_a_second_import_lies_over_the_first(tmp_path: Path) -> None:
    first = imported(tmp_path, HEAD + "1,HA,หนึ่ง,one\n2,,สอง,two\n").code_list
    keep(first, tmp_path / "lists")
    keep(imported(tmp_path, HEAD + "2,HM,สองใหม่,two anew\n3,,สาม,three\n").code_list, tmp_path / "lists")
    found = kept_lists(tmp_path / "lists")["music"]
    assert [(code.code, code.name.en, code.classes) for code in found.codes] == [
        ("1", "one", ("HA",)),
        ("2", "two anew", ("HM",)),
        ("3", "three", ()),
    ]
    with pytest.raises(SourceError, match="codes_name"):
        keep(read_csv(tmp_path / "official.csv", "../up").code_list, tmp_path / "lists")


def test_a_package_reads_the_full_list_over_its_starter_set(tmp_path: Path) -> None:
    package = read_package(sixth.write(tmp_path))
    keep(imported(tmp_path, HEAD + "1,loud,เพลงลูกทุ่ง,Luk thung songs\n3,,แจ๊ส,Jazz\n").code_list, tmp_path / "lists")
    full = with_imported(package, tmp_path / "lists")
    assert [code.code for code in full.code_lists[0].codes] == ["1", "2", "3"]
    assert FormLogic(full.form, full.code_lists).classes["place.music"]["1"] == {"thai", "loud"}
    assert full.code_lists[0].codes[0].name.en == "Luk thung songs"
    assert full.digest != package.digest
    assert with_imported(package, tmp_path / "lists").digest == full.digest


def test_without_an_imported_list_the_package_is_the_same(tmp_path: Path) -> None:
    package = read_package(sixth.write(tmp_path))
    assert with_imported(package, tmp_path / "nowhere") is package


def test_a_list_laid_over_itself_is_itself(tmp_path: Path) -> None:
    full = imported(tmp_path, HEAD + "1,HA,หนึ่ง,one\n2,,สอง,two\n").code_list
    assert laid_over(full, full) == full
