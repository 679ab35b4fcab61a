"""Every form takes whatever is sent: no fault, a sentence that says what to do, and everything else that was typed."""

import html
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from saduak.cases.models import Draft
from saduak.channels.shell.texts import sentences
from tests.sweeps.forms import Field, PageForm, forms_on
from tests.sweeps.hostile import OF_ANY_FORM, SCRIPT, SMALL, Attack, attacks, encoded, well_filled
from tests.sweeps.opened import Opened, answer_of
from tests.sweeps.people import told, undone
from tests.sweeps.world import World

pytestmark = pytest.mark.django_db

SHOWS = {
    "desk:intake_begin": "asks for the name of somebody nobody knows yet",
    "desk:office_hours": "shows which applications would move before anything is changed",
}
"""Addresses that answer a form with a page and no move, and why."""
NOT_DONE: Mapping[tuple[str, ...], str] = {
    ("desk:return",): "no case here has stayed unanswered until its time was over and is not returned yet",
    ("desk:money_invoice", "slip"): "the code of a slip is nobody's usual answer",
    ("desk:money_statement",): "a file of a bank is nobody's usual answer",
    ("portal:pay", "slip"): "the code of a slip is nobody's usual answer",
    ("entrance:code",): "no server for mail runs here",
    ("entrance:email",): "no server for mail runs here",
    ("entrance:officer",): "officers here have no passwords",
    ("portal:follow",): "the code of a case is nobody's usual answer",
}
"""Forms by address and buttons that nobody here gets through with good values, and why."""
DRAFTS = {"portal:draft_page": "draft_id", "desk:intake_page": "counter_draft_id"}
"""Which draft the pages of a form are about."""
FORM = "application/x-www-form-urlencoded"
TAGS = re.compile(r"<(script|style).*?</\1>|<[^>]*>", re.DOTALL)
THAI = re.compile("[ก-๙]")
CODE_HINT = re.compile(r'<p class="hint">[^<]*</p>')
"""Where the page of an error names its code for who is asked for help."""


@pytest.fixture(autouse=True)
def _small_files(settings: Any) -> None:
    settings.UPLOAD_LIMIT = SMALL


@cache
def codes() -> frozenset[str]:
    """The names of errors, which no page tells; plain words that are codes too are left out."""
    found = (key.removeprefix("error.") for key in sentences("th") if key.startswith("error."))
    return frozenset(code for code in found if "_" in code)


def shapes(opened: list[Opened]) -> dict[Any, list[tuple[Opened, PageForm]]]:
    """Forms that ask the same, each with everybody who is shown it."""
    found: dict[Any, list[tuple[Opened, PageForm]]] = {}
    for each in opened:
        for form in each.forms if each.status == 200 else ():
            found.setdefault(_shape(each, form), []).append((each, form))
    return found


def _shape(each: Opened, form: PageForm) -> tuple[Any, ...]:
    done_by = form.fields["do"].values[:1] if "do" in form.fields else []
    return (each.address.name, each.who.is_officer, *done_by, *sorted(form.fields), *_deeds(form))


def _deeds(form: PageForm) -> list[str]:
    """What its buttons do, without the thing they do it to."""
    return list(dict.fromkeys(value.partition(":")[0] for _, value in form.buttons))


def who_gets_through(world: World, shown: list[tuple[Opened, PageForm]]) -> tuple[Opened, PageForm] | None:
    """Somebody whose form is done when it is filled in as on a good day, on a page of whatever case."""
    for each, form in chain(shown, _elsewhere(world, shown)):
        with undone():
            answer = sent_to(world, each, form, well_filled(each.address.name, form))
            if answer.status_code == 303 or (answer.status_code == 200 and each.address.name in SHOWS):
                return each, form
    return None


def _elsewhere(world: World, shown: list[tuple[Opened, PageForm]]) -> Iterator[tuple[Opened, PageForm]]:
    """The same form on the pages of all other cases, for those who are shown it somewhere."""
    address, shape = shown[0][0].address, _shape(*shown[0])
    names, urls = {each.who.name for each, _ in shown}, {each.url for each, _ in shown}
    for bundle in world.bundles:
        url = address.filled(bundle)
        for who in (*world.own(bundle), world.admin(bundle)) if url and url not in urls else ():
            if who.name in names and url:
                found = answer_of(world, address, bundle, who, url)
                yield from ((found, form) for form in found.forms if _shape(found, form) == shape)


def sent_to(world: World, each: Opened, form: PageForm, sent: Any) -> Any:
    """The answer to a form, sent as its page would send it."""
    client: Client = world.browser(each.who)
    if any(field.type == "file" for field in form.fields.values()):
        return client.post(form.where, _without_halves(sent))
    return client.post(form.where, encoded(sent), FORM)


def _without_halves(sent: Any) -> Any:
    """A body of parts cannot be written with half characters; the forms without files are sent them."""
    return {
        name: value.encode(errors="replace").decode() if isinstance(value, str) else value
        for name, value in sent.items()
    }


def complaints(world: World, each: Opened, form: PageForm, attack: Attack) -> Iterator[str]:
    """What is wrong with the answer to a hostile form."""
    with undone():
        answer = sent_to(world, each, form, attack.sent)
        what = f"{each.address.name} {_deeds(form)} by {each.who.name}, {attack}: {answer.status_code}"
        if answer.status_code >= 500:
            yield f"{what} {told(answer)}"
            return
        if answer.status_code in {301, 302, 303}:
            return
        text = answer.content.decode()
        if answer.status_code == 200 and each.address.name not in SHOWS:
            yield f"{what} and nothing is said"
        yield from (f"{what} {wrong}" for wrong in said_wrongly(text))
        if answer.status_code in {409, 422}:
            yield from (f"{what} {lost}" for lost in lost_words(text, form, attack))


