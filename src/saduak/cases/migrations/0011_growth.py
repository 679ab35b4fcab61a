"""Indexes under every view of the work list, so that a page reads no more of many cases than of few."""

from django.db import migrations, models
from django.db.models import Q

OPEN = Q(("closed_at", None))
WAITS = Q(("state__in", ("draft", "checked")))


def _of_open(name: str, *fields: str) -> migrations.AddIndex:
    return migrations.AddIndex("case", models.Index(fields=fields, condition=OPEN, name=name))


class Migration(migrations.Migration):
    dependencies = (("cases", "0010_outages"),)
    operations = (
        _of_open("cases_open_unit", "unit", "act_on", "id"),
        _of_open("cases_open_state", "agency", "state", "act_on", "id"),
        _of_open("cases_open_service", "agency", "service", "act_on"),
        _of_open("cases_open_due", "agency", "due_on", "state"),
        migrations.AddIndex("decision", models.Index(fields=("state",), condition=WAITS, name="cases_decision_waits")),
    )
