"""Agencies get a short name, the head of their letters and the rule of two people; posts get their own power."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def name_agencies(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """An agency from before short names is called by its id until somebody names it."""
    agency = apps.get_model("parties", "Agency")
    for row in agency.objects.filter(slug=""):
        row.slug = str(row.id)
        row.save(update_fields=["slug"])


class Migration(migrations.Migration):

    dependencies = [
        ("parties", "0002_login_without_address"),
    ]

    operations = [
        migrations.AddField("agency", "slug", models.CharField(default="", max_length=80), preserve_default=False),
        migrations.RunPython(name_agencies, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("agency", "slug", models.CharField(max_length=80, unique=True)),
        migrations.AddField("agency", "address_th", models.CharField(blank=True, default="", max_length=400)),
        migrations.AddField("agency", "address_en", models.CharField(blank=True, default="", max_length=400)),
        migrations.AddField("agency", "telephone", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("agency", "email", models.EmailField(blank=True, default="", max_length=254)),
        migrations.AddField("agency", "letter_code", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddField("agency", "four_eyes", models.BooleanField(default=True)),
        migrations.AddField("agency", "four_eyes_order", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("agency", "four_eyes_reason", models.UUIDField(null=True)),
        migrations.AddField(
            "agency",
            "four_eyes_officer",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.officer"
            ),
        ),
        migrations.AddField("agency", "four_eyes_since", models.DateTimeField(null=True)),
        migrations.AddField("officer", "own_power", models.JSONField(null=True)),
        migrations.AddField(
            "officer", "own_power_source", models.CharField(blank=True, default="", max_length=200)
        ),
    ]
