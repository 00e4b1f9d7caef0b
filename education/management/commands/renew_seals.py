"""`manage.py renew_seals`: after SECRET_KEY changed, seal the secrets of second factors with the new key."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from education.clinics.sealing import Unreadable, renewed

SEALED = ("secret", "seed")


class Command(BaseCommand):
    help = "Seals second factors with the SECRET_KEY of today. Then SECRET_KEY_FALLBACKS can be left out."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        lost = []
        count = 0
        for factor in Authenticator.objects.select_for_update().select_related("user"):
            try:
                count += _renew(factor)
            except Unreadable:
                lost.append(factor.user.get_username())
        self.stdout.write(f"{count} renewed.")
        if lost:
            raise CommandError(
                f"No key in SECRET_KEY or SECRET_KEY_FALLBACKS opens the second factor of {', '.join(sorted(set(lost)))}. "
                "Nothing was changed. Add the key, or run reset_second_factor for them."
            )


def _renew(factor: Authenticator) -> bool:
    sealed = {name: factor.data[name] for name in SEALED if name in factor.data}
    factor.data |= {name: renewed(text) for name, text in sealed.items()}
    factor.save(update_fields=["data"])
    return bool(sealed)
