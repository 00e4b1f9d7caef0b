"""Who sees which table in the admin. Each class asks `access` one question; none of them decides anything itself."""

from typing import Any

from django.contrib import admin
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from education.clinics import access
from education.clinics.models import Person
from education.publishing.errors import explained


class Careful(admin.ModelAdmin[Any]):
    """Answers in words to numbers and days that are too large for the database, in an address or in a form."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        try:
            return super().get_object(request, object_id, from_field)
        except (OverflowError, DataError, ValueError):
            return None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except (OverflowError, DataError, ValueError):
            return explained(request, 400)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:  # fmt: skip
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (OverflowError, DataError):
            return explained(request, 400)


class ShapedByAuthors(Careful):
    """Structure of the article: authors change it, everybody in the staff area may look."""

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return isinstance(request.user, Person) and access.may_enter(request.user)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return isinstance(request.user, Person) and access.may_shape(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class ManagedByManagers(Careful):
    """A clinic and its people: its managers only."""

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return isinstance(request.user, Person) and access.may_manage(request.user)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class ReadOnly(Careful):
    """The record: it only ever grows, and nobody edits it."""

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return isinstance(request.user, Person) and access.may_enter(request.user)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