def said_wrongly(text: str) -> Iterator[str]:
    """Faults of a page that refuses."""
    plain = html.unescape(TAGS.sub(" ", CODE_HINT.sub("", text)))
    if not THAI.search(plain):
        yield "without a sentence"
    if named := [code for code in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", plain) if code in codes()]:
        yield f"names {named}"
    if "Traceback" in plain or SCRIPT in text:
        yield "shows what no page shows"


def lost_words(text: str, form: PageForm, attack: Attack) -> Iterator[str]:
    """What was typed well beside the hostile value and does not stand in the form any more.

    A form of a service asks some fields only after a certain answer, so those that are not asked now are left out. Who
    says that the form is about a thing that is nowhere has forged it; no form of the page is that one.
    """
    if 'role="alert"' not in text:
        yield "without telling what is wrong"
    about = [name for name, field in form.fields.items() if field.type == "hidden" and name not in OF_ANY_FORM]
    if set(about) & set(attack.hostile):
        return
    kept = max(forms_on(form.where, text), key=lambda each: _likeness(each, form, about), default=None)
    asked = [name for name, field in form.fields.items() if field.is_typed and field.type != "password"]
    still = [name for name in asked if kept and name in kept.fields]
    if kept is None or len(still) * 2 < len(asked):
        yield "and the form is gone"
        return
    for name in still:
        stands = kept.fields[name].values[:1]
        if name not in attack.hostile and stands != [attack.sent[name]]:
            yield f"and {name} is lost: {stands}"


def _likeness(one: PageForm, other: PageForm, about: list[str]) -> tuple[int, int]:
    """How far two forms are the same: about the same thing, by the same fields."""
    same = [name for name in about if name in one.fields and one.fields[name].values == other.fields[name].values]
    alike = (one.fields.keys() & other.fields.keys()) - {"do"}
    return len(same), len(alike) + (one.buttons == other.buttons)


def test_hostile_values_get_a_sentence_and_the_rest_of_the_form_stays(world: World, opened: list[Opened]) -> None:
    """What no good values get through never brings the hostile ones past its first question, so it is told openly."""
    found, tried, done_by_some = [], set(), set()
    for shown in shapes(opened).values():
        done = who_gets_through(world, shown)
        each, form = done or shown[-1]
        what = (each.address.name, *_deeds(form))
        tried.add(what)
        done_by_some |= {what} if done else set()
        for attack in attacks(each.address.name, form):
            found += complaints(world, each, form, attack)
    assert found == []
    assert tried - done_by_some == NOT_DONE.keys()


def test_a_page_of_a_draft_keeps_all_but_what_cannot_be_kept(world: World, opened: list[Opened]) -> None:
    """Right or wrong, what is typed is saved; a value that is none costs only itself."""
    found = []
    for each, form in _pages_of_drafts(opened):
        for attack in attacks(each.address.name, form):
            with undone():
                sent_to(world, each, form, attack.sent)
                kept = Draft.objects.get(pk=each.bundle.things[DRAFTS[each.address.name]]).answers
                good = [name for name in form.fields if name.endswith((".name", ".address"))]
                lost = [name for name in good if name not in attack.hostile and attack.sent[name] not in kept]
            found += [f"{each.address.name}, {attack}: lost {lost}"] if lost else []
    assert found == []


def _pages_of_drafts(opened: list[Opened]) -> list[tuple[Opened, PageForm]]:
    names = {"portal:draft_page": "the applicant", "desk:intake_page": "own intake"}
    pages = (each for each in opened if names.get(each.address.name) == each.who.name and each.status == 200)
    return [(each, form) for each in pages for form in each.forms if len(form.fields) > 4][:2]


def test_a_body_larger_than_any_form_is_refused_and_the_draft_stays(world: World, opened: list[Opened]) -> None:
    found = []
    before = _drafts()
    assert before, "no draft could be lost"
    for each, form in (shown[-1] for shown in shapes(opened).values()):
        typed = [name for name, field in form.fields.items() if field.is_typed]
        if not typed:
            continue
        with undone():
            body = encoded({**form.filled(), typed[0]: "x" * 3_000_000})
            answer = world.browser(each.who).post(form.where, body, FORM)
            if answer.status_code != 413 or _drafts() != before:
                found.append(f"{each.address.name} by {each.who.name}: {answer.status_code}")
            found += said_wrongly(answer.content.decode())
    assert found == []


def _drafts() -> list[Any]:
    return list(Draft.objects.order_by("id").values_list("answers", "papers", "state"))


def test_an_answer_that_says_nothing_or_loses_words_is_found() -> None:
    """The sweep can fail: a page that names a code, shows a script, is silent, or comes back empty."""
    asked = {name: Field(name, "text", []) for name in ("note", "until")}
    attack = Attack({"note": "ข้อความ", "until": "31/02/2569"}, ("until",), "31/02/2569")
    blank = '<form method="post"><input name="note"><input name="until" value="31/02/2569"></form>'
    silent, emptied = lost_words(blank, PageForm("/", asked), attack)
    assert "without telling" in silent
    assert "note is lost" in emptied
    assert "the form is gone" in next(lost_words('<p role="alert">ไม่ได้</p>', PageForm("/", asked), attack), "")
    assert len(list(said_wrongly(f"<p>file_empty</p>{SCRIPT}"))) == 3
    assert list(said_wrongly('<p role="alert">ไฟล์ไม่มีข้อมูล</p>')) == []
