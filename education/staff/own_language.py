"""The page on which a person says in which language the staff pages and the mails speak to them."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from education.clinics.models import Person
from education.clinics.people import choose_interface_language
from education.staff.middleware import STAFF_LANGUAGES
from education.text.languages import BY_CODE


class OwnLanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the staff pages"), required=False,
        choices=[
            ("", gettext_lazy("that of the browser; mails in English")),
            *((code, BY_CODE[code].own_name) for code in STAFF_LANGUAGES),
        ],
        help_text=gettext_lazy("Your mails come in this language too. The texts for patients stay in theirs."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def own_language_page(request: HttpRequest) -> HttpResponse:
    """For oneself only. The answer is said in the language that was chosen."""
    person = request.user
    if not isinstance(person, Person):
        raise TypeError(person)  # admin_view lets nobody else in
    form = OwnLanguageForm(request.POST or None, initial={"language": person.interface_language})
    if request.method == "POST" and form.is_valid():
        choose_interface_language(form.cleaned_data["language"], by=person)
        with translation.override(person.interface_language or translation.get_language()):
            messages.success(request, _("Saved."))
        return redirect("admin:own_language")
    context = {**admin.site.each_context(request), "title": _("Your language"), "form": form}
    return render(request, "staff/own_language.html", context)
