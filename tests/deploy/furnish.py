"""Run in the environment of a server: opens a clinic with a reviewer who is signed in, and prints what a browser would hold.

`{"session": cookie, "texts": [{"key", "words", "source"}]}`: ordinary texts of the English article that can be signed.
"""

import json

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from education.clinics.demo import open_demo  # noqa: E402
from education.clinics.models import Person  # noqa: E402
from education.clinics.sealing import seal  # noqa: E402
from education.content.models import Article  # noqa: E402
from education.review.readers import standings  # noqa: E402

open_demo(["en", "es", "ar"])
reviewer = Person.objects.get(username="reviewer")
Authenticator.objects.create(user=reviewer, type="totp", data={"secret": seal("A" * 32)})
client = Client()
client.force_login(reviewer)
texts = [
    {"key": item.unit.key, "words": item.desk_print, "source": item.source_print}
    for item in standings(Article.objects.get(), "en")
    if item.desk_print and not item.unit.is_safety
]
print(json.dumps({"session": client.cookies[settings.SESSION_COOKIE_NAME].value, "texts": texts}))
