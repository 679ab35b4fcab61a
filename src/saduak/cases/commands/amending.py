"""Answers put right: on the spot with the applicant, or in answer to the defect record."""

from collections.abc import Iterator, Mapping
from typing import Any

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.commands.applying import Applicant, answered, applicant_name
from saduak.cases.commands.consents import ask_consents
from saduak.cases.models import Consent
from saduak.cases.queries.defects import StandingRecord
from saduak.core.errors import DomainError
from saduak.core.formlogic import Checked
from saduak.core.package import Answers, FieldKind
from saduak.core.reasons import Words
from saduak.ledger.canonical import canonical


def amend(act: Act, given: Mapping[str, Any]) -> Checked:
    """Replace the answers by `given`, which is the whole form as it should read; what is still wrong with it.

    Raises DomainError("line_refused", "nothing_amended").
    """
    checked = act.form.check(given)
    if checked.refusals:
        first = checked.refusals[0]
        raise DomainError("line_refused", why=Words(first.says.th, first.says.en), rule=first.rule)
    fields = sorted(changed(act.answers, checked.answers))
    if not fields:
        raise DomainError("nothing_amended")
    words = act.case.words
    words.answers = canonical(checked.answers)
    words.applicant_name = applicant_name(Applicant(act.case.person_id, act.case.organisation_id), checked.answers)
    words.applicant_address = answered(act.form, checked.answers, FieldKind.ADDRESS)
    words.applicant_email = answered(act.form, checked.answers, FieldKind.EMAIL)
    words.save(update_fields=["answers", "applicant_name", "applicant_address", "applicant_email"])
    act.record(
        events.ANSWERS_AMENDED,
        "LFA s.8",
        fields=fields,
        answers=words.digest(words.answers),
        applicant_name=words.digest(words.applicant_name),
    )
    act.__dict__.pop("answers", None)
    ask_consents(act, frozenset(Consent.objects.filter(case=act.case).values_list("document", "party")))
    return checked


def mend(act: Act, held: StandingRecord, given: Mapping[str, Any]) -> None:
    """Replace the answers by `given` in answer to the defect record: only in what its open items name, what was wrong
    anyway, and what is asked or no longer asked because of that; and without a fault there.

    Raises DomainError("beyond_record", "answers_faulty"), and as `amend` does.
    """
    old, checked = act.answers, act.form.check(given)
    known = act.form.check(old).faults
    still_open = set(held.standing.still_open)
    named = {item.about.removeprefix("field:") for item in held.items if str(item.id) in still_open}
    named |= {f"{fault.group}.{fault.field}" for fault in known}
    named |= _asked(act, old) ^ _asked(act, checked.answers)
    beyond = [name for name in sorted(changed(old, checked.answers)) if not _may_change(name, named)]
    if beyond:
        raise DomainError("beyond_record", fields=[_label(act, name) for name in beyond])
    faults = [fault for fault in checked.faults if fault not in known or f"{fault.group}.{fault.field}" in named]
    if faults:
        raise DomainError("answers_faulty", count=len(faults))
    amend(act, given)


def _asked(act: Act, answers: Answers) -> set[str]:
    """Every question that is asked of who answers so, as "group.field"; not those of lines, which come as a whole."""
    groups = [group for page in act.form.pages(answers) for group in page.groups]
    shown = {f"{group.id}.{field.id}" for group in groups for field in act.form.fields(group, answers)}
    return shown | {group.id for group in groups}


def _may_change(name: str, named: set[str]) -> bool:
    """A field that is named, or lines of which a field is."""
    group = name.partition(".")[0]
    return name in named or group in named or (group == name and any(each.startswith(f"{name}.") for each in named))


def _label(act: Act, name: str) -> Words:
    """A question of the form by its words; lines by the name of their group."""
    group_id, _, field_id = name.partition(".")
    group = next(group for group in act.form.groups() if group.id == group_id)
    label = next((field.label for field in group.fields if field.id == field_id), group.title)
    return Words(label.th, label.en)


def changed(old: Answers, new: Answers) -> Iterator[str]:
    """Each field that reads differently, as "group.field"; a group of several lines as a whole."""
    for group in old.keys() | new.keys():
        before, after = old.get(group, {}), new.get(group, {})
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            names = before.keys() | after.keys()
            yield from (f"{group}.{name}" for name in names if before.get(name) != after.get(name))
        elif canonical(before) != canonical(after):
            yield group
