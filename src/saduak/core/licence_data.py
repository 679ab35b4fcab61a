"""A licence as data: the same record as JSON and as XML, for whoever reads it by machine.

Days are ISO 8601 in the common era, money is baht with two decimals in XML and satang in JSON, languages stand at each
text. The form of the XML is in `adapters/licences/licence.xsd`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as Tree

from saduak.core.licence_record import LicenceRecord, Permitted
from saduak.core.money import SATANG_IN_BAHT
from saduak.core.package.words import Text

FORM = "urn:saduak:licence:1"
"""Names the form of both; a change that a reader would notice gets another number."""
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot say at all."""
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def as_json(record: LicenceRecord, *, address: str, token: str) -> bytes:
    """The record with the address where it is checked and its signed token; the same record gives the same bytes."""
    told = {"form": FORM, "address": address, "token": token, "record": record.told()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()


def record_in(told: bytes) -> Mapping[str, Any] | None:
    """The record out of such JSON, and None for anything else, whoever wrote it."""
    try:
        read = json.loads(told)
    except (ValueError, RecursionError):
        return None
    record = read.get("record") if isinstance(read, dict) and read.get("form") == FORM else None
    return record if isinstance(record, dict) else None


def as_xml(record: LicenceRecord, *, address: str, token: str) -> bytes:
    """The same as XML."""
    root = Tree.Element("licence", {"xmlns": FORM, "id": _plain(record.id)})
    _say(root, "number", record.number)
    _say(root, "formCode", record.form_code)
    _both(root, "title", record.title)
    _both(root, "agency", record.agency)
    _say(root, "service", record.service, version=record.version)
    _say(root, "holder", record.holder)
    _all(root, "line", record.lines)
    _facts(root, record.facts)
    _all(root, "condition", record.conditions)
    for permitted in record.permitted:
        _permitted(root, permitted)
    _say(root, "fee", f"{record.fee // SATANG_IN_BAHT}.{record.fee % SATANG_IN_BAHT:02}", currency="THB")
    _say(root, "issuedOn", record.issued_on.isoformat())
    if record.expires_on:
        _say(root, "expiresOn", record.expires_on.isoformat())
    _both(root, "issuer", record.issuer)
    _all(root, "legalBasis", record.legal_basis)
    rest = {"power": record.power, "caseNumber": record.case_number, "replaces": record.replaces}
    for name, text in {**rest, "check": address, "token": token}.items():
        if text:
            _say(root, name, text)
    _say(root, "substitute", str(record.substitute).lower())
    Tree.indent(root)
    written: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _permitted(root: Tree.Element, permitted: Permitted) -> None:
    element = Tree.SubElement(root, "permitted", {"line": str(permitted.line)})
    _both(element, "told", permitted.told)
    _facts(element, permitted.facts)
    for condition in permitted.conditions:
        _say(element, "condition", condition)


def _facts(parent: Tree.Element, facts: Mapping[str, str]) -> None:
    for name, text in facts.items():
        _say(parent, "fact", text, name=name)


def _all(parent: Tree.Element, name: str, texts: Iterable[Text]) -> None:
    """Several texts, each with its languages together in one element."""
    for text in texts:
        _both(Tree.SubElement(parent, name), "text", text)


def _both(parent: Tree.Element, name: str, text: Text) -> None:
    for language in ("th", "en"):
        _say(parent, name, getattr(text, language), **{LANGUAGE: language})


def _say(parent: Tree.Element, name: str, text: str, /, **attributes: str) -> None:
    plain = {key: _plain(value) for key, value in attributes.items()}
    Tree.SubElement(parent, name, plain).text = _plain(text)


def _plain(text: str) -> str:
    return UNWRITABLE.sub("", str(text))
