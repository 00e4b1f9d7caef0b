"""A publisher's house whose English words are signed, for the pages that give and take packs."""

import pytest

from education.clinics.models import Person
from tests.exchange.packs.house import House, make_house, make_managers


@pytest.fixture
def house() -> House:
    house = make_house()
    house.sign("en")
    return house


@pytest.fixture
def managers(house: House) -> tuple[Person, Person]:
    return make_managers(house)
