"""What every environment shares; values that differ come from REGIOBRUG_* variables."""

from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

from .files import *  # noqa: F403
from .files import VAR_DIR, env
from .servers import *  # noqa: F403

# From left to right; a room knows those to its right.
ROOMS = ["config", "demo", "operations", "events", "casebook", "search", "website", "accounts", "outbox"]
INSTALLED_APPS = [
    *ROOMS,
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "operations.logs.RequestIdMiddleware",
    "website.middleware.SecurityHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "operations.monitoring.HealthMiddleware",
    "operations.monitoring.RequestMetricsMiddleware",
    "operations.body_limits.BodyLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "website.page_cache.middleware.PageCacheMiddleware",
    "website.middleware.BoundedSearchMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "website.admin_requests.AdminRequestsMiddleware",
    "website.middleware.KnownSiteMiddleware",
    "website.middleware.VisibleRedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
# Whatever a server makes of a header with this name, the site begins at the root.
FORCE_SCRIPT_NAME = ""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "website.navigation.chrome",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

DATABASES = {"default": env.database("REGIOBRUG_DATABASE", default=VAR_DIR / "regiobrug.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A writer waits for its turn instead of failing half-way through a transaction.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.NumericPasswordValidator"},
]
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.login.LoginForm"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
# Words of Django and Wagtail that are said otherwise here.
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "wagtail_words"]
TIME_ZONE = "Europe/Amsterdam"

# What one form may hold: a long story in the admin has thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# In the database alone: who can read or write Redis gets no further by it, and who logged out is out at once.
SESSION_ENGINE = "accounts.sessions"
# What a browser may do: strict for readers; the Wagtail admin has scripts and styles in its pages.
CONTENT_SECURITY_POLICY_PUBLIC = {
    **dict.fromkeys(["script-src", "style-src", "img-src", "font-src", "connect-src"], (SELF,)),
    **dict.fromkeys(["form-action", "manifest-src"], (SELF,)),
    **dict.fromkeys(["default-src", "base-uri", "frame-ancestors"], (NONE,)),
}
CONTENT_SECURITY_POLICY_ADMIN = {
    **dict.fromkeys(["default-src", "base-uri", "form-action", "frame-ancestors"], (SELF,)),
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "object-src": [NONE],
}
# What containers and balancers ask, which know no TLS.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$", r"^metrics$"]

PAGE_CACHE_SECONDS = env.int("REGIOBRUG_PAGE_CACHE_SECONDS", default=60)
# Where the search field of every page sends its words.
REGIOBRUG_SEARCH_URL = "/zoeken/"

WAGTAIL_SITE_NAME = "Regiobrug"
WAGTAILADMIN_BASE_URL = env("REGIOBRUG_BASE_URL", default="http://localhost:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands")]
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H:%M"
# What an account may choose: where the kingdom's clocks are.
WAGTAIL_USER_TIME_ZONES = [
    *("Europe/Amsterdam", "America/Kralendijk", "America/Lower_Princes"),
    *("America/Aruba", "America/Curacao"),
]
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# It goes by the day of publishing, which says nothing of when a page was checked.
WAGTAIL_AGING_PAGES_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# The admin's own lookups only: the default backend slows every save as the site grows and
# answers a double quote with an error. Readers search through our own engine.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "website.admin_search.AdminSearchBackend"}}
WAGTAILIMAGES_IMAGE_MODEL = "website.Picture"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILIMAGES_IMAGE_FORM_BASE = "website.forms.uploads.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "jfif", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "website.Attachment"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "website.forms.uploads.AttachmentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
