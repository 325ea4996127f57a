"""Settings, read from the environment; `.env.example` explains each variable.

Nothing here has a secret default: without DEBUG, a missing SECRET_KEY or ALLOWED_HOSTS stops
the start.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from newscenter.environment import Environment
from newscenter.hosts import KnownHosts

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR / ".env")

# --- mode and secrets -------------------------------------------------------------------------

DEBUG = env.boolean("DEBUG", default=False)

SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("SECRET_KEY is not set: production needs one of its own.")
    SECRET_KEY = "for development only, and refused without DEBUG"  # noqa: S105
# Former keys: what they signed (sessions, picture addresses in feeds) goes on working.
SECRET_KEY_FALLBACKS = env.listing("SECRET_KEY_FALLBACKS")

# The host names of sites need not be among them: they come from the database.
ALLOWED_HOSTS: list[str] = KnownHosts(env.hosts("ALLOWED_HOSTS"))
if not ALLOWED_HOSTS:
    if not DEBUG:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set: list the host names of the admin.")
    ALLOWED_HOSTS = KnownHosts(["localhost", ".localhost", "127.0.0.1", "[::1]"])

# --- places -----------------------------------------------------------------------------------

DATA_DIR = env.folder("DATA_DIR", BASE_DIR / ".data")
MEDIA_ROOT = env.folder("MEDIA_ROOT", DATA_DIR / "media")
MEDIA_URL = "/media/"
STATIC_ROOT = env.folder("STATIC_ROOT", BASE_DIR / "staticfiles")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploads on object storage, for several web servers; else in MEDIA_ROOT.
MEDIA_STORAGE = env.object_storage("MEDIA_STORAGE_URL")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "newscenter.media_storage.MediaStorage", "OPTIONS": MEDIA_STORAGE}
    if MEDIA_STORAGE
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newscenter.static_storage.HashedStaticFilesStorage"
    },
}

# --- the application --------------------------------------------------------------------------

INSTALLED_APPS = [
    "articles",
    "newscenter.postgres",
    "newscenter.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "parler",
    "django.forms",
    "js_asset",
    "django_prose_editor",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "articles.middleware.desk.DeskMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.middleware.accounts.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.site.SiteMiddleware",
    # Innermost: the answer to a locked log-in is in the language of the desk.
    "axes.middleware.AxesMiddleware",
]

# Of the above, what a page for readers needs: who is not signed in, and only looks.
READERS_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.site.SiteMiddleware",
]

ROOT_URLCONF = "newscenter.urls"
WSGI_APPLICATION = "newscenter.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
AUTH_USER_MODEL = "articles.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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

# --- database and cache -----------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_URL")
    or {"ENGINE": "newscenter.postgres", "NAME": "newscenter"}
}
# Another folder of PostgreSQL's programs for the embedded server.
EMBEDDED_PG_BIN = env.text("NEWSCENTER_PG_BIN")
# A server that is gone is found out soon, and not after the kernel's two minutes; in seconds.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# So is one that falls silent in the middle of a conversation; in milliseconds.
DATABASES["default"]["OPTIONS"].setdefault("tcp_user_timeout", 10_000)
# The development server has a thread for each request; a connection kept for it would only pile up.
DATABASES["default"].setdefault("CONN_MAX_AGE", 0 if DEBUG else 60)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
# Public reads are planned once for a connection, which a pooler in between may not allow.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = (
    1 if env.boolean("PREPARED_STATEMENTS", default=True) else None
)

# Servers that copy the primary, for what readers see. The aliases by which Django knows them.
REPLICAS: list[str] = []
for number, replica in enumerate(env.databases("DATABASE_REPLICA_URLS"), start=1):
    REPLICAS.append(f"replica{number}")
    DATABASES[REPLICAS[-1]] = {
        **replica,
        "ENGINE": "articles.replicas",
        "CONN_MAX_AGE": DATABASES["default"]["CONN_MAX_AGE"],
        "CONN_HEALTH_CHECKS": True,
        # There is another server to ask, so nobody waits long for this one.
        "OPTIONS": {
            "connect_timeout": 2,
            "tcp_user_timeout": 2_000,
            **replica.get("OPTIONS", {}),
            "prepare_threshold": DATABASES["default"]["OPTIONS"]["prepare_threshold"],
        },
        "TEST": {"MIRROR": "default"},
    }
DATABASE_ROUTERS = ["articles.replicas.routing.ReplicaRouter"] if REPLICAS else []

REDIS_URL = env.url("REDIS_URL", ("redis", "rediss", "unix"))
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # One that hangs is not waited for.
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Memory for kept pages in each process, in bytes; 0 keeps none, as while templates are written.
PAGE_CACHE_BYTES = env.integer(
    "PAGE_CACHE_BYTES", default=0 if DEBUG else 64_000_000, low=0, high=64_000_000_000
)
if REPLICAS and not PAGE_CACHE_BYTES:
    raise ImproperlyConfigured(
        "DATABASE_REPLICA_URLS needs the page cache, which knows how far a replica must be: set "
        "PAGE_CACHE_BYTES, say to 64000000."
    )
# For how long a shared cache in front of us may answer by itself. Without purging, a change stays
# unseen for as long.
CDN_SECONDS = env.integer("CDN_SECONDS", default=1, low=0, high=86_400)

# What a monitor shows to read /-/metrics; without it there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN")

# --- languages and time -----------------------------------------------------------------------

LANGUAGE_CODE = "en"
# The admin is offered in the languages in which it is complete; a public page uses the language
# of its edition.
INTERFACE_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("zh-hans", "简体中文")]
# The second holds texts of Django, in the newsroom's words.
LOCALE_PATHS = [BASE_DIR / "articles" / "locale", BASE_DIR / "newscenter" / "locale"]
FORMAT_MODULE_PATH = ["articles.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "UTC")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(
        f"TIME_ZONE is {TIME_ZONE!r}: write a name of the tz database, such as Asia/Ho_Chi_Minh."
    )

# The languages stories may be written in, in the order that lists of languages show them.
CONTENT_LANGUAGES = env.listing(
    "CONTENT_LANGUAGES",
    default="vi,en,zh-hans,zh-hant,ar,bg,bn,cs,de,el,es,fa,fr,he,hi,hu,id,it,ja,km,ko,ms,my,nl,"
    "pl,pt,ro,ru,sv,sw,ta,th,tr,uk,ur",
)
for code in CONTENT_LANGUAGES:
    if "name_local" not in LANG_INFO.get(code, {}):
        raise ImproperlyConfigured(
            f"CONTENT_LANGUAGES names {code!r}, which Django does not know; write codes such as "
            "vi, en, zh-hans."
        )

# Django's list of languages is the content's, because parler measures its own list against it.
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in CONTENT_LANGUAGES]
# parler's cache would show one process another process's old text, so it is off.
PARLER_ENABLE_CACHING = False
PARLER_DEFAULT_LANGUAGE_CODE = CONTENT_LANGUAGES[0]
PARLER_LANGUAGES = {
    None: tuple({"code": code} for code in CONTENT_LANGUAGES),
    # Source text never fills a gap.
    "default": {"fallbacks": [], "hide_untranslated": True},
}
PARLER_SHOW_EXCLUDED_LANGUAGE_TABS = True

# --- public addresses -------------------------------------------------------------------------

PUBLIC_SCHEME = env.choice(
    "PUBLIC_SCHEME", default="http" if DEBUG else "https", choices=("http", "https")
)
# A port in public addresses: 0 means the scheme's own.
PUBLIC_PORT = env.integer("PUBLIC_PORT", default=0, low=0, high=65535)

# --- security ---------------------------------------------------------------------------------

SECURE = PUBLIC_SCHEME == "https"
SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", default=SECURE)
SECURE_HSTS_SECONDS = env.integer(
    "SECURE_HSTS_SECONDS", default=31_536_000 if SECURE else 0, low=0, high=100_000_000
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
BEHIND_PROXY = env.boolean("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Number of proxies whose X-Forwarded-For entries are ours; 0 means the peer is the reader.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", default=0, low=0, high=10)
# Asked from inside, past the proxy that ends TLS.
SECURE_REDIRECT_EXEMPT = [r"^-/(health|metrics)$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- accounts ---------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "articles.accounts.backend.DeskBackend",
]
SESSION_ENGINE = "articles.accounts.session_store"
# A name and an address together are locked: neither can a stranger lock a colleague out from
# elsewhere, nor does one colleague lock the whole office out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.integer("LOGIN_FAILURES", default=5, low=1, high=100)
AXES_COOLOFF_TIME = timedelta(
    minutes=env.integer("LOGIN_LOCK_MINUTES", default=15, low=1, high=1440)
)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page names a time, which stands
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "articles.accounts.address.network_address"
AXES_LOCKOUT_CALLABLE = "articles.views.signing_in.locked_out"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
# What axes keeps of a failed attempt has no codes in it.
AXES_SENSITIVE_PARAMETERS = ["code", "password"]
# Whether administrators need a second factor; for other people their sites say so.
SECOND_FACTOR_FOR_ADMINISTRATORS = env.boolean(
    "SECOND_FACTOR_FOR_ADMINISTRATORS", default=not DEBUG
)
# The name that an authenticator app shows beside the person's.
OTP_TOTP_ISSUER = "Newscenter"

# Somebody may have to look for the e-mail, but a link that lies around is a way in.
PASSWORD_RESET_TIMEOUT = 3 * 60 * 60

# --- e-mail -----------------------------------------------------------------------------------

# In development e-mail is printed; in production without a server none is sent, and pages that
# need it say so or are not there.
_mail = env.mail("EMAIL_URL")
SENDS_MAIL = bool(_mail) or DEBUG
EMAIL_BACKEND = _mail.get(
    "EMAIL_BACKEND", f"django.core.mail.backends.{'console' if DEBUG else 'dummy'}.EmailBackend"
)
EMAIL_HOST = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _mail.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "newscenter@localhost")
if _mail and not DEBUG and not env.text("EMAIL_FROM"):
    raise ImproperlyConfigured("EMAIL_FROM is not set: write the address that e-mail comes from.")

# --- uploads ----------------------------------------------------------------------------------

IMAGE_MAX_BYTES = env.integer("IMAGE_MAX_BYTES", default=25_000_000, low=1, high=500_000_000)
IMAGE_MAX_PIXELS = env.integer("IMAGE_MAX_PIXELS", default=60_000_000, low=1, high=500_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

# --- views ------------------------------------------------------------------------------------

# Repeats of one visitor on one page within this many minutes are one view.
VIEW_WINDOW_MINUTES = env.integer("VIEW_WINDOW_MINUTES", default=30, low=1, high=1440)
# How many views one network (an IPv4 address, a /64 of IPv6) may add to one publication within
# that time, and how often it may ask a second, in each process; 0 is without a limit.
VIEWS_PER_NETWORK = env.integer("VIEWS_PER_NETWORK", default=200, low=0, high=1_000_000)
VIEW_REQUESTS_PER_SECOND = env.integer(
    "VIEW_REQUESTS_PER_SECOND", default=50, low=0, high=1_000_000
)

# --- translation ------------------------------------------------------------------------------

# For how long a text that somebody has taken to translate is theirs without a sign of work.
TRANSLATION_CLAIM_MINUTES = env.integer("TRANSLATION_CLAIM_MINUTES", default=30, low=1, high=1440)

# A service that translates by machine. Its key comes from the environment and is kept nowhere else.
MACHINE_TRANSLATION = env.choice(
    "MACHINE_TRANSLATION", default="off", choices=("off", "libretranslate", "deepl")
)
MACHINE_TRANSLATION_URL = env.text("MACHINE_TRANSLATION_URL")
MACHINE_TRANSLATION_KEY = env.text("MACHINE_TRANSLATION_KEY")
MACHINE_TRANSLATION_PLAIN_HTTP = env.boolean("MACHINE_TRANSLATION_PLAIN_HTTP", default=False)
MACHINE_TRANSLATION_MONTHLY_CHARACTERS = env.integer(
    "MACHINE_TRANSLATION_MONTHLY_CHARACTERS", default=500_000, low=0, high=10**12
)

# --- log --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice(
            "LOG_LEVEL", default="INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR")
        ),
    },
}
