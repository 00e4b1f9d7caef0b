"""Every address of the staff area × who opens it. A route without a row here fails, so that nobody forgets to decide."""

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from education.clinics.models import Clinic, Person, Role
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put, sign_now

pytestmark = pytest.mark.django_db

START = "staff/"
EVERYBODY = ("author", "translator", "reviewer", "manager", "operator", "no role", "stranger")
POSTED = frozenset({"findings", "still_correct"})
"""Routes that only take a POST: asked with an empty form."""
TABLE: dict[str, str] = {
    "login/": "302 302 302 302 302 200 200",
    "logout/": "200 200 200 200 200 302 302",
    "password_change/": "200 200 200 200 200 302 302",
    "account/password/": "200 200 200 200 200 200 200",
    "account/password/sent/": "200 200 200 200 200 200 200",
    "^account/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "404 404 404 404 404 302 302",
    "account/again/": "200 200 200 200 200 302 302",
    "account/sessions/": "200 200 200 200 200 302 302",
    "account/second-factor/": "200 200 200 200 200 302 302",
    "login/second-step/": "302 302 302 302 302 302 302",
    "account/again/code/": "302 302 302 302 302 302 302",
    "account/again/passkey/": "302 302 302 302 302 302 302",
    "account/second-factor/app/": "302 302 302 302 302 302 302",
    "account/second-factor/app/remove/": "404 404 404 404 404 302 302",
    "account/second-factor/passkey/": "302 302 302 302 302 302 302",
    "account/second-factor/passkey/<int:pk>/remove/": "302 302 302 302 302 302 302",
    "account/second-factor/codes/": "404 404 404 404 404 302 302",
    "account/second-factor/codes/new/": "302 302 302 302 302 302 302",
    "account/second-factor/codes/file/": "404 404 404 404 404 302 302",
    "clinics/": "200 200 200 200 200 302 302",
    "clinics/<slug:key>/": "404 404 404 200 200 302 302",
    "clinics/<slug:key>/ready/": "404 404 404 200 200 302 302",
    "clinics/<slug:key>/look/": "404 404 404 200 200 302 302",
    "clinics/<slug:key>/look/<slug:language>/": "404 404 404 404 404 302 302",
    "people/": "403 403 403 200 200 302 302",
    "people/<int:pk>/": "403 403 403 200 200 302 302",
    "invitation/<str:token>/": "410 410 410 410 410 410 410",
    "log/": "200 200 200 200 200 302 302",
    "account/language/": "200 200 200 200 200 302 302",
    "statistics/<slug:article>/": "403 403 200 200 200 302 302",
    "statistics/<slug:article>/csv/": "403 403 200 200 200 302 302",
    "words/<slug:article>/": "200 200 200 200 200 302 302",
    "answers/<slug:article>/": "403 403 302 302 302 302 302",
    "new-wording/<slug:article>/": "200 200 200 200 200 302 302",
    "new-wording/<slug:article>/<int:pk>/": "302 302 302 302 302 302 302",
    "translators/<slug:article>/": "403 200 200 403 403 302 302",
    "translators/<slug:article>/returned/": "403 302 302 403 403 302 302",
    "translators/<slug:article>/<slug:language>/<str:name>": "403 200 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/": "403 200 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/sign/": "403 403 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/preview/": "200 200 200 200 200 302 302",
    "words/<slug:article>/<slug:language>/preview-link/": "403 200 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/editions/": "403 200 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/<slug:key>/": "403 200 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/<slug:key>/findings/": "403 200 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/<slug:key>/still-correct/": "403 403 200 403 403 403 403",
    "words/<slug:article>/<slug:language>/<slug:key>/history/": "403 200 200 403 403 302 302",
    "words/<slug:article>/<slug:language>/<slug:key>/recall/": "403 403 200 403 403 302 302",
    "packs/": "403 403 403 200 200 302 302",
    "packs/<slug:article>/": "403 403 403 200 200 302 302",
    "signed-in/": "200 200 200 200 200 302 302",
    "": "200 200 200 200 200 302 302",
    "password_change/done/": "200 200 200 200 200 302 302",
    "autocomplete/": "403 403 403 403 403 302 302",
    "jsi18n/": "200 200 200 200 200 302 302",
    "r/<path:content_type_id>/<path:object_id>/": "404 404 404 404 404 302 302",
    "education/clinic/": "403 403 403 200 200 302 302",
    "education/clinic/add/": "403 403 403 403 200 302 302",
    "education/clinic/<path:object_id>/history/": "302 302 302 200 200 302 302",
    "education/clinic/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/clinic/<path:object_id>/change/": "403 403 403 200 200 302 302",
    "education/clinic/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/person/": "403 403 403 200 200 302 302",
    "education/person/add/": "403 403 403 403 200 302 302",
    "education/person/<path:object_id>/history/": "302 302 302 200 200 302 302",
    "education/person/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/person/<path:object_id>/change/": "403 403 403 200 200 302 302",
    "education/person/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/membership/": "403 403 403 200 200 302 302",
    "education/membership/add/": "403 403 403 403 403 302 302",
    "education/membership/<path:object_id>/history/": "302 302 302 200 200 302 302",
    "education/membership/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/membership/<path:object_id>/change/": "403 403 403 200 200 302 302",
    "education/membership/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/section/": "200 200 200 200 200 302 302",
    "education/section/add/": "200 403 403 403 403 302 302",
    "education/section/<path:object_id>/history/": "200 200 200 200 200 302 302",
    "education/section/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/section/<path:object_id>/change/": "200 200 200 200 200 302 302",
    "education/section/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/carelevel/": "200 200 200 200 200 302 302",
    "education/carelevel/add/": "200 403 403 403 403 302 302",
    "education/carelevel/<path:object_id>/history/": "302 302 302 302 302 302 302",
    "education/carelevel/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/carelevel/<path:object_id>/change/": "302 302 302 302 302 302 302",
    "education/carelevel/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/redflag/": "200 200 200 200 200 302 302",
    "education/redflag/add/": "200 403 403 403 403 302 302",
    "education/redflag/<path:object_id>/history/": "200 200 200 200 200 302 302",
    "education/redflag/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/redflag/<path:object_id>/change/": "200 200 200 200 200 302 302",
    "education/redflag/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/term/": "200 200 200 200 200 302 302",
    "education/term/add/": "200 403 403 403 403 302 302",
    "education/term/<path:object_id>/history/": "302 302 302 302 302 302 302",
    "education/term/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/term/<path:object_id>/change/": "302 302 302 302 302 302 302",
    "education/term/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/question/": "200 200 200 200 200 302 302",
    "education/question/add/": "200 403 403 403 403 302 302",
    "education/question/<path:object_id>/history/": "302 302 302 302 302 302 302",
    "education/question/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/question/<path:object_id>/change/": "302 302 302 302 302 302 302",
    "education/question/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/citation/": "200 200 200 200 200 302 302",
    "education/citation/add/": "200 403 403 403 403 302 302",
    "education/citation/<path:object_id>/history/": "302 302 302 302 302 302 302",
    "education/citation/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/citation/<path:object_id>/change/": "302 302 302 302 302 302 302",
    "education/citation/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/edition/": "200 200 200 200 200 302 302",
    "education/edition/add/": "403 403 403 403 403 302 302",
    "education/edition/<path:object_id>/history/": "200 200 200 200 200 302 302",
    "education/edition/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/edition/<path:object_id>/change/": "200 200 200 200 200 302 302",
    "education/edition/<path:object_id>/": "302 302 302 302 302 302 302",
    "education/revision/": "200 200 200 200 200 302 302",
    "education/revision/add/": "403 403 403 403 403 302 302",
    "education/revision/<path:object_id>/history/": "200 200 200 200 200 302 302",
    "education/revision/<path:object_id>/delete/": "403 403 403 403 403 302 302",
    "education/revision/<path:object_id>/change/": "200 200 200 200 200 302 302",
    "education/revision/<path:object_id>/": "302 302 302 302 302 302 302",
    "^(?P<app_label>education)/$": "200 200 200 200 200 302 302",
    "(?P<url>.*)$": "404 404 404 404 404 302 302",
}
"""Route → the answers in the order of EVERYBODY."""
FILLINGS = {
    "article": "sciatica", "language": "es", "key": "definition", "token": "old",
    "name": "all.po",
    "content_type_id": "1",
}  # fmt: skip


