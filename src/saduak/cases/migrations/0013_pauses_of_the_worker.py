"""A gap of the worker is no outage of the channel; what was recorded of it before counts as one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("cases", "0012_appeals_of_returns"),)
    operations = (migrations.AddField("outage", "what", models.CharField(default="channel", max_length=8)),)
