"""A sixth kind of licence, written from scratch: no line of the product knows it."""

from collections.abc import Mapping
from pathlib import Path

SERVICE = """\
# yaml-language-server: $schema=../../../_schema/service.json
id: leisure/karaoke
version: "2569-01-01"
valid_from: 2026-01-01
form_code: คอก.1
name: {th: ขออนุญาตเปิดร้านคาราโอเกะ, en: Licence for a karaoke bar}
summary: {th: ร้านคาราโอเกะต้องได้รับอนุญาตก่อนเปิด, en: A karaoke bar needs a licence before it opens.}
authority:
  title: {th: นายกเทศมนตรี, en: Mayor}
  power: pha 54
category: permit
lane: licence
legal_basis:
  - {article: pha 54, about: {th: ต้องได้รับใบอนุญาต, en: A licence is needed.}}
lfa_applies: true
criteria:
  - {th: ห้องต้องเก็บเสียง, en: Rooms must be soundproof.}
channels:
  - kind: counter
    name: {th: งานบริการ ชั้น 1, en: "Counter, ground floor"}
  - kind: web
    name: {th: หน้าเว็บ, en: Web page}
promise: {amount: 15, unit: working_day}
statute: {limit: pha.licence}
steps:
  - id: check
    kind: document_check
    name: {th: ตรวจเอกสาร, en: Check the papers}
    time: {amount: 30, unit: working_minute}
    responsible: {th: งานบริการ, en: Counter}
  - id: visit
    kind: site_visit
    name: {th: ตรวจสถานที่, en: Visit the place}
    time: {amount: 10, unit: working_day}
    responsible: {th: กองสาธารณสุข, en: Public health division}
documents:
  - id: plan
    name: {th: แผนผังร้าน, en: Floor plan}
    state_issued: false
    issuer: {th: ผู้ขอ, en: The applicant}
    sources: [upload]
    originals: 1
  - id: sound_test
    name: {th: ผลทดสอบเสียง, en: Sound test}
    state_issued: false
    issuer: {th: ผู้ทดสอบ, en: The tester}
    sources: [upload]
    originals: 1
    when: {all: [{field: rooms.seats, op: more_than, value: 10}]}
complaints:
  - {name: {th: ศูนย์ดำรงธรรม, en: Damrongdhama Centre}, telephone: "1567"}
validity: {term: {amount: 1, unit: year}, article: pha 55}
outputs:
  - name: {th: ใบอนุญาตร้านคาราโอเกะ, en: Karaoke licence}
    form_code: คอก.2
    shows: [form.place.name]
later:
  - kind: appeal
    about: {th: อุทธรณ์ได้, en: One may appeal.}
    article: pha 66
    time: {amount: 30, unit: day}
review_on: 2030-07-21
transition: {kind: keep}
"""

FORM = """\
pages:
  - id: place
    title: {th: ร้าน, en: The place}
    groups:
      - id: place
        title: {th: ร้าน, en: The place}
        fields:
          - {id: name, kind: text, label: {th: ชื่อร้าน, en: Name}}
          - {id: music, kind: choice, code_list: music, label: {th: แนวเพลง, en: Music}}
          - {id: opens, kind: date, label: {th: วันเปิด, en: Opening day}}
      - id: rooms
        title: {th: ห้อง, en: Rooms}
        repeats: true
        most: 40
        fields:
          - {id: seats, kind: number, label: {th: จำนวนที่นั่ง, en: Seats}, least: 1, most: 60}
          - {id: exit, kind: yes_no, label: {th: มีทางหนีไฟ, en: Has a fire exit}}
        refuses:
          - id: exit_missing
            when: {all: [{field: seats, op: more_than, value: 10}, {field: exit, op: is, value: false}]}
            says: {th: ห้องเกิน 10 ที่นั่งต้องมีทางหนีไฟ, en: A room of more than 10 seats needs a fire exit.}
            article: pha 54
"""

FEES = """\
fees:
  - id: licence
    name: {th: ค่าใบอนุญาต, en: Licence fee}
    kind: per_unit
    article: pha 54
    valid_from: 2026-01-01
    satang: 50000
    measure: rooms
    legal_ceiling: 1000000
"""

