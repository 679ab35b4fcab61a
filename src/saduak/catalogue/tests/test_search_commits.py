"""Two who publish at once: only real commits can show that neither undoes the other's index."""

import threading

import pytest
from django.db import connections

from saduak.catalogue.models import SearchText
from saduak.catalogue.tests.shelf import BOOKS, Book, found, stock


@pytest.mark.usefixtures("own_db")
def test_publishing_at_once_leaves_every_service_findable() -> None:
    start = threading.Barrier(3)

    def publish(books: tuple[Book, ...]) -> None:
        start.wait()
        for book in books:
            stock((book,))
        connections["default"].close()

    threads = [threading.Thread(target=publish, args=(BOOKS[turn::3],)) for turn in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(SearchText.objects.values_list("number", flat=True)) == list(range(len(BOOKS)))
    assert [book.name for book in BOOKS if found(book.th)[0] != book.name] == []
    assert set(found("ใบอนุญาต")) >= {"food-large", "harmful-business", "street-vending", "drinking-water"}
