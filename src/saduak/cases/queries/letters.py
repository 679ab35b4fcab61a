"""What a case says in letters: every value a template may name, in the language of the letter, and who signs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from saduak.cases.models import Appeal, Decision, Ground, NewOrder
from saduak.cases.queries.appeals import appeal_of_return, appeal_text
from saduak.cases.queries.automatic import BY_RULE, finding_of, rule_told, told_by_rule
from saduak.cases.queries.decisions import decided_lines
from saduak.cases.queries.defects import RecordedItem, defect_record
from saduak.cases.queries.reasoning import LESS, templates, told_once
from saduak.cases.queries.whole import WholeCase, whole_case
from saduak.cases.queries.wording import wording
from saduak.cases.story import facts_of
from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError, NotAllowed, NotFound
from saduak.core.facts import Happened
from saduak.core.fees import bill
from saduak.core.letters import answer_values, in_language, kinds_of_values, merged
from saduak.core.money import Money, baht_in_words
from saduak.core.package import Letter
from saduak.core.package.words import cited, cited_in_short
from saduak.core.reasons import Language, short_date, written
from saduak.core.transitions import State
from saduak.identities.queries import claims
from saduak.ledger.actors import Actor
from saduak.messages import queries as messages
from saduak.messages.commands import Acknowledgement, Signatory
from saduak.parties.policy import power_of
from saduak.parties.queries import holders_at, known_user, letter_office
from saduak.sources.texts import article, sentences

OF_OUTCOME: Mapping[str, tuple[str, ...]] = {
    "granted": ("decision_granted", "certificate"),
    "granted_with_conditions": ("decision_granted", "certificate"),
    "partly_granted": ("decision_granted", "certificate"),
    "refused": ("decision_refused", "lapse"),
}
"""Which kind of letter tells an outcome; the first that the package has. A notification has no licence to refuse: its
certificate, or the order that it has lapsed (PHA s.48)."""
OF_EVENT: Mapping[str, tuple[str, ...]] = {
    "case.filed": ("receipt",),
    "case.completed": ("receipt",),
    "case.defect_recorded": ("objection", "defect"),
    "case.returned": ("return", "lapse"),
    "case.hearing_opened": ("hearing",),
    "case.referred": ("referral",),
    "case.withdrawn": ("withdrawal",),
    "case.version_moved": ("new_manual",),
    "case.defect_extended": ("defect_extended",),
    "case.reinstated": ("reinstated",),
    "case.exception_ordered": ("exception_ordered",),
}
"""The same for what happens before a decision; from the hearing on these are letters of the house, which no package
brings."""
GROUNDED = ("case.defect_extended", "case.reinstated", "case.exception_ordered")
"""Acts whose letters of the house tell their reasons (APA s.37, s.42)."""
RECORD = "case.defect_recorded"


class Composed(NamedTuple):
    """A letter of a case, filled: `kind` is that of the package, or of the house."""

    kind: str
    language: Language
    subject: str
    body: str
    closing: str
    acknowledgement: Acknowledgement = Acknowledgement()


def letter_for(case: WholeCase, event: str, language: Language) -> Composed:
    """The letter that answers an event, filled with what the case knows. Raises NotFound where
    there is nothing to tell: no draft of a decision, or no such letter in the package."""
    kinds = OF_OUTCOME[_decision(case).outcome] if event == "case.decided" else OF_EVENT[event]
    values = case_values(case, language)
    if event == "case.returned":
        values = {**values, **_of_return(case, language)}
    for kind in kinds:
        found = next((letter for letter in case.package.letters if letter.kind == kind), None)
        if found:
            outcome = case.decision.outcome if case.decision and event == "case.decided" else ""
            said = _filled(found, values, language, outcome)
            return said._replace(acknowledgement=acknowledgement(case, language)) if event == RECORD else said
    words = wording(language)
    if f"{kinds[0]}.subject" not in words:
        raise NotFound("not_found", what="letter")
    subject, body = (merged(words[f"{kinds[0]}.{part}"], values) for part in ("subject", "body"))
    return Composed(kinds[0], language, subject, body, words["closing.usual"])


def _filled(letter: Letter, values: Mapping[str, str], language: Language, outcome: str) -> Composed:
    closing = merged(in_language(letter.closing, language), values) if letter.closing else ""
    subject, body = (merged(text, values) for text in templates(letter, outcome, values, language))
    return Composed(letter.kind, language, subject, told_once(body, language), closing.strip())


def acknowledgement(case: WholeCase, language: Language) -> Acknowledgement:
    """The applicant's place on the sheet of a defect record (LFA s.8): a line to sign, or how it was told otherwise."""
    said, words = case.story.last(RECORD), wording(language)
    if said is None:
        return Acknowledgement()
    how = said.payload["acknowledgement"]
    name = addressed_name(case) if how == "signature" else ""
    return Acknowledgement(words["acknowledge.text"], name, words["acknowledge.role"], words[f"acknowledge.{how}"])


