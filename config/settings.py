"""Settings, read from the environment; `./run` sets it for the embedded servers.

Each group says what it is for. docs/operators.md lists every variable.
"""

from datetime import time
from importlib.util import find_spec
from pathlib import Path

import environ
import structlog

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Where we are -------------------------------------------------------------------------
# "production" refuses demo data and unsafe defaults; "demo" is what ./run starts.
ENVIRONMENT = env.str("XINXIU_ENV", "demo")
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY and ENVIRONMENT != "production":
    SECRET_KEY = "demo-only-" + "0" * 50  # a production start without SECRET_KEY fails
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")  # stands in letters and QR codes
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
VAR_DIR = Path(env.str("XINXIU_VAR", str(BASE_DIR / "var")))

# --- Applications: the order is the order of imports, low to high ----------------------------
INSTALLED_APPS = [
    "rules",
    "registry",
    "casework",
    "notifications",
    "repair",
    "objections",
    "rechecks",
    "viewflow.workflow",
    "guardian",
    "axes",
    "csp",
    "django_htmx",
    "django_prometheus",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
VIEWFLOW = {"AUTOREGISTER": False}  # we use its routing, not its pages

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.compression.GzipWordsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.locale.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.addresses.OnlyPossibleAddresses",
    "config.idle.IdleSessions",
    "config.looks.LooksAtCases",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

VIEWFLOW_TEMPLATES = [f"{folder}/templates" for folder in find_spec("viewflow").submodule_search_locations]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours first; viewflow's own only for its BPMN export, since its pages are not installed.
        "DIRS": [BASE_DIR / "templates", *VIEWFLOW_TEMPLATES],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.pages.site",
            ],
            "builtins": ["config.pagetags"],
        },
    },
]

# --- Database: PostgreSQL everywhere ----------------------------------------------------------
# DATABASE_URL is the application's role; migrations run as DATABASE_OWNER_URL, so that the
# running system cannot switch off the guards that bind it.
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///xinxiu")}
if env.bool("XINXIU_AS_OWNER", False):
    DATABASES["default"] = env.db("DATABASE_OWNER_URL")
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=4s"

DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", "xinxiu_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Sign-in and permissions ------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian: nobody has permissions without signing in
GUARDIAN_RAISE_403 = True
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours: a lock-out ends by itself, so that nobody can lock an officer out
AXES_LOCKOUT_CALLABLE = "config.views.too_many"
AXES_CLIENT_IP_CALLABLE = "notifications.lookups.address_of"  # behind a proxy, the caller's own address
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]

# --- Sessions and transport ---------------------------------------------------------------------
SECURE_COOKIES = env.bool("SECURE_COOKIES", ENVIRONMENT == "production")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 30)  # and a warning five minutes before
SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31536000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Who runs the platform: these names stand on every page -----------------------------------------
SITE = {
    "name": env.str("SITE_NAME", "江澜市信用修复与异议办理平台"),
    "short_name": env.str("SITE_SHORT_NAME", "信用修复与异议办理平台"),
    "office": env.str("SITE_OFFICE", "江澜市社会信用管理办公室"),
    "letter_prefix": env.str("SITE_LETTER_PREFIX", "江澜"),  # begins the numbers of the office's own letters
    "government": env.str("SITE_GOVERNMENT", "江澜市人民政府网站"),
    "window": env.str("SITE_WINDOW", "市政务服务大厅“信用修复专窗”（可代为填报）"),
    "hours": env.str("SITE_HOURS", "9:00–12:00，13:30–17:00"),
    "phone": env.str("SITE_PHONE", "0000-12345678"),
    "legal": env.list(
        "SITE_LEGAL", default=["网站标识码 0000000000", "ICP备案号（示例）", "公安备案号（示例）"]
    ),
}

# --- Words and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]  # each in its own words
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = SECURE_COOKIES, True, "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},  # collectstatic compresses
}
WHITENOISE_USE_FINDERS = ENVIRONMENT != "production"

# --- Background work --------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("BROKER_URL", "")
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}

