"""Who handles money is an office of its own: whoever decides a case does not take its fee."""

from django.db import migrations, models

ROLES = (
    ("intake", "รับคำขอ"),
    ("officer", "เจ้าหน้าที่"),
    ("checker", "ผู้ตรวจสอบ"),
    ("authority", "ผู้มีอำนาจอนุญาต"),
    ("supervisor", "ผู้บังคับบัญชา"),
    ("agency_admin", "ผู้ดูแลระบบของหน่วยงาน"),
    ("finance", "การเงิน"),
    ("regulator", "สำนักงาน ก.พ.ร."),
    ("auditor", "ผู้ตรวจสอบภายนอก"),
)


class Migration(migrations.Migration):

    dependencies = [("parties", "0005_how_agents_are_named")]

    operations = [migrations.AlterField("rolegrant", "role", models.CharField(choices=list(ROLES), max_length=20))]
