"""The one name that a clinic had before names were translated is its English name afterwards."""

import importlib

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_the_name_that_a_clinic_had_is_kept() -> None:
    migration = importlib.import_module("education.migrations.0003_clinic_names")
    apps = MigrationLoader(connection).project_state(("education", "0003_clinic_names")).apps
    clinics = apps.get_model("education", "Clinic").objects
    facts = {"country": "GB", "emergency_number": "112", "clinic_phone": "1234", "languages": ["en"]}
    clinics.create(key="old", name="Old Clinic", **facts)
    clinics.create(key="new", name="Raw", name_en="Own name", **facts)
    for _time in range(2):
        migration.copy_names(apps, None)
        assert list(clinics.order_by("pk").values_list("name_en", flat=True)) == ["Old Clinic", "Own name"]
