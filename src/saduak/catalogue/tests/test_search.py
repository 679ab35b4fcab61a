"""What a person types, and what is found first."""

from datetime import date

import pytest

from saduak.catalogue.models import SearchGram, SearchText
from saduak.catalogue.search import find
from saduak.catalogue.search.letters import KEDMANEE, KEYS, on_other_keyboard
from saduak.catalogue.tests.press import publish
from saduak.catalogue.tests.shelf import BOOKS, TODAY, Book, found, stock
from saduak.sources.packages import packages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("อภ.2", "harmful-business"),
        ("อภ2", "harmful-business"),
        ("อภ. ๒", "harmful-business"),
        ("กอ.1", "waste-removal"),
        ("สอ.6", "food-small"),
        ("หมู", "harmful-business"),
        ("ของเสีย", "waste-removal"),
        ("ก๋วยเตี๋ยว", "food-small"),
        ("hazardous waste", "waste-removal"),
        ("Hazardous-Waste", "waste-removal"),
        ("wasteremoval out of a FACTORY", "waste-removal"),
        ("น้ำดื่ม", "drinking-water"),
        ("น\u0e4d\u0e49าดื่ม", "drinking-water"),
        ("น\u200bํ้าดื่ม", "drinking-water"),
        ("บ้าน เลข ที่", "house-registration"),
        ("ที่สาธารณะ", "street-vending"),
        ("ไม่เกิน ๒๐๐", "food-small"),
        ("น้ำเสีย", "harmful-business"),
        ("แผนที่", "food-small"),
    ],
)
def test_what_is_found_first(typed: str, first: str) -> None:
    stock()
    assert found(typed)[0] == first


def test_a_restaurant_is_food_premises() -> None:
    stock()
    assert set(found("ร้านอาหาร")[:2]) == {"food-small", "food-large"}
    assert set(found("restaurant")[:2]) == {"food-small", "food-large"}


@pytest.mark.parametrize(
    "typed",
    [
        "ต้องการเปิดร้านอาหาร 180 ตารางเมตร",
        "อยากเปิดร้านก๋วยเตี๋ยวเล็ก ๆ หน้าบ้านต้องทำอย่างไร",
        "How do I open a restaurant?",
        "I want to open a restaurant of 180 square metres",
    ],
)
def test_a_whole_sentence(typed: str) -> None:
    stock()
    assert set(found(typed)[:2]) == {"food-small", "food-large"}


@pytest.mark.parametrize("typed", ["หม", "ดื", "กอ", "ภ2", "sp", "ที"])
def test_two_letters_suffice(typed: str) -> None:
    stock()
    assert found(typed)


def test_every_two_letters_of_a_name_find_it_without_a_word_break() -> None:
    stock()
    for book in BOOKS:
        name = book.th.replace(" ", "")
        pieces = [name[start : start + 2] for start in range(len(name) - 1)]
        assert [piece for piece in pieces if book.name not in found(piece)] == []


@pytest.mark.parametrize(("typed", "first"), [("อยากได้สปา ต้องทำอย่างไรบ้างครับ", "harmful"), ("please spa", "harmful")])
def test_the_words_around_a_short_wish_do_not_drown_it(typed: str, first: str) -> None:
    stock()
    assert found(typed)[0].startswith(first)


@pytest.mark.parametrize("typed", ["", " ", "ก", "?", "๏๏๏", "xyzzy", "ฆฆฆฆ", "\x00"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    stock()
    assert found(typed) == []


def test_nothing_is_found_on_an_empty_shelf() -> None:
    assert found("ร้านอาหาร") == []


@pytest.mark.parametrize(
    "typed", ["\ud800ร้านอาหาร", "%_%' OR 1=1 --", "ก" * 100_000, "ร้านอาหาร " * 9_000, "(" * 500, "\x00ร้านอาหาร", "İß©"]
)
def test_whatever_is_typed_is_answered(typed: str) -> None:
    stock()
    assert (found(typed)[:1] or ["none"])[0] in ({"food-large", "food-small"} if "ร้าน" in typed else {"none"})


# Rank


WHERE = (
    Book("a/documents", "หนึ่ง", "one", documents=("ปลากัด",)),
    Book("a/summary", "สอง", "two", summary="เลี้ยงปลากัดในบ้าน"),
    Book("a/form-code", "สาม", "three", form_code="ปลากัด"),
    Book("a/synonym", "สี่", "four", synonyms=("ปลากัด",)),
    Book("a/name", "ปลากัด", "five"),
)


def test_the_name_says_most_then_synonyms_code_summary_and_documents() -> None:
    stock(WHERE)
    assert found("ปลากัด") == ["name", "synonym", "form-code", "summary", "documents"]
    assert found("ปลา") == ["name", "synonym", "form-code", "summary", "documents"]
    assert found("ปล") == ["name", "synonym", "form-code", "summary", "documents"]
    assert found("ปลากด")[0] == "name"


def test_the_whole_word_comes_before_its_pieces() -> None:
    stock((Book("a/pieces", "กัดปลา ปลาทู", "x"), Book("a/word", "อื่น", "y", documents=("ปลากัด",))))
    assert found("ปลากัด")[0] == "word"


def test_a_name_that_is_the_query_comes_before_a_longer_one() -> None:
    stock((Book("a/longer", "ใบอนุญาตทำน้ำแข็งหลอด", "x"), Book("a/exact", "น้ำแข็ง", "y")))
    assert found("น้ำแข็ง") == ["exact", "longer"]


# Typing errors


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("รานอาหาร", "food"),
        ("ร้านอาหรา", "food"),
        ("ร้านอาหร", "food"),
        ("รา้นอาหาร", "food"),
        ("ร้านนอาหาร", "food"),
        ("resturant", "food"),
        ("restaurnat", "food"),
        ("กากอุตสหากรรม", "waste-removal"),
        ("กากอุสาหกรรม", "waste-removal"),
        ("เสรมิสวย", "harmful"),
        ("แผลลอย", "street"),
        ("hazardus waist", "waste-removal"),
        ("แเผงลอย", "street"),
        ("เเผงลอย", "street"),
        ("ihkovkski", "food"),
        ("้ฟผฟพกนีห ไฟหะำ", "waste-removal"),
    ],
)
def test_typing_errors_are_forgiven(typed: str, first: str) -> None:
    stock()
    assert found(typed)[0].startswith(first)


