"""A telephone number has no slash any more, and at least two digits: nothing changes in the database."""

from django.core.validators import RegexValidator
from django.db import migrations, models

phone_number = RegexValidator(
    r"\A(?=(?:[^0-9]*[0-9]){2})\+?\(?[0-9][0-9 ().-]{1,28}\Z",
    "Write the number in digits 0–9; blanks, brackets, dots, dashes and a plus at the start may stand between.",
)
HELP = "A public number for help on the same day, such as 111 in the United Kingdom. May be left empty."


class Migration(migrations.Migration):
    dependencies = [
        ("education", "0006_newest_source_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clinic",
            name="clinic_phone",
            field=models.CharField(
                max_length=30, validators=[phone_number], verbose_name="the clinic's telephone"
            ),
        ),
        migrations.AlterField(
            model_name="clinic",
            name="emergency_number",
            field=models.CharField(
                max_length=30, validators=[phone_number], verbose_name="emergency number"
            ),
        ),
        migrations.AlterField(
            model_name="clinic",
            name="urgent_number",
            field=models.CharField(
                blank=True,
                help_text=HELP,
                max_length=30,
                validators=[phone_number],
                verbose_name="number for urgent advice",
            ),
        ),
    ]
