"""A revision says whose file its words came from, where they came in one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("education", "0004_trusted_publishers"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="imported_by",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
    ]
