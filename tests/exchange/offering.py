"""Offerings made for tests: a publisher's article that a test changes between deliveries."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from education.content.models import KINDS
from education.exchange.facts import whole
from education.exchange.offering import OfferedUnit, Offering

SOURCE_OF_FACTS = {
    "publisher": "NICE",
    "year": 2020,
    "title": "Low back pain",
    "address": "https://example.org/ng59",
}


@dataclass
class Publisher:
    """Units in order (key → kind and facts), and words (language → key → text of the first field)."""

    units: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    name: str = ""

    def offering(self) -> Offering:
        offered = tuple(
            OfferedUnit(key, kind, whole(kind, facts)) for key, (kind, facts) in self.units.items()
        )
        words = {
            code: {
                key: {KINDS[self.units[key][0]].FIELDS[0]: text}
                for key, text in texts.items()
                if key in self.units
            }
            for code, texts in self.words.items()
        }
        told = [[vars(unit) for unit in offered], words, self.sources]
        digest = sha256(json.dumps(told).encode()).hexdigest()
        makers = {code: dict.fromkeys(texts, "computer") for code, texts in words.items()}
        return Offering("sciatica", digest, offered, words, makers, self.sources, self.name)


def small() -> Publisher:
    """Two sections and a warning sign, in English and Spanish."""
    return Publisher(
        units={
            "causes": ("section", {"citations": ["ng59"]}),
            "symptoms": ("section", {}),
            "sign-numb": ("red_flag", {"weight": "safety", "urgency": "emergency", "taught_in": "causes"}),
        },
        words={
            "en": {"causes": "Causes", "symptoms": "Symptoms", "sign-numb": "Numb skin"},
            "es": {"causes": "Causas", "symptoms": "Síntomas", "sign-numb": "Piel dormida"},
        },
        sources={"ng59": SOURCE_OF_FACTS},
    )
