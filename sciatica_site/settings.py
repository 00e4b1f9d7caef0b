"""Every setting, from the environment. Nothing here has a second home; README.md says what each variable means.

Production is what you get when you say nothing: it refuses to start without a secret key, allowed hosts and HTTPS.
LOCAL=yes is the other mode, for one computer: loopback hosts, a key of its own, no HTTPS, and no debug pages there either.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.conf import locale
from django.core.exceptions import ImproperlyConfigured

from education.text.languages import BY_CODE, SOURCE, django_languages, unknown_to_django
from sciatica_site import cache, environment, place
from sciatica_site.local_key import local_key
from sciatica_site.logs import logging_settings

BASE = place.PROJECT
VAR = environment.made_folder("VAR", place.var())
LOCAL = environment.flag("LOCAL", default=False)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

# Who may speak to this server, and how.
DEBUG = False
if LOCAL:
    if set(environment.listed("ALLOWED_HOSTS")) - set(LOOPBACK):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS names other hosts, and LOCAL=yes serves this computer only: leave one out."
        )
    SECRET_KEY = environment.secret_key() if environment.text("SECRET_KEY") else local_key(VAR)
    ALLOWED_HOSTS = LOOPBACK
else:
    SECRET_KEY = environment.secret_key()
    ALLOWED_HOSTS = environment.hosts()
    # proxy: one in front ends TLS and always sets X-Forwarded-Proto itself. server: a WSGI server (not ours) has a certificate.
    HTTPS_BY = environment.choice("HTTPS_BY", ["proxy", "server"])
    if HTTPS_BY == "proxy":
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        # The last address in X-Forwarded-For is the one that this proxy saw; what stands before it anybody may have written.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1

SECRET_KEY_FALLBACKS = environment.earlier_keys()
CSRF_TRUSTED_ORIGINS = environment.https_origins("CSRF_TRUSTED_ORIGINS")
SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = (
    0 if LOCAL else environment.number("SECURE_HSTS_SECONDS", default=31_536_000, least=3600)
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
# W021 asks for HSTS preload. Browsers' preload lists are hard to leave: that is for the owner of the domain to ask for.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF, NONCE],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# Python runs one thread at a time, so more of them add no speed. They keep pages that are ready from waiting behind pages that
# Django makes and forms that arrive slowly. Each has a connection to the database of its own.
SERVER_THREADS = 8

# Cookies exist for staff only: a reader gets none.
LOGIN_URL = "/staff/login/"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/staff/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
# Django's sessions in our own table. When each one ends is decided there; this is the end of a sign-in half done.
SESSION_ENGINE = "education.clinics.sessions"
SESSION_COOKIE_AGE = 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "education.publishing.errors.forbidden"
# The default store of messages falls back on a cookie for the whole site.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The application.
INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "sciatica_site.apps.StaffAdminConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "education.apps.EducationConfig",
]
MIDDLEWARE = [
    "sciatica_site.metrics.Watch",
    "education.publishing.middleware.RoomForReaders",
    "education.publishing.middleware.OneMoment",
    "education.publishing.gate.KnownHost",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "education.publishing.middleware.PublicHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "education.staff.middleware.StaffLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "education.staff.guard.StaffGuard",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "sciatica_site.urls"
WSGI_APPLICATION = "sciatica_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Words: all languages always have their columns; which ones a clinic shows lies in the database.
LANGUAGE_CODE = SOURCE
LANGUAGES = django_languages()
LANGUAGES_BIDI = [code for code, language in BY_CODE.items() if language.direction == "rtl"]
# Django lacks some languages (Somali, Tigrinya), and forms over their columns would end in a KeyError.
locale.LANG_INFO.update(unknown_to_django(locale.LANG_INFO))
# For languages of which Django knows no order either: its own is the American one.
DATE_FORMAT, DATETIME_FORMAT = "j F Y", "j F Y, H:i"
LOCALE_PATHS = [BASE / "locale"]
FORMAT_MODULE_PATH = ["sciatica_site.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = SOURCE
MODELTRANSLATION_LANGUAGES = tuple(code for code, _ in LANGUAGES)
# Never another language without saying so: with fallbacks a Spanish heading can stand over an English body.
MODELTRANSLATION_ENABLE_FALLBACKS = False
USE_TZ = True
TIME_ZONE = environment.time_zone()

# Where things are kept.
SQLITE_OPTIONS = {
    # With SQLite's own DEFERRED, writers who started as readers fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;"
        "PRAGMA journal_size_limit=27103364;PRAGMA foreign_keys=ON;"
    ),
}
POSTGRESQL_OPTIONS = {
    # A database that is away is said to be away at once, also when its machine says nothing at all.
    "connect_timeout": 2,
    "tcp_user_timeout": 5000,
    "options": "-c lock_timeout=10s -c statement_timeout=30s",
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.database(environment.text("DATABASE_URL"))
    if environment.text("DATABASE_URL")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR / "education.sqlite3"}
}
# One connection for each of SERVER_THREADS: a pool would add its own waiting to a database that comes back.
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS | DATABASES["default"].get("OPTIONS", {})
# Without Redis each process has a cache of its own, which is right for one process only.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "KEY_PREFIX": "education"}
}
if environment.text("CACHE_URL"):
    CACHES["default"] |= {
        "BACKEND": "sciatica_site.cache.SoftRedisCache",
        "LOCATION": environment.cache(environment.text("CACHE_URL")),
        "OPTIONS": cache.OPTIONS,
    }
# Memory for ready pages, in each process.
PAGE_STORE_BYTES = environment.number("PAGE_STORE_MIB", default=64, least=1) * 1024 * 1024
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# People and post.
AUTH_USER_MODEL = "education.Person"
PASSWORD_HASHERS = [
    "education.clinics.hashing.BoundedArgon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/staff/", LOGIN_URL
# Demonstration accounts open with their one password; in production nobody works here with a password alone.
SECOND_FACTOR_REQUIRED = not LOCAL
ACCOUNT_ADAPTER, MFA_ADAPTER = "education.staff.accounts.Accounts", "education.staff.accounts.SecondFactors"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"username"}, ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION, ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = "none", False
ACCOUNT_SESSION_REMEMBER = True
# Django's own: allauth's would keep a second list of e-mail addresses.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# A hospital has one address for everybody: limits by address are for machines. Wrong passwords are counted by axes.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip", "login_failed": "5/5m/key", "reset_password": "60/h/ip,3/h/key", "reset_password_from_key": "120/m/ip",
}  # fmt: skip
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE = "Patient education", 1
# Five wrong passwords for one name from one address, then fifteen minutes. Only failures are kept, and only that long.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT, AXES_RESET_ON_SUCCESS = False, True
AXES_DISABLE_ACCESS_LOG, AXES_ENABLE_ADMIN, AXES_VERBOSE = True, False, False
AXES_CLIENT_IP_CALLABLE = "education.staff.accounts.client_address"
AXES_USERNAME_CALLABLE = "education.staff.accounts.name_tried"
AXES_LOCKOUT_CALLABLE = "education.staff.sign_in.locked"
# Without EMAIL_URL no mail leaves: local mode prints it, production drops it.
MAIL = environment.email(environment.text("EMAIL_URL", "consolemail://" if LOCAL else "dummymail://"))
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"], MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["EMAIL_USE_TLS"], MAIL["EMAIL_USE_SSL"]
EMAIL_FILE_PATH, EMAIL_TIMEOUT = MAIL.get("EMAIL_FILE_PATH") or None, 20
# For mails that no request asked for: how their links begin.
SITE_ADDRESS = f"http://{place.host()}:{place.port()}" if LOCAL else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", f"education@{urlsplit(SITE_ADDRESS).hostname}")

# Without it there are no figures at /metrics.
METRICS_TOKEN = environment.token("METRICS_TOKEN")
LOGGING = logging_settings(
    level=environment.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], default="WARNING"),
    readable=LOCAL,
)
