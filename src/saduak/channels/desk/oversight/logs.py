"""Event logs for process mining: XES (IEEE 1849) and OCEL 2.0 as JSON, written as they go and without a name.

A log holds finished cases with their number, agency, manual, channel and end, and each activity with its time; who did
it and what anybody wrote is not in it.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import quoteattr

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.queries.courses import Course
from saduak.catalogue.queries import publication
from saduak.channels.desk.oversight.asking import READERS, asked
from saduak.channels.desk.oversight.mapping import activity_names, named
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotFound
from saduak.oversight.queries import Part, courses_of

CASE, AGENCY, MANUAL = "case", "agency", "manual"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/>\
<date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>\
<string key="lifecycle:transition" value="complete"/></global>
<classifier name="Activity" keys="concept:name"/>
"""


@never_cache
@require_GET
@for_officers(*READERS)
def as_xes(request: HttpRequest, officer: OnDuty) -> HttpResponseBase:
    """The finished cases of a service as XES. Raises NotFound without a service."""
    told = asked(request, officer, "map")
    return _sent(xes(_known(told.part)), "application/xml; charset=utf-8", "cases.xes")


@never_cache
@require_GET
@for_officers(*READERS)
def as_ocel(request: HttpRequest, officer: OnDuty) -> HttpResponseBase:
    """The same as OCEL 2.0. Raises NotFound without a service."""
    told = asked(request, officer, "map")
    return _sent(ocel(_known(told.part)), "application/json", "cases.jsonocel")


def _known(part: Part) -> Part:
    if not part.service:
        raise NotFound("not_found", what="service")
    return part


def _sent(lines: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type=kind, headers=headers)


def xes(part: Part) -> Iterator[str]:
    """The log of a part, a trace for each case."""
    names = activity_names(part.service)
    yield HEAD
    for course in courses_of(part):
        yield "".join(_trace(course, names))
    yield "</log>\n"


def _trace(course: Course, names: dict[str, str]) -> Iterator[str]:
    told = (("concept:name", course.number), *_attributes(course).items())
    yield f"<trace>{''.join(_string(key, value) for key, value in told)}\n"
    for each in course.path:
        yield (
            f"<event>{_string('concept:name', named(names, each.activity))}{_string('activity', each.activity)}"
            f'<date key="time:timestamp" value="{_moment(each.at)}"/>{_string("lifecycle:transition", "complete")}'
            f'<boolean key="in_place" value="{str(each.in_place).lower()}"/></event>\n'
        )
    yield "</trace>\n"


def _string(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>"


def _attributes(course: Course) -> dict[str, str]:
    known = publication(course.publication)
    return {
        "service": course.service,
        "version": known.version if known else "",
        "office": known.office if known else "",
        "channel": course.channel,
        "end": course.end,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def ocel(part: Part) -> Iterator[str]:
    """The log of a part as one JSON document: its types first, then objects, then events, each as they are read."""
    names = activity_names(part.service)
    types: dict[str, None] = {}
    objects: dict[str, str] = {}
    yield '{"objects":[\n'
    before = ""
    for course in courses_of(part):
        types.update(dict.fromkeys(named(names, each.activity) for each in course.path))
        for own, kind in ((str(course.agency), AGENCY), (str(course.publication), MANUAL)):
            objects.setdefault(own, kind)
        yield before + json.dumps(_case(course), ensure_ascii=False)
        before = ",\n"
    for own, kind in objects.items():
        yield before + json.dumps({"id": own, "type": kind, "attributes": [], "relationships": []})
        before = ",\n"
    yield '\n],\n"events":[\n'
    yield from _events(part, names)
    yield "\n],\n" + _types(types) + "}\n"


def _case(course: Course) -> dict[str, object]:
    first = _moment(course.path[0].at)
    told = {"number": course.number, **_attributes(course)}
    related = ((course.agency, "served by"), (course.publication, "under"))
    return {
        "id": str(course.case),
        "type": CASE,
        "attributes": [{"name": name, "time": first, "value": value} for name, value in told.items()],
        "relationships": [{"objectId": str(own), "qualifier": qualifier} for own, qualifier in related],
    }


def _events(part: Part, names: dict[str, str]) -> Iterator[str]:
    before = ""
    for course in courses_of(part):
        related = ((course.case, "of"), (course.agency, "by"), (course.publication, "under"))
        for each in course.path:
            event = {
                "id": str(each.event),
                "type": named(names, each.activity),
                "time": _moment(each.at),
                "attributes": [{"name": "in_place", "value": each.in_place}],
                "relationships": [{"objectId": str(own), "qualifier": qualifier} for own, qualifier in related],
            }
            yield before + json.dumps(event, ensure_ascii=False)
            before = ",\n"


def _types(activities: dict[str, None]) -> str:
    case = [{"name": name, "type": "string"} for name in ("number", "service", "version", "office", "channel", "end")]
    objects = [{"name": CASE, "attributes": case}, *({"name": name, "attributes": []} for name in (AGENCY, MANUAL))]
    events = [{"name": name, "attributes": [{"name": "in_place", "type": "boolean"}]} for name in activities]
    return f'"objectTypes":{json.dumps(objects)},\n"eventTypes":{json.dumps(events, ensure_ascii=False)}'