def addressed_name(case: WholeCase) -> str:
    """The applicant as a letter addresses it: a person with the title that the log-in told, else as named."""
    name = case.row.words.applicant_name
    told = claims(case.row.person_id) if case.row.person_id and not case.row.organisation_id else None
    is_bare = told is not None and bool(told.title) and told.name == name
    return f"{told.title}{name}" if told and is_bare else name


def preview_letter(actor: Actor, case_id: UUID, now: datetime) -> str:
    """The letter of a drafted decision as a whole HTML page, without a number. Raises NotFound."""
    case = whole_case(actor, case_id, now)
    return messages.preview(_draft(case), now.astimezone(BANGKOK).date())


def preview_letter_pdf(actor: Actor, case_id: UUID, now: datetime) -> bytes:
    """The same as PDF. Raises NotFound, Unavailable."""
    case = whole_case(actor, case_id, now)
    return messages.preview_pdf(_draft(case), now.astimezone(BANGKOK).date())


def _draft(case: WholeCase) -> messages.Draft:
    language = language_of(case)
    said = letter_for(case, "case.decided", language)
    return messages.Draft(
        agency_id=case.row.agency_id,
        language=language,
        name=addressed_name(case),
        address=case.row.words.applicant_address,
        case_number=case.row.number,
        subject=said.subject,
        body=said.body,
        closing=said.closing,
        signatory=_signing_now(case, language),
        unit=unit_of(case, language),
    )


def language_of(case: WholeCase) -> Language:
    """In which language the applicant is written to: as it chose, else as it filed."""
    filed: Language = "en" if case.row.language == "en" else "th"
    party = case.row.organisation_id or case.row.person_id
    return messages.preferred_language(party, filed) if party else filed


def unit_of(case: WholeCase, language: Language) -> str:
    """The unit that holds the matter, if the case was given to one."""
    unit = case.row.unit
    return "" if unit is None else unit.name_en if language == "en" else unit.name_th


# The values


def case_values(case: WholeCase, language: Language, *templates: str) -> Mapping[str, str]:
    """Every value of `CASE_VALUES` that the case can give, its form's answers, and those of the house's letters; with
    templates those only that stand beside what they ask for."""
    asked = kinds_of_values(*templates)
    found: dict[str, str] = {}
    for kinds, give in GIVERS:
        if not templates or kinds & asked:
            found |= give(case, language)
    return found


def _of_form(case: WholeCase, language: Language) -> Mapping[str, str]:
    return answer_values(case.form, case.answers, language, sentences(language))


def _of_case(case: WholeCase, language: Language) -> dict[str, str]:
    row, words, service = case.row, sentences(language), case.package.service
    later = wording(language)["value.later"]
    due = row.due_at.astimezone(BANGKOK) if row.due_at else row.due_on
    return {
        "case.number": row.number,
        "case.filed_at": _moment(row.entered_at, language),
        "case.received_at": _moment(row.received_at, language) if row.received_at else later,
        "case.due": written(due, language, words) if due else later,
        "applicant.name": row.words.applicant_name,
        "applicant.address": row.words.applicant_address,
        "service.name": in_language(service.name, language),
        "service.promise": written(service.promise, language, words),
        "authority.title": in_language(service.authority.title, language),
    }


