"""Reading a package whole, and every hostile or mistaken folder that is refused with a clear error and no hang."""

from pathlib import Path

import pytest

from saduak.core.errors import SourceError
from saduak.sources.packages import MOST_FILES, folders_of_packages, package, packages, read_package
from saduak.sources.tests import sixth
from saduak.sources.texts import LANGUAGES, error_text


def refused(folder: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_package(folder)
    assert all(error_text(caught.value, language) for language in LANGUAGES)
    return caught.value


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    found = read_package(sixth.write(tmp_path))
    assert found.service.id == "leisure/karaoke"
    assert [found.code_lists[0].id, found.letters[3].id, found.examples[0].id] == ["music", "delay", "two_rooms"]
    named = {"service", "form", "fees", "codelists/music", "letters/receipt", "licence/0", "examples/two_rooms"}
    assert named <= set(found.files)
    assert all(Path(file).is_file() for file in found.files.values())


def test_the_digest_is_of_every_byte(tmp_path: Path) -> None:
    same = {read_package(sixth.write(tmp_path / name)).digest for name in "ab"}
    other = read_package(sixth.write(tmp_path / "c", changes={"face": ("ใบอนุญาต,", "ใบอนุญาต ,")})).digest
    assert len(same) == 1
    assert other not in same


def test_packages_are_listed_without_being_read_and_found_by_name(tmp_path: Path) -> None:
    sixth.write(tmp_path)
    sixth.write(tmp_path, "2570-01-01", changes={"service": ("lane: licence", "lane: wrong")})
    (tmp_path / "_schema").mkdir()
    (tmp_path / "adopted" / "town" / "karaoke").mkdir(parents=True)
    assert list(packages([tmp_path])) == [("leisure/karaoke", "2569-01-01"), ("leisure/karaoke", "2570-01-01")]
    assert package("leisure/karaoke", "2569-01-01", [tmp_path]).service.version == "2569-01-01"
    with pytest.raises(SourceError, match="package_unknown"):
        package("leisure/karaoke", "2571-01-01", [tmp_path])


def test_the_folder_that_comes_first_decides(tmp_path: Path) -> None:
    first, second = sixth.write(tmp_path / "a"), sixth.write(tmp_path / "b")
    assert folders_of_packages([tmp_path / "a", tmp_path / "b"])["leisure/karaoke", "2569-01-01"] == first
    assert first != second


def test_a_version_may_take_the_files_it_lacks_from_another(tmp_path: Path) -> None:
    sixth.write(tmp_path)
    extends = ("valid_from: 2026-01-01", "valid_from: 2027-01-01\nextends: 2569-01-01")
    folder = sixth.write(tmp_path, "2570-01-01", {"service": extends})
    for name in ("form.yaml", "codelists/music.yaml", "examples/two_rooms.yaml"):
        (folder / name).unlink()
    found = read_package(folder)
    assert found.form == package("leisure/karaoke", "2569-01-01", [tmp_path]).form
    assert (found.examples, [each.id for each in found.code_lists]) == ((), ["music"])
    before = found.digest
    (tmp_path / "leisure/karaoke/2569-01-01/form.yaml").write_text(sixth.FORM + "\n", encoding="utf-8")
    assert read_package(folder).digest != before


@pytest.mark.parametrize("name", ["service", "form", "fees"])
def test_what_every_package_has_is_missed_by_name(tmp_path: Path, name: str) -> None:
    folder = sixth.write(tmp_path)
    (folder / f"{name}.yaml").unlink()
    error = refused(folder)
    assert (error.code, Path(error.params["file"]).name) == ("source_missing", f"{name}.yaml")


@pytest.mark.parametrize(
    "name", ["fee.yaml", "letter/receipt.yaml", "letters/receipt.yml", "letters/a/b.yaml", "run.py"]
)
def test_what_is_no_part_of_a_package_is_refused(tmp_path: Path, name: str) -> None:
    folder = sixth.write(tmp_path)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("a: b")
    assert refused(folder).code == "source_stranger"


def test_pages_for_readers_and_hidden_files_are_passed_by(tmp_path: Path) -> None:
    folder = sixth.write(tmp_path)
    (folder / "README.md").write_text("read me")
    (folder / "letters" / ".swap").write_text("x")
    read_package(folder)


@pytest.mark.parametrize(
    ("stem", "change", "code", "field"),
    [
        ("service", ("id: leisure/karaoke", "id: leisure/bar"), "source_name", "id"),
        ("service", ("valid_from: 2026", "extends: ../../x\nvalid_from: 2026"), "source_extends", None),
        ("service", ("valid_from: 2026", "extends: 2569-01-01\nvalid_from: 2026"), "source_cycle", None),
        ("service", ("valid_from: 2026", "extends: 2999-01-01\nvalid_from: 2026"), "source_unreadable", None),
        ("receipt", ("id: receipt", "id: other"), "source_name", "id"),
        ("music", ("classes: [thai]", "classes: thai"), "source_wrong_kind", "codes[1].classes"),
        ("fees", ("satang: 50000", "satang: &a 50000"), "source_alias", None),
    ],
)
def test_a_mistake_is_refused_by_name(
    tmp_path: Path, stem: str, change: tuple[str, str], code: str, field: str | None
) -> None:
    error = refused(sixth.write(tmp_path, changes={stem: change}))
    assert (error.code, error.params.get("field")) == (code, field)


def test_two_versions_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    for version, other in (("2569-01-01", "2570-01-01"), ("2570-01-01", "leisure/karaoke/2569-01-01")):
        sixth.write(tmp_path, version, {"service": ("form_code: คอก.1", f"form_code: คอก.1\nextends: {other}")})
    assert refused(tmp_path / "leisure/karaoke/2569-01-01").code == "source_cycle"


def test_a_bomb_a_giant_and_a_crowd_are_refused_at_once(tmp_path: Path) -> None:
    folder = sixth.write(tmp_path)
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n"
    (folder / "form.yaml").write_text(bomb)
    assert refused(folder).code == "source_alias"
    with (folder / "form.yaml").open("wb") as file:
        file.truncate(50_000_000)
    assert refused(folder).code == "source_too_large"
    for number in range(MOST_FILES + 1):
        (folder / "letters" / f"l{number}.yaml").touch()
    assert refused(folder).code == "source_too_many_files"


def test_links_out_of_the_folder_or_in_a_circle_are_refused(tmp_path: Path) -> None:
    folder = sixth.write(tmp_path / "services")
    secret = tmp_path / "secret.yaml"
    secret.write_text(sixth.FEES, encoding="utf-8")
    (folder / "fees.yaml").unlink()
    (folder / "fees.yaml").symlink_to(secret)
    assert refused(folder).code == "source_outside_folder"
    (folder / "fees.yaml").unlink()
    (folder / "fees.yaml").symlink_to("fees.yaml")
    assert refused(folder).code == "source_unreadable"
    (folder / "fees.yaml").unlink()
    (folder / "letters").rename(tmp_path / "letters")
    (folder / "letters").symlink_to(tmp_path / "letters")
    assert refused(folder).code == "source_outside_folder"


def test_a_link_in_place_of_a_kind_is_not_followed(tmp_path: Path) -> None:
    sixth.write(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path)
    assert list(packages([tmp_path])) == [("leisure/karaoke", "2569-01-01")]


@pytest.mark.parametrize("name", list(packages()), ids="@".join)
def test_every_shipped_package_is_read(name: tuple[str, str]) -> None:
    assert package(*name).service.id == name[0]
