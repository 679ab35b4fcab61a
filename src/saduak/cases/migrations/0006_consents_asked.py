"""Consents that wait, by the number that was asked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_words_apart")]

    operations = [
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(condition=models.Q(("state", "asked")), fields=["party"], name="cases_consent_asked"),
        ),
    ]