def test_any_one_slip_in_a_name_still_finds_it_first() -> None:
    stock()
    for book in BOOKS:
        name = book.name
        for slip in slips(book.th):
            assert found(slip)[0] == name, slip


def slips(name: str) -> list[str]:
    """Each letter left out, doubled, mistaken for another and swapped with the next."""
    places = range(0, len(name) - 1, 3)
    left_out = [name[:place] + name[place + 1 :] for place in places]
    mistaken = [name[:place] + "ฆ" + name[place + 1 :] for place in places]
    doubled = [name[:place] + name[place] + name[place:] for place in places]
    swapped = [name[:place] + name[place + 1] + name[place] + name[place + 2 :] for place in places]
    return left_out + mistaken + doubled + swapped


def test_the_keyboards_have_the_same_keys() -> None:
    assert len(KEYS) == len(KEDMANEE) == len(set(KEYS))
    assert on_other_keyboard("ihkovkski") == "ร้านอาหาร"
    assert on_other_keyboard("ะำหะ") == "test"


# Time


def test_only_what_is_in_force_is_found() -> None:
    stock(terms={"food-large": (date(2020, 1, 1), date(2026, 11, 1)), "food-small": (date(2026, 11, 2), None)})
    assert found("ร้านอาหาร", date(2026, 11, 1))[0] == "food-large"
    assert "food-small" not in found("ร้านอาหาร", date(2026, 11, 1))
    assert found("ร้านอาหาร", date(2026, 11, 2))[0] == "food-small"
    assert "food-large" not in found("ร้านอาหาร", date(2026, 11, 2))


def test_two_versions_in_force_are_one_service() -> None:
    stock()
    stock(BOOKS[:1], {"food-large": (date(2025, 1, 1), None)})
    assert sorted(found("ร้านอาหาร")[:2]) == ["food-large", "food-small"]
    assert len(found("ร้านอาหาร")) == len(set(found("ร้านอาหาร")))


# The index


def test_what_is_added_later_is_found_beside_what_was_there() -> None:
    stock(BOOKS[:3])
    stock(BOOKS[3:])
    assert list(SearchText.objects.order_by("number").values_list("number", flat=True)) == list(range(len(BOOKS)))
    for book in BOOKS:
        assert found(book.th)[0] == book.name


def test_a_piece_stands_once_for_each_service() -> None:
    stock((Book("a/twice", "ปลาปลา", "ปลา", synonyms=("ปลา",), documents=("ปลา",)),))
    assert list(SearchGram.objects.filter(gram="ปลา").values_list("part", flat=True)) == [0]


def test_no_more_are_told_than_asked_for() -> None:
    stock([Book(f"a/{number}", f"ใบอนุญาตที่ {number}", "x") for number in range(60)])
    assert len(found("ใบอนุญาต")) == 50
    assert found("ใบอนุญาตที่ 59")[0] == "59"


def test_what_has_ended_does_not_crowd_out_what_is_in_force() -> None:
    ended = [Book(f"a/{number}", "ใบอนุญาต", "x") for number in range(130)]
    terms = {str(number): (date(2020, 1, 1), date(2021, 1, 1)) for number in range(130)}
    stock([*ended, Book("a/now", "คำขอรับใบอนุญาต", "x")], terms)
    assert found("ใบอนุญาต") == ["now"]


# What is shipped


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("อภ.2", {"health/harmful-business"}),
        ("สณ.2", {"health/street-vending"}),
        ("กอ.1", {"industry/waste-removal"}),
        ("ร้านอาหาร", {"health/food-large", "health/food-small"}),
        ("ต้องการเปิดร้านอาหาร 180 ตารางเมตร", {"health/food-large", "health/food-small"}),
        ("รานอาหาร", {"health/food-large", "health/food-small"}),
        ("restaurant", {"health/food-large", "health/food-small"}),
        ("factory waste", {"industry/waste-removal"}),
    ],
)
def test_the_shipped_services_are_found(typed: str, first: set[str]) -> None:
    for package in packages().values():
        publish(package)
    assert {each.service for each in find(typed, TODAY)[: len(first)]} == first
