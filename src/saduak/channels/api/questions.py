"""Questions with an answer that is computed: a fee, the guide, the law."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from saduak.catalogue import queries
from saduak.channels.api import answers, shapes
from saduak.channels.api.errors import JSON, Refused, encoded
from saduak.channels.api.services import AT_OFFICE, REFUSALS, Slug, current, published, today
from saduak.core.fees import bill
from saduak.core.formlogic import classes_of
from saduak.core.package import Answers, Field, Line
from saduak.sources.guides import guide, leads
from saduak.sources.questions import UNREADABLE, reply

router = Router(tags=["questions"])
MOST_LINES = 200
"""Lines of a repeating group; more belong into a file."""
LAW_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": shapes.LawQuestion.model_json_schema()}},
    }
}


@router.post(AT_OFFICE + "/fee", response={200: shapes.Bill, 400: shapes.Refusal, **REFUSALS}, url_name="fee")
def fee(request: HttpRequest, kind: Slug, name: Slug, office: Slug, asked: shapes.FeeQuestion) -> shapes.Bill:  # noqa: ARG001
    """What an office asks for these answers, item by item, with every reason. Nothing is kept."""
    service, day = f"{kind}/{name}", asked.on or today()
    row = published(service, office, asked.version) if asked.version else current(service, office, day)
    package = queries.package(row)
    found = bill(
        package.fees,
        _answers(asked.answers),
        day,
        paid_on=asked.paid_on,
        form=package.form,
        classes=classes_of(package.form, package.code_lists),
    )
    return shapes.Bill(
        service=service,
        version=row.version,
        office=office,
        on=day,
        items=[answers.charge(item) for item in found.items],
        left_out=answers.reasons(found.left_out),
        total_satang=found.total,
        billable=found.billable,
    )


def _answers(given: Mapping[str, shapes.Line | list[shapes.Line]]) -> Answers:
    """Answers as the core takes them. Raises Refused("invalid") for more lines than anybody types."""
    if any(isinstance(group, list) and len(group) > MOST_LINES for group in given.values()):
        raise Refused("invalid", field="answers")
    return {
        name: tuple(_line(line) for line in group) if isinstance(group, list) else _line(group)
        for name, group in given.items()
    }


def _line(given: shapes.Line) -> Line:
    return {name: tuple(answer) if isinstance(answer, list) else answer for name, answer in given.items()}


@router.get("/guide", response=shapes.Guide, url_name="guide")
def guide_questions(request: HttpRequest) -> shapes.Guide:  # noqa: ARG001
    """The questions of "what do I need?"."""
    return shapes.Guide(questions=[_question(field) for field in guide().questions])


def _question(field: Field) -> shapes.GuideQuestion:
    options = [shapes.Choice(value=option.value, label=answers.words(option.label)) for option in field.options]
    return shapes.GuideQuestion(id=field.id, kind=field.kind.value, label=answers.words(field.label), options=options)


@router.post(
    "/guide",
    response={200: shapes.Leads, 400: shapes.Refusal, 422: shapes.Refusal},
    url_name="leads",
)
def guide_leads(request: HttpRequest, given: shapes.GuideAnswers) -> shapes.Leads:  # noqa: ARG001
    """The services that the answers lead to. A question left open, or unreadable, leads nowhere."""
    found = leads(guide(), given.answers)
    return shapes.Leads(leads=[shapes.Lead(service=lead.service, why=answers.words(lead.why)) for lead in found])


@router.post(
    "/law",
    response={200: shapes.LawAnswer, 400: shapes.Refusal, 422: shapes.Refusal},
    url_name="law",
    openapi_extra=LAW_BODY,
)
def law(request: HttpRequest) -> HttpResponse:
    """One question to the law: what one line of `saduak law` answers."""
    found = reply(request.body)
    return HttpResponse(encoded(found), status=_status(found), content_type=JSON)


def _status(found: Mapping[str, Any]) -> int:
    if "error" not in found:
        return 200
    return 400 if found["error"]["code"] in UNREADABLE else 422
