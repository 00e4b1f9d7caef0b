"""Emergency and urgent numbers of countries: offered to a manager, never used before a person has confirmed them.

Numbers change and differ within a country, so this table only saves typing. Each row names the public page that it was taken
from. In every country of the European Union 112 reaches the ambulance: https://digital-strategy.ec.europa.eu/en/policies/112.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EU = "https://digital-strategy.ec.europa.eu/en/policies/112"
OTHER = "ZZ"
"""ISO 3166-1 keeps this code for users: a country that is not in the table."""


@dataclass(frozen=True)
class Offer:
    """`urgent` is empty where no one number holds in the whole country."""

    name: Promise
    emergency: str
    urgent: str
    source: str
    note: Promise | str = ""


OFFERS = {
    "AT": Offer(_("Austria"), "112", "1450", "https://www.1450.at/"),
    "AU": Offer(
        _("Australia"), "000", "1800 022 222", "https://www.healthdirect.gov.au/",
        _("1800 022 222 is healthdirect. In Victoria NURSE-ON-CALL, 1300 60 60 24, and in Queensland 13 HEALTH do the same."),
    ),
    "BE": Offer(_("Belgium"), "112", "", EU),
    "BG": Offer(_("Bulgaria"), "112", "", EU),
    "CA": Offer(
        _("Canada"), "911", "811", "https://www.canada.ca/en/public-health.html",
        _("811 answers in most provinces and territories. Check that it does in yours."),
    ),
    "CH": Offer(_("Switzerland"), "144", "", "https://www.ch.ch/en/safety-and-justice/emergency-numbers/", _("112 works too.")),
    "CY": Offer(_("Cyprus"), "112", "", EU),
    "CZ": Offer(_("Czechia"), "112", "", EU),
    "DE": Offer(_("Germany"), "112", "116 117", "https://www.116117.de/"),
    "DK": Offer(_("Denmark"), "112", "", EU, _("In the Capital Region 1813 gives urgent advice.")),
    "EE": Offer(_("Estonia"), "112", "", EU),
    "ES": Offer(_("Spain"), "112", "", EU, _("Each autonomous community has its own number for advice.")),
    "FI": Offer(_("Finland"), "112", "", EU, _("116 117 answers in most wellbeing services counties.")),
    "FR": Offer(_("France"), "112", "", EU, _("15 reaches the medical emergency service (SAMU).")),
    "GB": Offer(
        _("United Kingdom"), "999", "111", "https://www.nhs.uk/nhs-services/urgent-and-emergency-care-services/",
        _("112 works too. 111 answers in England, Scotland and Wales. In Northern Ireland give your out-of-hours service."),
    ),
    "GR": Offer(_("Greece"), "112", "", EU),
    "HR": Offer(_("Croatia"), "112", "", EU),
    "HU": Offer(_("Hungary"), "112", "", EU),
    "IE": Offer(_("Ireland"), "112", "", EU, _("999 works too.")),
    "IN": Offer(_("India"), "112", "", "https://112.gov.in/", _("108 reaches the ambulance in many states.")),
    "IS": Offer(_("Iceland"), "112", "", "https://www.112.is/en"),
    "IT": Offer(_("Italy"), "112", "", EU, _("116 117 gives advice in the regions that have it.")),
    "LT": Offer(_("Lithuania"), "112", "", EU),
    "LU": Offer(_("Luxembourg"), "112", "", EU),
    "LV": Offer(_("Latvia"), "112", "", EU),
    "MT": Offer(_("Malta"), "112", "", EU),
    "NL": Offer(_("Netherlands"), "112", "", EU, _("Outside office hours people call the regional huisartsenpost.")),
    "NO": Offer(_("Norway"), "113", "116 117", "https://www.helsenorge.no/en/emergency-medical-help/", _("112 is the police.")),
    "NZ": Offer(
        _("New Zealand"), "111", "0800 611 116", "https://info.health.nz/services-support/healthline",
        _("Here 111 is the ambulance, police and fire number. 0800 611 116 is Healthline."),
    ),
    "PL": Offer(_("Poland"), "112", "", EU, _("At night and at weekends 800 137 200 gives medical advice.")),
    "PT": Offer(_("Portugal"), "112", "808 24 24 24", "https://www.sns24.gov.pt/"),
    "RO": Offer(_("Romania"), "112", "", EU),
    "SE": Offer(_("Sweden"), "112", "1177", "https://www.1177.se/en/"),
    "SI": Offer(_("Slovenia"), "112", "", EU),
    "SK": Offer(_("Slovakia"), "112", "", EU),
    "US": Offer(
        _("United States"), "911", "", "https://www.911.gov/",
        _("There is no national number for urgent advice. Give your nurse line if you have one."),
    ),
}  # fmt: skip


def countries() -> list[tuple[str, str]]:
    """Code and name, by name, and at the end a country that is not in the table."""
    named = sorted(((code, str(offer.name)) for code, offer in OFFERS.items()), key=lambda row: row[1])
    return [*named, (OTHER, str(_("another country: type its numbers")))]
