"""One file of settings; the environment is read by the typed helpers of `yoriai.env` and nowhere else."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from yoriai import env

ROOT = Path(__file__).resolve().parent
DATA = env.folder("YORIAI_DATA", ROOT.parent / "var")

DEMO = env.yes("YORIAI_DEMO")
DEBUG = env.yes("YORIAI_DEBUG")
SECRET_KEY = env.text("YORIAI_SECRET_KEY", "insecure-key-for-a-demo-only")
ALLOWED_HOSTS = env.words("YORIAI_HOSTS", "127.0.0.1,localhost,[::1]")
BASE_URL = env.text("YORIAI_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
LIVE_URL = env.text("YORIAI_LIVE_URL", "").rstrip("/")
# Who agrees to a result: "sides" (one citizen and one of the staff), or "any_two" of the team.
# The licence of what /open-data/ gives away: CC BY 4.0, PDL1.0, CC0.
OPEN_DATA_LICENCE = env.text("YORIAI_OPEN_DATA_LICENCE", "CC BY 4.0")
RELEASE_BY = env.text("YORIAI_RELEASE_BY", "sides")
# How many introductions one body or person may be part of in a month: nobody is to be flooded by good intentions.
INTRODUCTIONS_A_MONTH = env.number("YORIAI_INTRODUCTIONS_A_MONTH", 5)
SECURE = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Maps need no tiles: the wards' outlines are enough. A city that wants streets names a server, and browsers may ask that one.
TILES = env.text("YORIAI_TILES", "")
TILES_CREDIT = env.text("YORIAI_TILES_CREDIT", "")

INSTALLED_APPS = [
    "yoriai.web",
    "yoriai.publishing",
    "yoriai.assembly",
    "yoriai.proposals",
    "yoriai.directory",
    "yoriai.voices",
    "yoriai.people",
    "yoriai.ui",
    "yoriai.kernel",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "js_lib_leaflet",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "yoriai.ui.middleware.DisplayMiddleware",
    "yoriai.ui.whole_page.WholePageMiddleware",
    "yoriai.ui.middleware.FuriganaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yoriai.people.middleware.WhoMiddleware",
    "yoriai.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "yoriai.urls"
WSGI_APPLICATION = "yoriai.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yoriai.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "yoriai.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")


def database(url: str) -> dict[str, object]:
    """Django's description of a `postgresql://user:password@host:port/name` address; the host may be a socket's folder in `?host=`.

    What else stands behind the question mark (`sslmode=verify-full`) is handed on to PostgreSQL.
    """
    parts = urlsplit(url)
    query = {
        name: unquote(value) for name, _is, value in (pair.partition("=") for pair in parts.query.split("&")) if value
    }
    host, port = query.pop("host", ""), query.pop("port", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "yoriai",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host or unquote(parts.hostname or ""),
        "PORT": str(parts.port or port),
        "OPTIONS": {"connect_timeout": "10", **query},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASE_URL = env.text("DATABASE_URL")
if not DATABASE_URL:
    from yoriai.run.postgres import address

    DATABASE_URL = address(DATA)
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Local memory: fragments are keyed by version, pages live ten seconds, so no process need hear of another's change.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
    "fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    },
    # What is put together of many: few of them, for a list of a hundred comments is fifty kilobytes.
    "boxes": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "boxes",
        "OPTIONS": {"MAX_ENTRIES": 600},
    },
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "yoriai.people.sessions"
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "people:my", "/"

# How many days after its sender's answer the picture of a sheet of paper is kept.
PAPER_DAYS = env.number("YORIAI_PAPER_DAYS", 14)

# The virus scanner (clamd) every uploaded file passes: unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310. Empty: none.
CLAMD = env.text("YORIAI_CLAMD")

# How many proxies of ours stand in front and write X-Forwarded-For.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.number("YORIAI_PROXIES", 0)

# Signing in: six digits by mail, or a passkey. There are no passwords.
ACCOUNT_ADAPTER = "yoriai.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {
    "numeric": True,
    "dashed": False,
    "length": 6,
}
# Long enough for somebody who reads mail on another machine.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Sixty people in a hall come from one address.
ACCOUNT_RATE_LIMITS = {"signup": "120/m/ip", "login": "120/m/ip", "request_login_code": "120/m/ip,3/m/key"}
ACCOUNT_FORMS = {
    "login": "yoriai.people.forms.sign_in.LoginForm",
    "request_login_code": "yoriai.people.forms.sign_in.RequestCodeForm",
    "confirm_login_code": "yoriai.people.forms.sign_in.LoginCodeForm",
    "confirm_email_verification_code": "yoriai.people.forms.sign_in.MailCodeForm",
    "signup": "yoriai.people.forms.sign_in.SignupForm",
    "change_email": "yoriai.people.forms.sign_in.ChangeMailForm",
    "add_email": "yoriai.people.forms.sign_in.AddMailForm",
}

# The second factor of those who run things. Printed codes are made at the office's counter, so allauth offers none.
MFA_ADAPTER = "yoriai.people.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "authenticate": "yoriai.people.forms.sign_in.FactorForm",
    "reauthenticate": "yoriai.people.forms.sign_in.FactorAgainForm",
    "activate_totp": "yoriai.people.forms.sign_in.AppForm",
    "add_webauthn": "yoriai.people.forms.sign_in.PasskeyForm",
}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def tile_hosts(template: str) -> list[str]:
    """The hosts map pictures come from: scheme and host of the address, every one of them where it has {s}."""
    parts = urlsplit(template)
    signs = "abc" if "{s}" in parts.netloc else "a"
    return [f"{parts.scheme}://{parts.netloc.replace('{s}', sign)}" for sign in signs if parts.netloc]


SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:", *tile_hosts(TILES)],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *([LIVE_URL] if LIVE_URL else [])],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Browsers that came once by https come by nothing else for a month. Only this host: what stands beside it is not ours.
SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60 if SECURE else 0
if SECURE and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The proxy in front leads from http to https (W008); subdomains and browsers' built-in lists are the city's to decide (W005, W021).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
CSRF_FAILURE_VIEW = "yoriai.ui.errors.no_token"

# The worker finds its jobs by name in each app's tasks.py. Few threads: each holds a database connection.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "shutdown_graceful_timeout": 30.0, "delete_jobs": "successful"}

# In the demo a mail is a row that /demo/outbox/ shows.
MAILERS = {
    "default": {"BACKEND": "yoriai.people.demo_mail.Backend"}
    if DEMO
    else {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.text("YORIAI_SMTP_HOST", "localhost"),
            "port": env.number("YORIAI_SMTP_PORT", 25),
            "username": env.text("YORIAI_SMTP_USER"),
            "password": env.text("YORIAI_SMTP_PASSWORD"),
            "use_tls": env.yes("YORIAI_SMTP_TLS"),
            "use_ssl": env.yes("YORIAI_SMTP_SSL"),
            "timeout": 20,
        },
    }
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("YORIAI_MAIL_FROM", "yoriai@localhost")

# One event, one line, on the standard error stream of each process. A page that is not there is no event.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "yoriai.run.lines.Line"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "yoriai": {"level": "INFO"},
    },
}
