"""Who pays at the counter in the payer's stead."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("fees", "0002_lines_stay")]

    operations = [
        migrations.AddField("invoice", "helper", models.CharField(blank=True, default="", max_length=200)),
    ]
