"""Two payments that look alike are told apart, and nobody's slip is in another's way."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("fees", "0003_helper")]

    operations = [
        migrations.AddField("payment", "shown_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("slip", "fees_slip_once"),
        migrations.AddConstraint(
            "slip", models.UniqueConstraint(fields=("bank", "transaction", "invoice"), name="fees_slip_once")
        ),
    ]
