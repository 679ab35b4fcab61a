"""When a posted order counts as received."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('licences', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='licenceorder',
            name='deemed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name='licenceorder',
            index=models.Index(condition=models.Q(('in_force_on', None)), fields=['deemed_on'], name='licences_order_posted'),
        ),
    ]
