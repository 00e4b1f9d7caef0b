"""Who sees which table in the admin. Each class asks `access` one question; none of them decides anything itself."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from education.clinics import access
from education.clinics.models import Person


class ShapedByAuthors(admin.ModelAdmin[Any]):
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


class ManagedByManagers(admin.ModelAdmin[Any]):
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


class ReadOnly(admin.ModelAdmin[Any]):
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
