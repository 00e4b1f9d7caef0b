"""What a manager does about somebody's sign-in, from the person's page: end sessions, reset a lost second factor."""

import logging

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from education.clinics.models import Clinic, Person
from education.clinics.people import sign_out_of
from education.clinics.second_factor import reset_second_factor, tell_of_reset

logger = logging.getLogger(__name__)


def sign_out(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> bool:
    """End the session of this mark, or all of them."""
    sign_out_of(person, clinic, by=manager, mark=request.POST.get("session"))
    messages.success(request, _("Signed out."))
    return True


def reset(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> bool:
    if request.POST.get("sure") != "on":
        messages.error(request, _("Nothing was changed: tick the box to say that you are sure."))
        return False
    reset_second_factor(person, clinic, by=manager)
    messages.success(request, _("The second factor is reset. The next sign-in sets up a new one."))
    try:
        tell_of_reset(person, str(manager))
    except OSError as failure:
        logger.warning("mail about a reset not sent", extra={"reason": type(failure).__name__})
        messages.warning(
            request, _("The mail about it could not be sent. Please tell %(name)s.") % {"name": person}
        )
    return True
