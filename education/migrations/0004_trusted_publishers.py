"""Publishers whose signatures are trusted here, and editions that name the publisher whose reviewer signed them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('education', '0003_clinic_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrustedPublisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('public_key', models.CharField(max_length=44, unique=True, verbose_name='public key')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added on')),
            ],
            options={
                'verbose_name': 'trusted publisher',
                'verbose_name_plural': 'trusted publishers',
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='publisher',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='edition',
            name='signed_there',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publisher', ''), ('signed_there', None)), models.Q(('publisher__gt', ''), ('signed_there__isnull', False)), _connector='OR'), name='edition_of_a_publisher_has_its_day'),
        ),
        migrations.AddField(
            model_name='trustedpublisher',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
        ),
    ]
