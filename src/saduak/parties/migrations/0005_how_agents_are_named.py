"""A mandate knows how its giver named the agent, and shows no more."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("parties", "0004_names_of_officers"),
    ]

    operations = [
        migrations.AddField("mandate", "named_by", models.CharField(default="number", max_length=8)),
    ]
