"""Which clinic a request is for, by the name of its host; and which names a clinic may take.

The hosts of the environment (ALLOWED_HOSTS) belong to the installation: they show the default clinic, or the one that an
operator gave them to. All other hosts stand in the table. Everything that a public page shows depends on host and path alone.
"""

import ipaddress
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education.clinics.models import Clinic

LONGEST = 253
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
HELD = "clinic of this request"


class ClinicHost(models.Model):
    """A host name that one clinic has for itself."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="hosts")
    name = models.CharField(
        gettext_lazy("host name"),
        max_length=LONGEST,
        unique=True,
        error_messages={"unique": gettext_lazy("Another clinic has this host name already.")},
    )
    """Lower case, without port and last dot, in ASCII: `normal_name` made it."""

    class Meta:
        verbose_name = gettext_lazy("host name")
        verbose_name_plural = gettext_lazy("host names")

    def __str__(self) -> str:
        return self.name


def normal_name(given: str) -> str:
    """A host name as it is compared: `Klinik-Süd.example.` → `xn--klinik-sd-x9a.example`. Raises ValidationError in words."""
    name = given.strip().lower().rstrip(".")
    if "/" in name or ":" in name or "@" in name:
        raise ValidationError(
            _("“%(name)s”: write the name only, without https://, port or path.") % {"name": given}
        )
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValidationError(_("“%(name)s” is no host name.") % {"name": given}) from None
    labels = name.split(".")
    if len(name) > LONGEST or len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):
        raise ValidationError(
            _("“%(name)s” is no host name. It looks like this: education.example.org.") % {"name": given}
        )
    if labels[-1].isdigit():
        raise ValidationError(_("“%(name)s” is a number, not a host name.") % {"name": given})
    return name


def is_installations_own(name: str) -> bool:
    """Does the environment name this host? Such a host is the operator's to give."""
    return validate_host(name, settings.ALLOWED_HOSTS)


def asked_host(request: HttpRequest) -> tuple[str, str]:
    """(host, port) of a request as they are compared; no host where the header is no name at all.

    The Host header alone counts: what a proxy says in X-Forwarded-Host is not believed.
    """
    raw = request.META.get("HTTP_HOST", request.META.get("SERVER_NAME", ""))
    host, port = split_domain_port(raw)
    host = host.rstrip(".")
    return (host if _is_ascii_name(host) else ""), port


def is_known(request: HttpRequest) -> bool:
    """Is the request for a host of the installation or of a clinic? No query for the installation's own."""
    host, _port = asked_host(request)
    if not host:
        return False
    if is_installations_own(host):
        return True
    clinic = clinic_of(request)
    return bool(clinic and getattr(clinic, "is_named", False))


def clinic_of(request: HttpRequest) -> Clinic | None:
    """The clinic that has the request's host, else the default one. One query, once for each request."""
    held = vars(request)
    if HELD not in held:
        held[HELD] = clinic_at(asked_host(request)[0])
    clinic: Clinic | None = held[HELD]
    return clinic


def clinic_at(host: str) -> Clinic | None:
    """The clinic that has this host (`is_named`), else the default one. Its logo comes along without its bytes."""
    named = ClinicHost.objects.filter(clinic=OuterRef("pk"), name=host)
    found = Clinic.objects.annotate(is_named=Exists(named)).select_related("logo").defer("logo__body")
    return found.order_by("-is_named", "pk").first()


def _is_ascii_name(host: str) -> bool:
    if host.startswith("["):
        return _is_address(host.strip("[]"))
    return 0 < len(host) <= LONGEST and all(LABEL.fullmatch(label) for label in host.split("."))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