def _of_office(case: WholeCase, language: Language) -> dict[str, str]:
    office = letter_office(case.row.agency_id, language)
    return {"agency.name": office.name, "agency.address": office.address, "agency.telephone": office.telephone}


def _of_defect(case: WholeCase, language: Language) -> dict[str, str]:
    held = defect_record(case.row, case.book, case.now) if case.story.last(RECORD) else None
    if held is None:
        return {}
    listed = _items(case, held.items, language)
    told = [fact.deadline for fact in facts_of(case.story).of(Happened.DEFECT_RECORDED) if fact.deadline]
    deadline = written(max(told, default=held.deadline), language, sentences(language))
    return {"defect.items": listed, "defect.deadline": deadline, "decision.reasons": listed}


def _of_return(case: WholeCase, language: Language) -> dict[str, str]:
    """Why an application is returned (LFA s.9): the officer's written reasons, then the items that are still open. Of
    one that may be returned a slot stands where the reasons will be.
    """
    held = defect_record(case.row, case.book, case.now)
    if held is None:
        return {}
    returned = case.story.last("case.returned") if case.state is State.RETURNED else None
    open_items = returned.payload["items"] if returned else held.standing.still_open
    listed = _items(case, [item for item in held.items if str(item.id) in open_items], language)
    reasons = wording(language)["value.reasons_to_come"]
    if returned:
        reasons = Ground.objects.get(pk=returned.payload["ground_id"]).text
    said = {"defect.items": listed, "decision.reasons": f"{reasons}\n{listed}"}
    lapses = all(letter.kind != "return" for letter in case.package.letters)  # PHA s.48: an order under its own law
    return said if lapses else {**said, "decision.appeal": appeal_of_return(language)}


def _items(case: WholeCase, items: Iterable[RecordedItem], language: Language) -> str:
    """Items of the defect record, one a row: which paper or question, what is wrong, what to do."""
    says = wording(language)["reasons.item"]
    return "\n".join(
        says.format(number=item.number, about=_about(case, item.about, language), found=item.found, mend=item.mend)
        for item in items
    )


def _about(case: WholeCase, about: str, language: Language) -> str:
    """The paper or the question that an item names, as the manual calls it; of lines the name of their group."""
    kind, _, named = about.partition(":")
    if kind == "document":
        listed = case.package.service.documents
        names = {each.id: each.name for each in (() if isinstance(listed, str) else listed)}
    else:
        names = {group.id: group.title for group in case.form.groups()}
        names |= {f"{group.id}.{field.id}": field.label for group in case.form.groups() for field in group.fields}
    return in_language(names[named], language) if named in names else named


def _of_decision(case: WholeCase, language: Language) -> dict[str, str]:
    """What the decision says; before one is made, what is drafted, dated the day of looking at it."""
    words = wording(language)
    said = {
        "decision.appeal": appeal_text(case.package, language),
        "licence.number": words["value.on_licence"],
        "licence.issued_on": words["value.on_licence"],
        "licence.expires_on": words["value.on_licence"],
        "licence.conditions": _conditions(case, language),
    }
    if case.decision is None:
        return said
    day = (case.decision.made_at or case.now).astimezone(BANGKOK).date()
    lines = [line.told for line in decided_lines(case, language)]
    usual = "" if case.decision.outcome in LESS else words["reasons.none"]
    reasons = "\n".join([*_by_rule(case, language), *_reasons(case.decision, lines, words)]) or usual
    return {
        **said,
        "decision.on": written(day, language, sentences(language)),
        "decision.outcome": words[f"outcome.{case.decision.outcome}"],
        "decision.reasons": reasons,
    }


def _by_rule(case: WholeCase, language: Language) -> Iterator[str]:
    """That a rule decided, by which order, and what it asked."""
    found = finding_of(case) if case.decision and case.decision.power.get("kind") == BY_RULE else None
    if found:
        yield told_by_rule(found, language)


def _reasons(decision: Decision, lines: list[str], words: Mapping[str, str]) -> Iterator[str]:
    """Facts, law and considerations, then every line with its outcome, conditions and reasons."""
    yield from stated(decision, words)
    if decision.outcome == "partly_granted":
        yield words["reasons.whole"].format(outcome=words["outcome.partly_granted"])
    yield from _each_line(decision.lines, lines, words)


