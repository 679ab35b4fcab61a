"""What the address of a database says beside where it is."""

from saduak.config.settings import PREPARE_THRESHOLD, _database


def test_behind_a_pooler_of_transactions_nothing_is_prepared() -> None:
    entry = _database("postgresql://saduak:word@server:6432/permits?prepare=no")
    assert (entry["NAME"], entry["PREPARE_THRESHOLD"]) == ("permits", None)


def test_elsewhere_what_comes_often_is_prepared() -> None:
    assert _database("postgresql://server/permits")["PREPARE_THRESHOLD"] == PREPARE_THRESHOLD
