"""The one name that a clinic had becomes its English one; nothing of it is lost, and running it again changes nothing."""

from django.db import migrations
from django.db.models import F


def copy_names(apps, schema_editor):
    apps.get_model("education", "Clinic").objects.filter(name_en=None).update(name_en=F("name"))


class Migration(migrations.Migration):
    dependencies = [("education", "0002_clinic_copy")]

    operations = [migrations.RunPython(copy_names, migrations.RunPython.noop)]
