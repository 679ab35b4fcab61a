"""The log of outages, and the pulse of the worker."""

import django.db.models.deletion
import saduak.ledger.erasure
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial"), ("cases", "0009_automatic")]
    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "salt",
                    models.BinaryField(
                        default=saduak.ledger.erasure.fresh_salt, editable=False, max_length=16, null=True
                    ),
                ),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("source", models.CharField(max_length=8)),
                ("evidence", models.TextField(blank=True, default="")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.agency",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.officer",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddIndex("outage", models.Index(fields=["until"], name="cases_outage_until")),
    ]