# --- Letters and messages ------------------------------------------------------------------------------
LETTER_DIR = Path(env.str("LETTER_DIR", str(VAR_DIR / "letters")))
FONT_DIR = BASE_DIR / "assets" / "fonts"
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", str(VAR_DIR / "mail"))
# An adapter with send(phone, text, *, key); the one here writes files. Signed 【SMS_SIGN】.
SMS_SENDER = env.str("SMS_SENDER", "notifications.sms.FileSender")
SMS_SIGN = env.str("SMS_SIGN", "江澜信用")
SMS_DIR = Path(env.str("SMS_DIR", str(VAR_DIR / "sms")))
SMS_QUIET_HOURS = (time(22), time(8))  # nobody is texted between; people may choose their own for reminders
PROXY_HOPS = env.int("PROXY_HOPS", 0)  # reverse proxies in front, for the rate limit of /v/
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "credit@xinxiu.invalid")

# --- Training -------------------------------------------------------------------------------------------
TRAINING_ENDS_SOON_DAYS = env.int(
    "TRAINING_ENDS_SOON_DAYS", 30
)  # before that day people are reminded; 0: never

COURSE_DIR = Path(env.str("COURSE_DIR", str(VAR_DIR / "courses")))  # videos of courses and their captions
COURSE_VIDEO_BYTES = env.int("COURSE_VIDEO_MB", 200) << 20
TRAINING_LIST_BYTES = env.int("TRAINING_LIST_MB", 2) << 20  # lists of who took part in a room

# --- Drafts ---------------------------------------------------------------------------------------------
DRAFT_KEPT_DAYS = env.int("DRAFT_KEPT_DAYS", 90)  # what was typed and not handed in, since the last change

# --- Decisions ------------------------------------------------------------------------------------------
DECISION_TAKE_BACK_SECONDS = env.int("DECISION_TAKE_BACK_SECONDS", 10)  # 0: what is issued leaves at once

# --- Evidence files ---------------------------------------------------------------------------------------
# Files of strangers: outside anything that is served, in quarantine until checked in a sandbox.
EVIDENCE_DIR = Path(env.str("EVIDENCE_DIR", str(VAR_DIR / "evidence")))
EVIDENCE_FILE_BYTES = env.int("EVIDENCE_FILE_MB", 20) << 20
EVIDENCE_CASE_BYTES = env.int("EVIDENCE_CASE_MB", 60) << 20
EVIDENCE_FILES = env.int("EVIDENCE_FILES", 10)  # of one case
# Where no worker runs, the request that brings a file checks it too; that holds a web process for seconds.
EVIDENCE_CHECK_INLINE = env.bool("EVIDENCE_CHECK_INLINE", False)
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", "")  # of clamd; set: nothing leaves quarantine without its answer

# --- Imported files ---------------------------------------------------------------------------------------
# Files of records that departments upload: they hold personal data, and are never served.
IMPORT_DIR = Path(env.str("IMPORT_DIR", str(VAR_DIR / "imports")))
IMPORT_FILE_BYTES = env.int("IMPORT_FILE_MB", 60) << 20
IMPORT_KEPT_DAYS = env.int("IMPORT_KEPT_DAYS", 180)  # files and their rows, since the upload; 0: for ever

# --- Draws of the credit office ---------------------------------------------------------------------------
# From when on a record with its obligations fulfilled counts as repairable for long; the office's own measure, no law.
LONG_REPAIRABLE_DAYS = env.int("LONG_REPAIRABLE_DAYS", 90)
# In how many working days a checker is to conclude; the office's own measure, no law: they are reminded, no more.
CORRECTION_WORKING_DAYS = env.int("CORRECTION_WORKING_DAYS", 10)  # where no rule file states any
RECHECK_WORKING_DAYS = env.int("RECHECK_WORKING_DAYS", 20)

# --- Logs: one JSON object a line on standard error; case numbers, never personal data ----------------
LOG_CHAIN = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
]
structlog.configure(
    processors=[*LOG_CHAIN, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "foreign_pre_chain": LOG_CHAIN,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # These tell every step of drawing a page, or that they have begun.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "axes", "pikepdf")},
}

# --- Personal data ------------------------------------------------------------------------------------
# Key ring for ID numbers: the first key writes, all keys read (Fernet, base64, comma separated).
FIELD_KEYS = env.list("FIELD_KEYS", default=[])
if not FIELD_KEYS and ENVIRONMENT != "production":
    FIELD_KEYS = ["ZGVtby1vbmx5LWtleS1kZW1vLW9ubHkta2V5LTEyMzQ="]
