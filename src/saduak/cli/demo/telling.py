"""What the demonstration says of itself: addresses, log-ins, and how to get what they ask for."""

import shlex
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy

from django.conf import settings

from saduak.cli.demo.factor import link_of
from saduak.cli.demo.settling import PASSWORD, address_of
from saduak.cli.demo.wiring import mail_folder
from saduak.cli.demo.world import told
from saduak.config import env

ROLES = {
    "intake": ("รับคำขอ", "intake"),
    "officer": ("เจ้าหน้าที่", "officer"),
    "checker": ("ผู้ตรวจทาน", "checker"),
    "authority": ("ผู้มีอำนาจ", "authority"),
    "supervisor": ("หัวหน้า", "supervisor"),
    "finance": ("การเงิน", "finance"),
    "agency_admin": ("ผู้ดูแลหน่วยงาน", "agency admin"),
    "regulator": ("ผู้กำกับดูแล", "regulator"),
    "auditor": ("ผู้ตรวจสอบ", "auditor"),
}


def welcome(address: str) -> str:
    """Everything somebody needs to look around, in Thai and in English."""
    return "\n".join([*_citizens(address), "", *_officers(address), "", *_more(address)])


def _citizens(address: str) -> Iterator[str]:
    yield "ระบบสาธิต: บุคคลและเรื่องทั้งหมดเป็นข้อมูลสมมุติ · A demonstration: all people and cases are invented."
    yield ""
    yield f"ประชาชน · Citizens: {address}in/  (ThaID จำลอง · the stand-in for ThaID)"
    people = told("people")["people"]
    yield f"    {', '.join(person['title'] + person['name'] for person in people if person['way'] == 'thaid')}"
    yield "  หรือรหัสครั้งเดียวทางอีเมล · or a one-time code by e-mail:"
    yield f"    {', '.join(person['email'] for person in people if person['way'] == 'email')}"


def _officers(address: str) -> Iterator[str]:
    yield f"เจ้าหน้าที่ · Officers: {address}in/officer/  รหัสผ่านทุกคน · password of all: {PASSWORD}"
    for agency in told("agencies")["agencies"]:
        yield f"  {agency['name_th']} · {agency['name_en']}"
        for post in agency["posts"]:
            roles = [ROLES[role] for role in post["roles"]]
            thai, english = (", ".join(names) for names in zip(*roles, strict=True))
            yield f"    {address_of(agency['slug'], post['key']):<42} {thai} · {english}"


def _more(address: str) -> Iterator[str]:
    """The commands that belong to it, as they must be typed here."""
    yield f"รหัสจากแอปยืนยันตัวตน · the code of the second factor:    {typed('code E-MAIL')}"
    yield f"อีเมลล่าสุด (รหัสครั้งเดียว) · the latest mail (one-time codes): {typed('mail')}"
    yield f"เลื่อนเวลาทำงานไป 7 วัน · move business time by a week:      {typed('--advance 7d')}"
    yield f"รายชื่อนี้อีกครั้ง · this list again:                          {typed('logins')}"
    if settings.DEMO_BANK:
        yield f"ธนาคารจำลอง ชำระใบแจ้งที่นี่ · the simulated bank, where invoices are paid:   {settings.DEMO_BANK}"
    yield f"เริ่มที่นี่ · Begin here: {address}"


def typed(words: str) -> str:
    """A command of the demonstration, with the home that it needs."""
    return f"SADUAK_HOME={shlex.quote(str(env.home()))} {shlex.quote(sys.executable)} -m saduak demo {words}"


def secrets() -> Iterator[str]:
    """The link for an authenticator app of each officer."""
    for agency in told("agencies")["agencies"]:
        for post in agency["posts"]:
            yield link_of(address_of(agency["slug"], post["key"]))


def latest_mail(to: str) -> str:
    """The latest mail to this address, or to anybody: to whom, about what, and its words; empty when there is none."""
    for file in sorted(mail_folder().glob("[!.]*.eml"), reverse=True):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        if to in str(mail["to"]).lower():
            body = mail.get_body(("plain",))
            return f"{mail['to']}\n{mail['subject']}\n\n{body.get_content().strip() if body else ''}"
    return ""
