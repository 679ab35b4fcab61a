"""A stand-in for ThaID with made-up people, for tests and the demonstration.

`python -m saduak.adapters.thaid.stand_in --port 9480`. It speaks real OpenID Connect as a
process of its own. Its page lists the people; whoever is chosen is logged in.
"""

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "sub": "somchai",
        "pid": "1101700203450",
        "title": "นาย",
        "name": "สมชาย ใจดี",
        "birthdate": "1978-04-12",
        "address": {"formatted": "12 หมู่ 3 ตำบลท่าพระ อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40260"},
        "ial": "2.3",
    },
    {
        "sub": "suda",
        "pid": "1234567890121",
        "title": "นางสาว",
        "name": "สุดา แก้วมณี",
        "birthdate": "2535-11-02",
        "address": {"formatted": "88 ถนนศรีจันทร์ ตำบลในเมือง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40000"},
        "ial": "2.3",
    },
    {
        "sub": "boonmee",
        "pid": "3101200123453",
        "title": "นาย",
        "name": "บุญมี ศรีสุข",
        "birthdate": "2490-00-00",
        "address": "5 หมู่ 9 ตำบลดอนหัน อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40260",
        "ial": "1.1",
    },
    {
        "sub": "malee",
        "pid": "1400000000013",
        "title": "นาง",
        "name": "มาลี ทองคำ",
        "birthdate": "1985-01-30",
        "address": {"formatted": "101 หมู่ 1 ตำบลศิลา อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40000"},
        "ial": "2.3",
    },
)
STANDARD = {"title", "name", "birthdate", "address"}
PAGE = """<!doctype html><html lang="th"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>ThaID จำลอง</title>
<style>body{{font:1.1rem/1.7 Sarabun,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}}
button{{font:inherit;width:100%;min-height:3.25rem;margin:.35rem 0;text-align:left;padding:.5rem 1rem}}
.no{{border:0;background:none;text-decoration:underline}}</style></head><body>
<h1>ThaID จำลอง</h1><p>หน้านี้แทนระบบ ThaID ในการสาธิตและการทดสอบ บุคคลทั้งหมดเป็นบุคคลสมมติ
เลือกว่าจะเข้าสู่ระบบเป็นใคร<br>
<span lang="en">A stand-in for ThaID. All people are made up: choose who to be.</span></p>
<form method="post">{people}<button class="no" name="action" value="deny">ไม่ยืนยันตัวตน
<span lang="en">(turn back)</span></button>
</form></body></html>"""
PERSON = '<button name="sub" value="{sub}">{title}{name} <small>(IAL {ial})</small></button>'


def application() -> Any:
    """The provider as a WSGI application; its issuer is the address under which it is asked."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback only: `main` binds nothing else
    from jinja2 import ChoiceLoader, DictLoader
    from oidc_provider_mock import User, app  # type: ignore[import-untyped]

    people = [User(sub=str(person["sub"]), claims=dict(person)) for person in PEOPLE]
    provider = app(require_nonce=True, issue_refresh_token=False, user_claims=people)
    provider.debug = False
    page = PAGE.format(people="".join(PERSON.format(**person) for person in PEOPLE))
    loaders = [DictLoader({"authorization_form.html": page}), provider.jinja_loader]
    provider.jinja_loader = ChoiceLoader([loader for loader in loaders if loader])
    provider.wsgi_app = _AsThaID(_bare(provider.wsgi_app))
    return provider


class _AsThaID:
    """ThaID names a scope for every claim; the provider underneath knows only the standard bundles of claims."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self.inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        if asked.get("scope"):
            wanted = set(asked["scope"][0].split())
            bundles = ["openid", *(["profile"] if wanted & STANDARD else []), *({"address"} & wanted)]
            environ["QUERY_STRING"] = urlencode({**asked, "scope": [" ".join(bundles)]}, doseq=True)
        return self.inner(environ, start_response)


def _bare(wsgi: Any) -> Any:
    """The application without the debugger that the package puts around it."""
    return getattr(wsgi, "app", wsgi)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve on loopback until the process is ended."""
    parser = argparse.ArgumentParser(prog="python -m saduak.adapters.thaid.stand_in", description=__doc__)
    parser.add_argument("--port", type=int, default=9480)
    told = parser.parse_args(arguments)
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", told.port, application(), threaded=True)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201 - whoever started it reads this
    server.serve_forever()


if __name__ == "__main__":
    main()
