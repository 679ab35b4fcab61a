"""An appeal may be against a return as well; each order may be appealed once."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("cases", "0011_growth"),)
    operations = (
        migrations.AddField("appeal", "against", models.CharField(default="decision", max_length=10)),
        migrations.AddField("appeal", "order_letter", models.UUIDField(null=True)),
        migrations.RemoveConstraint("appeal", "cases_appeal_once"),
        migrations.AddConstraint(
            "appeal",
            models.UniqueConstraint(
                condition=~Q(stage="withdrawn"), fields=("case", "order_letter"), name="cases_appeal_of_order"
            ),
        ),
    )
