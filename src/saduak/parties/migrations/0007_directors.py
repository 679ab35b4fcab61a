"""A mandate knows whether its agent directs the organisation."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("parties", "0006_finance"),
    ]

    operations = [
        migrations.AddField("mandate", "directs", models.BooleanField(default=False)),
    ]
