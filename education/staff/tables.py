"""How the tables look in the admin: facts only. Words are written on their own pages, where nothing can be overwritten."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.fields import InvalidJSONInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from education.clinics import access
from education.clinics.models import Clinic, Membership, Person
from education.clinics.working import managed_clinics, people_of
from education.content.models import Unit
from education.review.models import Revision
from education.staff.permissions import ManagedByManagers, ReadOnly, ShapedByAuthors
from education.text.languages import LANGUAGES, SOURCE

LANGUAGE_CHOICES = [
    (language.code, format_lazy("{} ({})", language.own_name, _(language.english_name)))
    for language in LANGUAGES
]


class LanguagesField(forms.TypedMultipleChoiceField):
    """A list of language codes, chosen by ticking."""

    def __init__(self, **named: Any) -> None:
        super().__init__(choices=LANGUAGE_CHOICES, widget=forms.CheckboxSelectMultiple, **named)


class CodesField(forms.JSONField):
    """A list of codes. What is longer than any is not parsed: brackets within brackets take the page down."""

    LONGEST, LONGEST_CODE = 500, 20
    default_error_messages = {"invalid": _('Write the codes as a list, such as ["M54.30"].')}

    def to_python(self, value: Any) -> Any:
        if not self._is_too_long(value):
            codes = super().to_python(value)
            if codes is None:
                return []
            if isinstance(codes, list) and all(self._is_code(code) for code in codes):
                return codes
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def bound_data(self, data: Any, initial: Any) -> Any:
        return InvalidJSONInput(data) if self._is_too_long(data) else super().bound_data(data, initial)

    def _is_too_long(self, value: object) -> bool:
        return isinstance(value, str) and len(value) > self.LONGEST

    def _is_code(self, code: object) -> bool:
        # A NUL comes through the guard where it is spelled as an escape.
        return isinstance(code, str) and 0 < len(code) <= self.LONGEST_CODE and code.isprintable()


class ClinicForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Clinic
        fields = ["key", "name_en", "country", "emergency_number", "urgent_number", "clinic_phone"]


class ClinicAdmin(ManagedByManagers):
    """Where an operator opens another clinic. Everything else is set on its own pages, by the verbs of `clinics.setting_up`."""

    form = ClinicForm
    list_display = ["key", "__str__", "country", "emergency_number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clinic]:
        return super().get_queryset(request).filter(pk__in=managed_clinics(request.user))

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, Person) and request.user.is_superuser

    def response_add(
        self, request: HttpRequest, obj: Clinic, post_url_continue: str | None = None
    ) -> HttpResponse:
        """On to where the rest of it is set up."""
        return HttpResponseRedirect(reverse("admin:clinic", args=[obj.key]))


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    new_password = forms.CharField(
        label=_("new password"), required=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )  # fmt: skip

    class Meta:
        model = Person
        fields = ["username", "first_name", "last_name", "email", "credential", "is_active"]

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        return password

    def save(self, commit: bool = True) -> Person:  # noqa: FBT001, FBT002 - Django's own signature
        self.instance.is_staff = True
        if self.cleaned_data["new_password"]:
            self.instance.set_password(self.cleaned_data["new_password"])
        elif self.instance.pk is None:
            self.instance.set_unusable_password()
        person: Person = super().save(commit)
        return person


class PersonAdmin(ManagedByManagers):
    form = PersonForm
    list_display = ["username", "first_name", "last_name", "credential", "is_active"]
    search_fields = ["username", "first_name", "last_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """People of the manager's clinics, and people without any role yet; never an operator's account."""
        people = super().get_queryset(request)
        if request.user.is_superuser:
            return people
        return people.filter(pk__in=people_of(managed_clinics(request.user)))

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """For operators, and never the own account: managers have the pages under “People”, which keep the rules."""
        return self.has_add_permission(request) and obj != request.user

    def has_add_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, Person) and request.user.is_superuser


class MembershipAdmin(ManagedByManagers):
    """To look at. Roles are given and taken on the pages under “People”, by the verbs of `clinics.people`."""

    list_display = ["person", "clinic", "role", "languages"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).filter(clinic__in=managed_clinics(request.user))

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class UnitAdmin(ShapedByAuthors):
    """The facts of a unit. Key and kind never change; the words have their own page."""

    ordering = ["position"]
    list_display = ["key", "weight", "position"]
    list_filter = ["weight"]
    search_fields = ["key"]
    filter_horizontal = ["citations"]
    formfield_overrides = {models.JSONField: {"form_class": CodesField}}

    def get_fields(self, request: HttpRequest, obj: Unit | None = None) -> list[Any]:
        facts = [field.name for field in self.model._meta.get_fields() if _is_fact(self.model, field)]
        return [*facts, "citations"]

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> list[str]:
        return ["article", "key"] if obj else []

    def save_model(self, request: HttpRequest, obj: Unit, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.kind = type(obj).KIND
        super().save_model(request, obj, form, change)


class QuestionAdmin(UnitAdmin):
    list_display = ["key", "severity", "answer", "run_position", "short_position"]
    list_filter = ["severity"]
    filter_horizontal = ["citations", "signs"]

    def get_fields(self, request: HttpRequest, obj: Unit | None = None) -> list[Any]:
        return [*super().get_fields(request, obj), "signs"]


def _is_fact(model: type[Unit], field: Any) -> bool:
    if (
        not getattr(field, "editable", False)
        or field.auto_created
        or field.many_to_many
        or field.name == "id"
    ):
        return False
    return not any(field.name == name or field.name.startswith(f"{name}_") for name in model.FIELDS)


class CitationAdmin(ShapedByAuthors):
    formfield_overrides = {models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"}}
    list_display = ["publisher", "year", "title"]
    search_fields = ["publisher", "title"]


class EditionAdmin(ReadOnly):
    list_display = [
        "article",
        "language",
        "number",
        "signer",
        "credential",
        "publisher",
        "signed_at",
        "next_review",
    ]
    list_filter = ["language"]


class RevisionAdmin(ReadOnly):
    """Wordings of the languages that are open to this person, and of the source."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        open_here = access.languages_open_to(request.user) if isinstance(request.user, Person) else []
        return super().get_queryset(request).filter(language__in={SOURCE, *open_here})

    list_display = ["unit", "language", "written_at", "by", "origin", "maker"]
    list_filter = ["language", "origin", "maker"]
