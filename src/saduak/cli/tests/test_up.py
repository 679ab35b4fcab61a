"""What `saduak up` refuses, and how it says so."""

import socket

import pytest

from saduak.cli import up


def test_a_port_in_use_is_one_sentence_in_thai_and_english_and_status_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status = up.run(["--port", str(port)])
    said = capsys.readouterr()
    assert status == 1
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่" in said.err
    assert f"Port {port} is in use" in said.err


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("203.0.113.1", 8000)])
def test_a_place_where_nothing_can_listen_is_refused(host: str, port: int) -> None:
    assert f"Cannot listen on {host}, port {port}" in (up.why_not_listen(host, port) or "")


def test_a_free_port_is_not_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
    assert up.why_not_listen("127.0.0.1", port) is None


def test_the_address_is_announced_only_once_something_answers_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert up._announce("127.0.0.1", port)
    assert f"ที่ http://localhost:{port}/ · Saduak is ready at http://localhost:{port}/" in capsys.readouterr().out
    assert not up._announce("127.0.0.1", port)
    assert capsys.readouterr().out == ""
