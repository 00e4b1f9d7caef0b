"""What readers and staff see in one language, from a copy of the project in which it is new; prints JSON.

`python -m tests.thirteenth so`, in the copy, on its migrated database with the words loaded.
"""

import contextlib
import json
import os
import sys

import django


def main(code: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.contrib import admin  # noqa: PLC0415 - Django must be set up first
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client, RequestFactory  # noqa: PLC0415
    from django.utils.translation import get_language_info  # noqa: PLC0415
    from modeltranslation.admin import TranslationAdmin  # noqa: PLC0415

    from education.clinics.models import Person  # noqa: PLC0415
    from education.content.models import Section  # noqa: PLC0415

    with contextlib.redirect_stdout(sys.stderr):
        call_command("create_demo_people")
    translator = Person.objects.get(username="translator")
    client = Client(headers={"host": "localhost", "accept-language": code})
    client.force_login(translator)
    section = Section.objects.order_by("pk")[0]
    paths = [
        f"/{code}/", f"/{code}/sciatica/", f"/{code}/sciatica/quiz/", "/en/", "/staff/",
        f"/staff/education/section/{section.pk}/change/", f"/staff/words/sciatica/{code}/",
    ]  # fmt: skip
    answers = {path: client.get(path) for path in paths}
    request = RequestFactory().get("/")
    request.user = translator
    form = TranslationAdmin(Section, admin.site).get_form(request)
    seen = {
        "pages": {path: [answer.status_code, answer.content.decode()] for path, answer in answers.items()},
        "form": list(form.base_fields),
        "known": {name: str(value) for name, value in get_language_info(code).items()},
    }
    print(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1])
