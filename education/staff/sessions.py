"""Where a person is signed in: the list, and its end, for oneself. A manager's buttons stand on the person's page."""

from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from education.clinics.models import Person
from education.clinics.sessions import end_sessions, open_sessions


@require_http_methods(["GET", "HEAD", "POST"])
def sessions_page(request: HttpRequest) -> HttpResponse:
    """The list; POST ends the session of this `mark`, or `others`: all but this one."""
    person = request.user
    if not isinstance(person, Person):
        raise TypeError(person)  # admin_view lets nobody else in
    if request.method == "POST":
        _end(request, person)
        return sent_out(request) or redirect("account_sessions")
    here = request.session.session_key
    context = {
        **admin.site.each_context(request), "title": _("Where you are signed in"), "here": here,
        "sessions": open_sessions(person),
    }  # fmt: skip
    return render(request, "staff/sign_in/sessions.html", context)


def sent_out(request: HttpRequest) -> HttpResponse | None:
    """To the sign-in page, if the session that asks is among those that were just ended: nothing can be kept in it any more."""
    if request.session.exists(request.session.session_key or ""):
        return None
    logout(request)
    return redirect("account_login")


def _end(request: HttpRequest, person: Person) -> None:
    if request.POST.get("end") == "others":
        end_sessions(person, but=request.session.session_key)
        messages.success(request, _("You are signed out everywhere but here."))
        return
    asked = [item for item in open_sessions(person) if item.mark == request.POST.get("end")]
    for session in asked:
        session.delete()
    if asked:
        messages.success(request, _("That session has ended."))
    else:
        messages.info(request, _("That session had ended already."))