def stated(order: Decision | Appeal, words: Mapping[str, str]) -> Iterator[str]:
    """Facts, law and considerations, as far as they were given (APA s.37)."""
    for part in ("facts", "law", "reasons"):
        if text := getattr(order, part):
            yield words[f"reasons.{part}"].format(text=text)


def _each_line(decided: Iterable[Mapping[str, Any]], lines: list[str], words: Mapping[str, str]) -> Iterator[str]:
    for line in decided:
        outcome = words[f"outcome.{line['outcome']}"]
        yield words["reasons.line"].format(number=line["line"], line=lines[line["line"] - 1])
        yield words["reasons.line_outcome"].format(outcome=outcome)
        for text in line["conditions"]:
            yield words["reasons.line_condition"].format(text=text)
        if line["reasons"]:
            yield words["reasons.line_reasons"].format(text=line["reasons"])


def order_told(case: WholeCase, order: NewOrder, language: Language) -> str:
    """What another order on the case decides: every line with its outcome, and the order's own conditions."""
    words = wording(language)
    lines = [line.told for line in decided_lines(case, language)]
    because = words["reasons.condition_reasons"]
    own = [f"{each['text']} {because.format(text=each['reason'])}" for each in order.conditions]
    listed = [words["reasons.condition"].format(number=n, text=text) for n, text in enumerate(own, 1)]
    return "\n".join([*_each_line(order.lines, lines, words), *listed])


def _conditions(case: WholeCase, language: Language) -> str:
    """The conditions of the licence itself and those of this decision, each of these with its reason."""
    words = wording(language)
    outputs = case.package.service.outputs
    usual = [in_language(text, language) for text in outputs[-1].conditions] if outputs else []
    own = [
        " ".join(
            filter(
                None, (each["text"], each["reason"] and words["reasons.condition_reasons"].format(text=each["reason"]))
            )
        )
        for each in (case.decision.conditions if case.decision else [])
    ]
    listed = [words["reasons.condition"].format(number=n, text=text) for n, text in enumerate([*usual, *own], 1)]
    return "\n".join(listed) or words["reasons.no_conditions"]


def _of_fee(case: WholeCase, language: Language) -> dict[str, str]:
    """The fee in force on the day; a figure of another body's ordinance says that it is a sample."""
    words, package = wording(language), case.package
    day = (case.row.decided_at or case.now).astimezone(BANGKOK).date()
    try:
        found = bill(
            package.fees,
            case.answers,
            day,
            form=package.form,
            classes=case.form.classes,
        )
    except LawError:
        return dict.fromkeys(("fee.total", "fee.words"), words["value.fee_told_later"])
    total = written(Money(found.total), language, sentences(language))
    shown = total if found.billable else words["value.fee_sample"].format(fee=total)
    return {"fee.total": shown, "fee.words": baht_in_words(found.total, language)}


def _of_house(case: WholeCase, language: Language) -> dict[str, str]:
    """What only the letters of the house name."""
    reasoned = case.story.last(*GROUNDED)
    hearing, referred, withdrawn = case.hearing, case.story.last("case.referred"), case.story.last("case.withdrawn")
    moved = case.story.last("case.version_moved")
    answer_by = written(hearing.answer_by, language, sentences(language)) if hearing and hearing.answer_by else ""
    return {
        "hearing.grounds": hearing.grounds if hearing else "",
        "hearing.answer_by": answer_by,
        "referral.agency": case.named_in(referred) if referred else "",
        "manual.version": moved.payload["version"] if moved else "",
        "manual.article": article(cited(moved.payload["article"]), language) if moved else "",
        "withdrawal.on": _moment(withdrawn.at, language) if withdrawn else "",
        "order.reasons": Ground.objects.get(pk=reasoned.payload["ground_id"]).text if reasoned else "",
    }


