"""A data exchange on this machine that speaks the contract of the developer guide; it remembers what it was sent."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CONSUMER, SECRET, OFFICE = "consumer", "secret", "00023"
OFFICER, CITIZEN, COMPANY = "3101200123453", "1101700203450", "0405566000017"
LINK, PERMISSION = "/ws/dopa/linkage/v1/link", "/ws/dopa/linkage/v1/agent/permission"
JURISTIC, VALIDATE = "/ws/dbd/juristic/v4/profile/information", "/ws/auth/validate"


@dataclass
class Exchange:
    """What the other side knows; a test changes it between two looks."""

    card: str = "AgentAvailable"
    tokens: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    instead: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """What is answered to a path whatever the question."""
    persons: dict[str, Any] = field(
        default_factory=lambda: {
            CITIZEN: {"fullnameAndRank": "นายสมชาย ใจดี", "age": 34, "height": 1.7, "image": "A" * 9000}
        }
    )

    def answer(self, path: str, headers: Any, asked: dict[str, str]) -> tuple[int, bytes]:
        """Status and body."""
        self.calls.append(path)
        if path in self.instead:
            return self.instead[path]
        if headers["Consumer-Key"] != CONSUMER:
            return 401, b"{}"
        if path == VALIDATE:
            return self.validate(asked)
        if headers["Token"] not in self.tokens:
            return 401, b'{"Message":"token expired"}'
        served: dict[str, Callable[[dict[str, str]], tuple[int, bytes]]] = {
            PERMISSION: self.permission,
            LINK: self.link,
            JURISTIC: self.juristic,
        }
        return served[path](asked)

    def validate(self, asked: dict[str, str]) -> tuple[int, bytes]:
        if asked != {"ConsumerSecret": SECRET, "AgentID": OFFICER}:
            return 401, b"{}"
        self.tokens.append(f"token-{len(self.tokens)}")
        return 200, json.dumps({"Result": self.tokens[-1]}).encode()

    def permission(self, asked: dict[str, str]) -> tuple[int, bytes]:
        assert asked == {"Consumer": CONSUMER, "CitizenID": OFFICER}
        return 200, json.dumps({"SessionState": self.card}).encode()

    def link(self, asked: dict[str, str]) -> tuple[int, bytes]:
        assert (asked["OfficeID"], asked["Version"]) == (OFFICE, "01")
        assert asked["ServiceID"] in {"001", "008"}
        found = self.persons.get(asked["CitizenID"])
        return (200, json.dumps(found).encode()) if found else (404, b"")

    def juristic(self, asked: dict[str, str]) -> tuple[int, bytes]:
        if asked != {"JuristicID": COMPANY}:
            return 404, b'{"Code":"404"}'
        said = {"JuristicNameTH": "บริษัท ท่าพระรีไซเคิล จำกัด", "JuristicStatus": "ยังดำเนินกิจการอยู่", "TransactionID": "T-77"}
        return 200, b"\xef\xbb\xbf" + json.dumps(json.dumps(said)).encode()


@contextmanager
def running(exchange: Exchange) -> Iterator[str]:
    """The address of the exchange."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: value for name, (value,) in parse_qs(parts.query).items()}
            status, body = exchange.answer(parts.path, self.headers, asked)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing: a log would hold numbers."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