@pytest.fixture
def people() -> dict[str, Client]:
    """Everybody, signed in; the translator and the reviewer for Spanish."""
    make_clinic()
    people = {
        "author": make_person("author", Role.AUTHOR),
        "translator": make_person("translator", Role.TRANSLATOR, ["es"]),
        "reviewer": make_person("reviewer", Role.REVIEWER, ["en", "es"]),
        "manager": make_person("manager", Role.MANAGER),
        "operator": make_person("operator"),
        "no role": make_person("nobody"),
    }
    Person.objects.filter(username="operator").update(is_superuser=True)
    section = make_section(make_article())
    make_red_flag(section.article)
    put(section, by=people["author"], heading="Pain")
    put(section, "es", by=people["translator"], heading="Dolor")
    sign_now(section, by=people["reviewer"])
    return {name: _signed_in(person) for name, person in people.items()} | {"stranger": Client()}


def test_each_address_is_for_those_whom_it_is_for(people: dict[str, Client]) -> None:
    """One test for all rows: what is wrong is told row by row, and the people are made once."""
    assert {route: answers(route, people) for route in TABLE} == TABLE


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert {route for route, _name in routes()} == set(TABLE)


def routes() -> Iterator[tuple[str, str]]:
    """(route, name) of everything below the staff area."""
    for route, name in _flat(get_resolver().url_patterns):
        if route.startswith(START):
            yield route.removeprefix(START), name


def answers(route: str, people: dict[str, Client]) -> str:
    path = f"/{START}{_filled(route)}"
    asks = "post" if dict(routes())[route] in POSTED else "get"
    return " ".join(str(getattr(client, asks)(path).status_code) for client in people.values())


def _signed_in(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def _flat(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        whole = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _flat(pattern.url_patterns, whole)
        else:
            yield whole, pattern.name or ""


def _filled(route: str) -> str:
    """An address of the route, of a thing that is there where the tests made one."""
    if "(?P" in route:
        return route.replace("^(?P<app_label>education)/$", "education/").replace("(?P<url>.*)$", "nothing/")
    parts: list[str] = []
    for part in route.split("/"):
        name = part.strip("<>").split(":")[-1]
        if not part.startswith("<"):
            parts.append(part)
        elif name == "object_id":
            parts.append(str((_first_of(parts[1]) if parts[0] == "education" else None) or 0))
        elif name == "pk":
            parts.append(str(Person.objects.get(username="author").pk))
        elif parts and parts[-1] == "clinics":
            parts.append(Clinic.objects.get().key)
        else:
            parts.append(FILLINGS.get(name, "x"))
    return "/".join(parts)


def _first_of(model: str) -> int | None:
    found: int | None = apps.get_model("education", model)._base_manager.values_list("pk", flat=True).first()
    return found