GIVERS: Sequence[tuple[frozenset[str], Callable[[WholeCase, Language], Mapping[str, str]]]] = (
    (frozenset({"form", "lines"}), _of_form),
    (frozenset({"case", "applicant", "service", "authority"}), _of_case),
    (frozenset({"agency"}), _of_office),
    (frozenset({"defect", "decision"}), _of_defect),
    (frozenset({"decision", "licence"}), _of_decision),
    (frozenset({"fee"}), _of_fee),
    (frozenset({"hearing", "referral", "manual", "withdrawal", "order"}), _of_house),
)
"""Who gives which values, by the first word of their names; of what two give, the later's stands."""


def _moment(at: datetime, language: Language) -> str:
    return written(at.astimezone(BANGKOK), language, sentences(language))


def _decision(case: WholeCase) -> Decision:
    if case.decision is None:
        raise NotFound("not_found", what="decision")
    return case.decision


# Who signs


def signatory_of(case: WholeCase, user_id: UUID | None, language: Language) -> Signatory:
    """Who acted, with name and post (APA s.36), and for a decision the power under which it was made.

    The post of a decision is the one that had the power. What went by itself, or followed from what somebody without a
    post did, bears the agency and the order that set the system.
    """
    held = holders_at(case.row.agency_id, (user_id,)).get(user_id) if user_id else None
    if held is None:
        return signed_by_rule(case, language) or signed_by_system(case, language)
    made = case.decision if case.decision and case.decision.state == "made" else None
    if made is None:
        return Signatory(held.name, held.position)
    return Signatory(held.name, made.power["position"], power_line(made.power, language))


def signed_by_rule(case: WholeCase, language: Language) -> Signatory | None:
    """The agency, with rule and order, for what a rule decided; nobody signs by hand. None for any other case."""
    if case.decision is None or case.decision.power.get("kind") != BY_RULE:
        return None
    return Signatory("", letter_office(case.row.agency_id, language).name, power_line(case.decision.power, language))


def signed_by_system(case: WholeCase, language: Language) -> Signatory:
    """The agency, with the order of its head that set the electronic system (EPA s.16); nobody signs by hand."""
    words, order = wording(language), case.row.agency.designation_order
    told = words["system.by_order"].format(order=order) if order else words["system.by_itself"]
    return Signatory("", letter_office(case.row.agency_id, language).name, told)


def _signing_now(case: WholeCase, language: Language) -> Signatory:
    """Who would sign the draft if it were made now: who looks at it, if that officer decides here; else the post that
    the manual names, with a slot for the name."""
    service, user_id = case.package.service, case.who.user
    title = in_language(service.authority.title, language)
    to_come = Signatory(wording(language)["value.signer_to_come"], title)
    if user_id is None:
        return to_come
    try:
        power = power_of(user_id, case.row.agency_id, service.authority.power, case.now)
    except NotAllowed:
        return to_come
    since, until = (day.isoformat() if day else None for day in (power.since, power.until))
    told = {**power._asdict(), "of": power.giver_position, "since": since, "until": until}
    return Signatory(known_user(user_id).name, power.position, power_line(told, language))


def power_line(power: Mapping[str, Any], language: Language) -> str:
    """The source of power as a letter prints it: the section, or the order with its number and dates."""
    words = wording(language)
    section = article(cited(power["section"]), language)
    if power["kind"] == "section":
        key = "power.section_of" if power["basis"] else "power.section"
        return words[key].format(section=section, basis=_basis(power["basis"], language))
    since, until = (_day(power[name], language) for name in ("since", "until"))
    of = rule_told(power["of"], language) if power["kind"] == BY_RULE else power["of"]
    told = [words[f"power.{power['kind']}"].format(of=of, number=power["number"], since=since)]
    told += [words["power.until"].format(until=until)] if until else []
    return " ".join((*told, words["power.own_section"].format(section=section)))


def _basis(written_as: str, language: Language) -> str:
    """The law behind a post's own power: an article in words, anything else as it was written."""
    found = cited_in_short(written_as)
    return article(found, language) if found else written_as


def _day(moment: str | None, language: Language) -> str:
    """The day of a moment in ISO form, without its weekday."""
    if moment is None:
        return ""
    day: date = datetime.fromisoformat(moment).astimezone(BANGKOK).date()
    return short_date(day, language, sentences(language))
