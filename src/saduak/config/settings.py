"""Django settings; everything a deployment may change comes from `env` and is listed in docs/reference/settings.md."""

from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from saduak.config import env

DEBUG = env.flag("SADUAK_DEBUG")
DEMO = env.flag("SADUAK_DEMO")
"""A demonstration: business time may be moved (`saduak.ledger.present`). Never for an agency at work."""
SECRET_KEY = env.kept_secret("secret_key")
IDENTIFIER_KEY = env.kept_secret("identifier_key")
"""Encrypts 13-digit ids and keys their look-up; losing it loses them, so back it up apart from the database."""
ALLOWED_HOSTS = env.listed("SADUAK_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.listed("SADUAK_ORIGINS")
BEHIND_TLS = env.flag("SADUAK_BEHIND_TLS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
# Whether an agency's other names may only be reached over TLS is the agency's decision, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_HTTPONLY = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "saduak.ledger",
    "saduak.files",
    "saduak.parties",
    "saduak.identities",
    "saduak.catalogue",
    "saduak.linkage",
    "saduak.messages",
    "saduak.cases",
    "saduak.fees",
    "saduak.licences",
    "saduak.oversight",
    "saduak.channels.api",
    "saduak.channels.bank",
    "saduak.channels.public",
    "saduak.channels.portal",
    "saduak.channels.desk",
    "saduak.channels.entrance",
    "saduak.channels.shell",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "saduak.channels.api.door.api_door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "saduak.channels.shell.errors.ErrorPages",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
CSRF_FAILURE_VIEW = "saduak.channels.shell.errors.stale_form"
# A form of two hundred lines has some two thousand answers; what is more is answered with 413.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "saduak.channels.shell.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

ROOT_URLCONF = "saduak.config.urls"
WSGI_APPLICATION = "saduak.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


PREPARE_THRESHOLD = 5
"""How often a statement comes on a connection before PostgreSQL keeps its plan."""


def _database(url: str) -> dict[str, Any]:
    """The `DATABASES` entry for `sqlite:///path` or `postgresql://user:word@host:port/name`; behind a pooler that hands
    out connections by transaction with `?prepare=no`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                    "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;"
                ),
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "PREPARE_THRESHOLD": None if parts.query == "prepare=no" else PREPARE_THRESHOLD,
    }


DATABASE_URL = env.text("SADUAK_DATABASE") or f"sqlite:///{env.home() / 'saduak.sqlite3'}"
DATABASES = {"default": _database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "parties.User"
WIRING = "saduak.config.wiring"
"""Reactions and adapters; the ledger reads the tables of this module by name because it may not import upwards."""

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "static/"
STATIC_ROOT = env.home() / "static"
STATICFILES_DIRS = [("fonts", str(files("fontpkg_sarabun") / "files"))]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = env.home() / "files"
UPLOAD_LIMIT = env.whole_number("SADUAK_UPLOAD_MB", 20) * 1_048_576
"""Bytes that one file may have."""
CONSULTATION_DAYS = env.whole_number("SADUAK_CONSULTATION_DAYS", 7)
"""Working days that an asked agency has where nothing was agreed and no manual says."""
TOKEN_KEYS = Path(env.text("SADUAK_TOKEN_KEYS") or env.home() / "token-keys")
"""The folder of the keys under which QR codes of licences are signed."""


def _file(name: str) -> Path | None:
    named = env.text(name)
    return Path(named) if named else None


SIGNING: dict[str, Any] = {
    "demo": env.home() / "demo-authority" if DEMO else None,
    "keys": _file("SADUAK_SIGNING_KEYS"),
    "passphrase": env.text("SADUAK_SIGNING_PASSPHRASE") or "",
    "module": _file("SADUAK_SIGNING_MODULE"),
    "token": env.text("SADUAK_SIGNING_TOKEN") or "",
    "pin": env.text("SADUAK_SIGNING_PIN") or "",
    "stamps": env.text("SADUAK_TIME_STAMPS") or "",
    "trusted": _file("SADUAK_TRUSTED_CERTIFICATES"),
}
"""Who seals licences and whom their readers trust, see `adapters.signing.installed.Signing`."""
CLAMD = env.text("SADUAK_CLAMD") or ""
GDX_URL = env.text("SADUAK_GDX_URL") or ""
GDX_CONSUMER_KEY = env.text("SADUAK_GDX_CONSUMER_KEY") or ""
GDX_CONSUMER_SECRET = env.text("SADUAK_GDX_CONSUMER_SECRET") or ""
GDX_OFFICE = env.text("SADUAK_GDX_OFFICE") or ""

BANK_SECRET = env.text("SADUAK_BANK_SECRET") or ""
DEMO_BANK = (env.text("SADUAK_DEMO_BANK") or "") if DEMO else ""
"""Where the simulated bank of a demonstration is."""

SMTP_URL = env.text("SADUAK_SMTP_URL") or ""
MAIL_FROM = env.text("SADUAK_MAIL_FROM") or ""
LETTER_EMBLEMS = Path(emblems) if (emblems := env.text("SADUAK_LETTER_EMBLEMS")) else None
"""A folder of `<short name of an agency>.svg`."""

# Tries are counted in a table, so that several processes count as one; a cache in memory would count for each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "saduak_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SITE = env.text("SADUAK_SITE") or next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")
"""Where links in e-mails lead."""

THAID = {
    "issuer": env.text("SADUAK_THAID_ISSUER") or "",
    "client_id": env.text("SADUAK_THAID_CLIENT_ID") or "",
    "client_secret": env.text("SADUAK_THAID_CLIENT_SECRET") or "",
}
# The log-in library speaks OpenID Connect and keeps second factors; pages, addresses and accounts are ours (ADR).
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "thaid",
                "name": "ThaID",
                "client_id": THAID["client_id"],
                "secret": THAID["client_secret"],
                "settings": {
                    "server_url": THAID["issuer"],
                    "token_auth_method": "client_secret_basic",
                    "scope": ["openid", "pid", "title", "name", "birthdate", "address", "ial"],
                },
            }
        ],
    }
}
MFA_ADAPTER = "saduak.adapters.second_factor.factors.EncryptedFactors"
MFA_TOTP_TOLERANCE = 1
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = {
    "code_sent": "5/15m/key,60/1h/ip",
    "code_tried": "5/15m/key,120/1h/ip",
    "password_tried": "10/15m/key,120/1h/ip",
    "second_tried": "5/15m/key",
    "mandate_sought": "20/1h/key",
    "case_followed": "10/15m/key,60/1h/ip",
    "consultation": "30/15m/key,120/1h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if DEMO:
    PASSWORD_HASHERS.insert(0, "saduak.config.hashing.QuickHasher")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What signs would warn at each signature of a demonstration that it fetches nothing.
    "loggers": {"saduak": {"level": "INFO"}, "pyhanko": {"level": "ERROR"}},
}
