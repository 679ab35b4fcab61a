"""How many licences a second are checked, beside an empty view behind the same middleware: on SQLite and PostgreSQL.

Both are asked in turn, in one process and without a server between, so that nothing but the page itself makes the
difference. Every check is read from the database. The last line is JSON; the aim is 35 percent of the empty view.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from _both import on_both, prepare

LICENCES, ROUNDS, IN_A_ROUND = 200, 12, 250
AIM = 35
Ask = Callable[[str], None]


def main() -> None:
    """Measure on both databases."""
    print(json.dumps({"benchmark": "verification", "aim_percent": AIM, **on_both(__file__)}))


def measure() -> dict[str, float]:
    """Licences of every state, and an address that answers nothing."""
    prepare()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("collectstatic", verbosity=0, interactive=False)
    codes = licences()
    settings.ROOT_URLCONF = "_empty_view"
    ask = asked(get_wsgi_application())
    pages = [f"/v/{code}/" for code in codes]
    for page in ("/empty/", *pages):
        ask(page)
    took = {"empty": 0.0, "page": 0.0}
    for round_ in range(ROUNDS):
        took["empty"] += seconds(ask, ["/empty/"] * IN_A_ROUND)
        took["page"] += seconds(ask, [pages[(round_ + each) % len(pages)] for each in range(IN_A_ROUND)])
    rates = {f"{name}_per_second": round(ROUNDS * IN_A_ROUND / spent) for name, spent in took.items()}
    return {**rates, "percent": round(100 * took["empty"] / took["page"], 1)}


def licences() -> Sequence[str]:
    """The codes of licences as they stand in a register: most of them valid."""
    from saduak.channels.public.tests import shelf

    states = ("issued", "issued", "issued", "suspended", "revoked", "replaced")
    made = [shelf.licence(state=states[number % len(states)]) for number in range(LICENCES)]
    return [row.code for row in made]


def visitors() -> Iterator[str]:
    """Each from an address of its own: how fast one visitor may ask is bounded."""
    return (f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" for number in range(1 << 24))


def asked(answer: Any) -> Ask:
    """Ask as a server does; anything but a page ends the measurement."""
    who = visitors()

    def ask(page: str) -> None:
        told: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": page,
            "REMOTE_ADDR": next(who),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
        }
        body = answer(environ, lambda status, _headers: told.append(status))
        b"".join(body)
        body.close()
        if not told[0].startswith("200"):
            raise SystemExit(f"{page} was answered by {told[0]}")

    return ask


def seconds(ask: Ask, pages: Sequence[str]) -> float:
    """How long all the pages take, one after another."""
    began = time.perf_counter()
    for page in pages:
        ask(page)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(measure())) if len(sys.argv) > 1 else main()
