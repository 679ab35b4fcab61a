"""Log-ins get a name: orders say who made them (APA s.36)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("parties", "0003_agencies_that_serve"),
    ]

    operations = [
        migrations.AddField("user", "name", models.CharField(blank=True, default="", max_length=200)),
    ]
