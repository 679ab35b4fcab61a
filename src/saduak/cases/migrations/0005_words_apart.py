"""Proof of delivery, names of agencies and numbers of papers may be erased; what is filed anew names its old case."""

import saduak.ledger.erasure
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_board_and_register")]

    operations = [
        migrations.AddField(
            model_name="defectrecord",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="defectrecord",
            name="salt",
            field=models.BinaryField(
                default=saduak.ledger.erasure.fresh_salt, editable=False, max_length=16, null=True
            ),
        ),
        migrations.AddField(
            model_name="ground",
            name="named",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="draft",
            name="refiles",
            field=models.UUIDField(null=True),
        ),
    ]
