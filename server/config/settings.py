"""Settings of the API. Every value that differs between machines is an environment variable."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from config import environment
from config.environment import database, flag, is_own_machine, origins, value
from config.mail import mail_settings
from horarium_contracts.limits import UPLOAD_BYTES
from horarium_contracts.logs import logging_settings

environment.load_environment()

DEBUG = flag("HORARIUM_DEBUG")
SECRET_KEY = value("HORARIUM_SECRET_KEY")
SERVICE_SECRET = value("HORARIUM_SERVICE_SECRET")
GENERATOR_URL = value("HORARIUM_GENERATOR_URL", "http://127.0.0.1:8001")
API_URL = value("HORARIUM_API_URL", "http://127.0.0.1:8000")
WEB_URL = value("HORARIUM_WEB_URL", "http://localhost:3000")
REDIS_URL = value("REDIS_URL", "redis://127.0.0.1:63790/0")

_web = urlsplit(WEB_URL)
ALLOWED_HOSTS = sorted(
    {_web.hostname or "localhost", urlsplit(API_URL).hostname or "", "localhost", "127.0.0.1"}
    - {""}
)
CSRF_TRUSTED_ORIGINS = origins(WEB_URL)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_standardized_errors",
    "accounts",
    "audit",
    "campus",
    "courses",
    "timetables",
    "generation",
    "spreadsheets",
]

MIDDLEWARE = [
    "config.requests.CountRequests",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.private_answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.TenancyMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
APPEND_SLASH = False
# Only the texts of mails; ours come before the login library's.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.REPOSITORY / "server" / "accounts" / "templates"],
        "APP_DIRS": True,
    }
]

# --- Database -----------------------------------------------------------------
# `default` is the application's unprivileged role, to which row-level security
# applies; `owner` owns the tables and only migrates. No statement of the application
# runs or waits for long, unless inside `accounts.database.unhurried`. Threads and streams
# of the API share a pool of connections (config.asgi).
_pooled = flag("HORARIUM_DATABASE_POOL")
DATABASES: dict[str, Any] = {
    "default": {
        **database(
            "DATABASE_URL",
            "postgresql://horarium_app@127.0.0.1:54329/horarium",
            options="-c statement_timeout=30s -c lock_timeout=10s",
        ),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 0 if _pooled else 60,
        "CONN_HEALTH_CHECKS": True,
    },
    "owner": database(
        "DATABASE_OWNER_URL", "postgresql://horarium_owner@127.0.0.1:54329/horarium"
    ),
}
if _pooled:
    # After an outage each request throws away some that have ended, and waits a little each.
    _pool = {"min_size": 1, "max_size": 20, "timeout": 15, "max_idle": 30}
    DATABASES["default"]["OPTIONS"]["pool"] = _pool
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "horarium:cache",
        # Django's own would unpickle whatever it finds in Redis.
        "OPTIONS": {"serializer": "config.cache.JSONSerializer"},
    }
}

# --- People -------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_rules = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_rules}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_rules}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_rules}.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/5m/key"}
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_reset_password": f"{WEB_URL}/password/reset",
    "account_reset_password_from_key": f"{WEB_URL}/password/reset/{{key}}",
    "account_signup": f"{WEB_URL}/login",
    "socialaccount_login_error": f"{WEB_URL}/login",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _web.scheme
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Horarium: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=2).total_seconds())
MFA_ADAPTER = "accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Horarium"
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "accounts.sign_on.SignOnAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
# Identity providers in an intranet: without https, at private addresses.
SIGN_ON_INTRANET = flag("HORARIUM_SIGN_ON_INTRANET")
DEFAULT_FROM_EMAIL = value("EMAIL_FROM", f"horarium@{_web.hostname}")
OUTBOX = ""  # the folder, where mail is only kept
OUTBOX_SHOWS_LINKS = not value("EMAIL_URL") and is_own_machine(WEB_URL)
globals().update(mail_settings(value("EMAIL_URL"), environment.data_folder()))

# --- Browser ------------------------------------------------------------------
_https = _web.scheme == "https"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _https
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
X_FRAME_OPTIONS = "DENY"
UPLOAD_LIMIT_BYTES = UPLOAD_BYTES
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- API ----------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "accounts.authentication.MemberAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.parsers.JSONParser"],
    # Escaped, so that an error can quote even half of a surrogate pair.
    "UNICODE_JSON": False,
    "DEFAULT_FILTER_BACKENDS": [
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.SearchFilter",
        "rest_framework.filters.OrderingFilter",
    ],
    "DEFAULT_PAGINATION_CLASS": "config.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "config.schema.Schema",
    # `?format=` is the file format of an export, not the rendering of an answer.
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "config.errors.Handler",
    "EXCEPTION_FORMATTER_CLASS": "config.errors.Formatter",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Horarium API",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "RoomType": "campus.models.Room.Type",
        "CourseType": "courses.models.Course.Type",
        "CoursePart": "courses.models.Part",
        "TermOrigin": "campus.models.Term.Origin",
        "Role": "accounts.models.Role",
        "JobState": "generation.states.JobState",
        "SolveState": "generation.states.SolveState",
        "SolveKind": "generation.states.SolveKind",
        "SolverName": "generation.limits.SOLVERS",
        "OutcomeEnum": "generation.states.Outcome",
        "DiagnosisOutcome": "generation.questions_serializers.DIAGNOSES",
        "RecordedAction": "audit.models.Action",
        "RecordedKind": "audit.serializers.KINDS",
        "SheetName": "spreadsheets.serializers.SHEET_NAMES",
        "ImportState": "spreadsheets.models.ImportState",
        "TimetableState": "timetables.models.TimetableState",
        "ApprovalState": "timetables.models.ApprovalState",
        "ReviewAction": "timetables.models.ReviewAction",
        "EditKind": "timetables.models.EditKind",
        "DatedKind": "timetables.models.DatedKind",
        "NoticeKind": "timetables.models.NoticeKind",
        "ConstraintKindName": "courses.models.kinds",
        "Severity": "courses.readiness.api.SEVERITIES",
        "ConstraintScope": "courses.models.SCOPES",
        "ParameterUnit": "courses.models.UNITS",
        "ProblemType": "config.errors.TYPES",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.schema.require_answered_fields",
        "config.examples.add_examples",
    ],
}

# --- Work in the background ------------------------------------------------------
KEEP_JOBS_DAYS = int(value("HORARIUM_KEEP_JOBS_DAYS", "90"))
CELERY_BROKER_URL = REDIS_URL
CELERY_BEAT_SCHEDULE = {
    # A sweep that could not start in time is made up for by the next one.
    "sweep": {"task": "generation.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "sweep-imports": {
        "task": "spreadsheets.sweep",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "mail": {"task": "timetables.mail", "schedule": 60.0, "options": {"expires": 60}},
    "watch": {"task": "generation.watch", "schedule": 5.0, "options": {"expires": 5}},
    "clean": {"task": "generation.clean", "schedule": 3600.0, "options": {"expires": 3600}},
}

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = logging_settings()
