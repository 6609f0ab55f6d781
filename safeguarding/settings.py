"""One module, read from the environment. A deployment differs by its environment and by nothing else."""

from datetime import timedelta
from pathlib import Path
from zlib import crc32

from csp.constants import NONCE, NONE, SELF

from safeguarding.environment import database, env, given, redis_address, secret

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(env.str("SAFEGUARDING_DATA", str(ROOT / ".data"))).resolve()  # private servers, logs and built files; git ignores it

SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = secret("SECRET_KEY_FALLBACKS", "").split()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # exactly one, which sets X-Forwarded-Proto and appends to X-Forwarded-For
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", "http://localhost:8000")
SERVICE_NAME = env.str("SERVICE_NAME", "Safeguarding together")
PARTNERSHIP_NAME = env.str("PARTNERSHIP_NAME", "Northshire Safeguarding Partnership")
DESK_PHONE = env.str("DESK_PHONE", "01632 960 555")
IDLE_MINUTES = env.int("IDLE_MINUTES", 15)
SHIFT_HOURS = env.int("SHIFT_HOURS", 10)
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)
IS_DEMO = env.bool("IS_DEMO", default=False)
IS_PRIVATE = env.bool("SAFEGUARDING_PRIVATE", default=False)  # on the servers of embedded.py
IS_REDIS_PRIVATE = env.bool("SAFEGUARDING_PRIVATE_REDIS", default=False)  # beside a database that stands elsewhere
INSTANCE = env.str("SAFEGUARDING_INSTANCE", "")  # by which `serve` knows its own web from another that answers at the same port
DEMO_PASSWORD = "every child here is invented"
INSECURE_HTTP = env.bool("INSECURE_HTTP", default=False)  # the demo and the tests speak plain http on this machine

INSTALLED_APPS = [
    "safeguarding",
    "referrals.apps.Referrals",
    "agencies.apps.Agencies",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "safeguarding.middleware.Stamp",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "safeguarding.middleware.Shift",
    "safeguarding.middleware.SignedIn",
    "axes.middleware.AxesMiddleware",
    "safeguarding.middleware.Trail",
]
ROOT_URLCONF = "safeguarding.urls"
WSGI_APPLICATION = "safeguarding.wsgi.application"
ASGI_APPLICATION = "safeguarding.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "safeguarding.context.frame",
            ],
        },
    },
]

# The login depends on the process: the web asks as sg_app, workers, beat and heart as sg_job. A process is given the addresses that it
# needs and no others. One connection per thread is kept for a minute, and context ends with its transaction: nothing is left to reset.
LOGIN = env.str("SAFEGUARDING_LOGIN", "web")
DATABASES = {
    "default": database("DATABASE_URL_JOB" if LOGIN == "job" else "DATABASE_URL", ATOMIC_REQUESTS=True),
    **{alias: database(f"DATABASE_URL_{alias.upper()}") for alias in ("job", "audit") if given(f"DATABASE_URL_{alias.upper()}")},
}
if given("DATABASE_URL_OWNER"):
    DATABASES["owner"] = database("DATABASE_URL_OWNER", OPTIONS={"assume_role": "sg_owner"})
REDIS_URL = redis_address()

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "agencies.access.backend.PolicyBackend",
]
PASSWORD_HASHERS = ["agencies.directory.signin.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "agencies.directory.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # django-axes slows guesses per account and network, so no stranger locks a night desk out
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "agencies.directory.signin.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator answers for addresses: asking for a new password must not bar the second factor
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE_HTTP
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_CLIENT_IP_CALLABLE = "safeguarding.middleware.network_of"
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
AXES_USERNAME_CALLABLE = "agencies.directory.signin.counted_as"
AXES_LOCKOUT_CALLABLE = "agencies.directory.signin.paused"
AXES_ENABLE_ADMIN = False
ANONYMOUS_USER_NAME = None  # guardian would make a real user row for nobody
GUARDIAN_MONKEY_PATCH_USER = False  # grants are decided by agencies.access alone
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # guardian's backend is left out on purpose: it ignores dates and honours superusers

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
HERE = f"{crc32(str(DATA).encode()):08x}"  # two demonstrations side by side share a host name, and a browser tells no ports apart
SESSION_COOKIE_NAME = f"session-{HERE}" if INSECURE_HTTP else "__Host-session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "safeguarding.views.forgery"
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$", "^healthz/"]  # asked by the machine next door, over plain http
NO_PAGE_NEEDS = "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope hid magnetometer microphone"
NO_PAGE_NEEDS += " midi payment picture-in-picture screen-wake-lock serial usb xr-spatial-tracking"
PERMISSIONS_POLICY = {name: [] for name in NO_PAGE_NEEDS.split()}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(ROOT / ".data" / "static")))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "gz", "br", "png", "woff", "woff2"]  # maps are asked for by nobody, and large
EMAIL_BACKEND = "django.core.mail.backends." + env.str("EMAIL_KIND", "console" if IS_DEMO else "smtp") + ".EmailBackend"
EMAIL_HOST, EMAIL_PORT = env.str("EMAIL_HOST", "localhost"), env.int("EMAIL_PORT", 25)
EMAIL_TIMEOUT = 10  # a mail server that hangs holds the relay no longer than this
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "notices@localhost")

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["agencies.access.backend.Denied"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["agencies.access.parsers.Json"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": SERVICE_NAME,
    "DESCRIPTION": "A door beside every page: the same verbs, the same rules, the same trail.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "GET_LIB_DOC_EXCLUDES": "safeguarding.manual.undescribed",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "safeguarding.manual.with_refusals"],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "safeguarding.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {name: {"handlers": ["console"], "propagate": False} for name in ("gunicorn.error", "django", "django.server")},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
