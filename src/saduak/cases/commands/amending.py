"""Answers put right: on the spot with the applicant, or in answer to the defect record."""

from collections.abc import Iterator, Mapping
from typing import Any

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.commands.applying import Applicant, answered, applicant_name
from saduak.cases.commands.consents import ask_consents
from saduak.cases.models import Consent
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


def changed(old: Answers, new: Answers) -> Iterator[str]:
    """Each field that reads differently, as "group.field"; a group of several lines as a whole."""
    for group in old.keys() | new.keys():
        before, after = old.get(group, {}), new.get(group, {})
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            names = before.keys() | after.keys()
            yield from (f"{group}.{name}" for name in names if before.get(name) != after.get(name))
        elif canonical(before) != canonical(after):
            yield group
