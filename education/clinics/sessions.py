"""Sessions of the staff: Django's own, in a table that also says whose they are, so that they can be listed and ended.

Kept of a session: since when, last used, and the kind of browser. No address. This module is the SESSION_ENGINE.
A session ends after 12 hours, and sooner when nobody uses it. Its end is its row's `expire_date`; nothing else decides.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from education.clinics import access
from education.clinics.models import Person, Role
from education.clinics.sealing import Unreadable, seal, unseal

LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=4)
IDLE_OF_SIGNERS = timedelta(minutes=30)
"""For those who sign or manage: what they left open could speak in the clinic's name."""
SECONDS_BETWEEN_NOTES = 60
"""How exact “last used” is. Noting every request would write on every request."""
BEGAN, USED, BROWSER = "began", "used", "browser"

FAMILIES = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


class StaffSession(AbstractBaseSession):
    """A row of Django's session table, and whose it is. Without a person it is a sign-in that has only begun."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="sessions", verbose_name=_("person")
    )
    began_at = models.DateTimeField(_("signed in"), null=True)
    used_at = models.DateTimeField(_("last used"), null=True)
    browser = models.CharField(_("browser"), max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")  # type: ignore[assignment]  # as in `Person`
        verbose_name_plural = _("sessions")  # type: ignore[assignment]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        return SessionStore

    @property
    def mark(self) -> str:
        """What a page may know of the session: its key is the cookie, and opens the account."""
        return salted_hmac("education.session", self.session_key).hexdigest()[:24]


class SessionStore(DatabaseSessions):
    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        return StaffSession

    def create_model_instance(self, data: dict[str, Any]) -> StaffSession:
        row: StaffSession = super().create_model_instance(data)  # type: ignore[assignment]
        row.person_id = data.get(SESSION_KEY)
        row.began_at, row.used_at = _moment(data.get(BEGAN)), _moment(data.get(USED))
        row.browser = data.get(BROWSER, "")
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Sealed: while a second factor is set up, its secret lies in the session."""
        return seal(super().encode(session_dict))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            return super().decode(unseal(str(session_data)))
        except Unreadable:
            return {}


def note_use(session: SessionBase, person: Person, user_agent: str) -> None:
    """Say that the person uses the session now, and move its end. At most once a minute."""
    now = timezone.now().timestamp()
    if BEGAN in session and now - session[USED] < SECONDS_BETWEEN_NOTES:
        return
    session.setdefault(BEGAN, now)
    session[USED], session[BROWSER] = now, browser_family(user_agent)
    left = session[BEGAN] + LONGEST.total_seconds() - now
    session.set_expiry(max(1, int(min(idle_limit(person).total_seconds(), left))))


def idle_limit(person: Person) -> timedelta:
    signs = any(membership.role == Role.REVIEWER for membership in person.roles)
    return IDLE_OF_SIGNERS if signs or access.may_manage(person) else IDLE


def open_sessions(person: Person) -> QuerySet[StaffSession]:
    """The person's sessions that still hold, the last used first."""
    return StaffSession.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-used_at")


def end_sessions(person: Person, *, but: str | None = None) -> None:
    """End the person's sessions at once; `but` is the key of one that stays."""
    StaffSession.objects.filter(person=person).exclude(session_key=but or "").delete()


def browser_family(user_agent: str) -> str:
    """`Firefox, Android`: enough to know one's own devices apart, too little to know a device by."""
    family = next((name for mark, name in FAMILIES if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, [family, system]))


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