MUSIC = """\
id: music
name: {th: แนวเพลง, en: Kinds of music}
source: made up
codes:
  - {code: "1", name: {th: ลูกทุ่ง, en: Luk thung}, classes: [thai]}
  - {code: "2", name: {th: ป๊อป, en: Pop}}
"""

LETTER = """\
id: receipt
kind: receipt
subject: {th: "รับคำขอ {{ case.number }}", en: "Application {{ case.number }} received"}
body:
  th: |
    ได้รับคำขอ {{ service.name }} ร้าน {{ form.place.name }} ({{ form.place.music }})
    เมื่อ {{ case.received_at }} กำหนดเสร็จ {{ case.due }} ห้อง:
    {{ lines.rooms }}
  en: |
    Received: {{ service.name }} for {{ form.place.name }} ({{ form.place.music }})
    on {{ case.received_at }}, due {{ case.due }}. Rooms:
    {{ lines.rooms }}
"""

FACE = """\
title: {th: ใบอนุญาต, en: Licence}
form_code: คอก.2
lines:
  - {th: "ร้าน {{ form.place.name }}", en: "{{ form.place.name }}"}
"""

EXAMPLE = """\
id: two_rooms
about: {th: ร้านสองห้อง, en: A bar with two rooms}
filed_at: 2026-10-09T18:45:00+07:00
channel: electronic
calendar: TH
answers:
  place: {name: ดาวเสียง, music: "1", opens: 2027-01-15}
  rooms: [{seats: 8, exit: false}, {seats: 12, exit: true}]
expects:
  documents: [plan, sound_test]
  fee: 100000
  received: 2026-10-12T08:30:00+07:00
  due: 2026-11-04
  refused_by: []
  states: [accepted]
  letter:
    th: |
      ได้รับคำขอ ขออนุญาตเปิดร้านคาราโอเกะ ร้าน ดาวเสียง (ลูกทุ่ง)
      เมื่อ วันจันทร์ที่ 12 ตุลาคม 2569 เวลา 08.30 น. กำหนดเสร็จ วันพุธที่ 4 พฤศจิกายน 2569 ห้อง:
      1. 8
      2. 12 · มีทางหนีไฟ
    en: |
      Received: Licence for a karaoke bar for ดาวเสียง (Luk thung)
      on Monday 12 October 2026, 08:30, due Wednesday 4 November 2026. Rooms:
      1. 8
      2. 12 · Has a fire exit
letter: receipt
"""

OVERLAY = """\
adopts: leisure/karaoke
version: "2569-01-01"
agency: town
agency_name: {th: เทศบาลเมือง, en: The town}
province: "40"
channels:
  - kind: counter
    name: {th: ศาลากลางเมือง, en: Town hall}
    address: {th: 1 ถนนหน้าเมือง, en: 1 Na Mueang Road}
  - kind: web
    name: {th: หน้าเว็บเทศบาล, en: Web page}
    url: "https://town.example.go.th"
    around_the_clock: true
promise: {amount: 12, unit: working_day}
steps:
  - {step: visit, time: {amount: 7, unit: working_day}, responsible: {th: กองช่าง, en: Works division}}
"""


def _letter(kind: str) -> str:
    """A short letter of one kind."""
    return f"""\
id: {kind}
kind: {kind}
subject: {{th: "แจ้งผู้ขอ {{{{ case.number }}}}", en: "To the applicant {{{{ case.number }}}}"}}
body: {{th: "เรียน {{{{ applicant.name }}}}", en: "To {{{{ applicant.name }}}}"}}
"""


FILES = {
    "service.yaml": SERVICE,
    "form.yaml": FORM,
    "fees.yaml": FEES,
    "codelists/music.yaml": MUSIC,
    "letters/receipt.yaml": LETTER,
    **{
        f"letters/{kind}.yaml": _letter(kind)
        for kind in ("decision_granted", "decision_refused", "defect", "delay", "return")
    },
    "licence/face.yaml": FACE,
    "examples/two_rooms.yaml": EXAMPLE,
}


def write(root: Path, version: str = "2569-01-01", changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """The package in `root`/leisure/karaoke/`version`; `changes` replace text in a file named by its stem."""
    folder = root / "leisure" / "karaoke" / version
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = (changes or {}).get(path.stem, ("", ""))
        assert old in text
        changed = text.replace(old, new) if old else text
        path.write_text(changed.replace('version: "2569-01-01"', f'version: "{version}"'), encoding="utf-8")
    return folder
