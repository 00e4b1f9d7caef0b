"""A publisher's house whose English words are signed, for the pages that give and take packs."""

import pytest

from education.clinics.models import Person
from tests.exchange.packs.house import House, make_managers, make_signed_house


@pytest.fixture
def house() -> House:
    return make_signed_house()


@pytest.fixture
def managers(house: House) -> tuple[Person, Person]:
    return make_managers(house)
