"""Where the site writes, and who else on its machine may read there: nobody, or a proxy the pictures."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from config.environment import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parents[3]
SERVE_MEDIA = env.bool("REGIOBRUG_SERVE_MEDIA", default=True)
# Whatever a process of the site writes is its own, in whichever terminal it was started.
PROCESS_UMASK: int | None = 0o077
# Django gives what is uploaded a mode of its own. A proxy that serves pictures is in the group of the site.
FILE_UPLOAD_PERMISSIONS = 0o600 if SERVE_MEDIA else 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700 if SERVE_MEDIA else 0o750

# Everything that the running site writes: database, pictures, files, the generated key.
VAR_DIR = Path(env("REGIOBRUG_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700 if SERVE_MEDIA else 0o710, parents=True, exist_ok=True)

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
ONE_STYLE_SHEET = True
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
_files = "django.core.files.storage.FileSystemStorage"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": _files},
    # A size of a picture has a name of its own. A file under that name is left of who died before its
    # row was written: it is replaced.
    "renditions": {"BACKEND": _files, "OPTIONS": {"allow_overwrite": True}},
    # Files of tools have no address of their own: a view asks the audience policy first.
    "documents": {
        "BACKEND": _files,
        "OPTIONS": {
            "location": str(VAR_DIR / "documents"),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "website.stylesheets.SiteStaticFilesStorage",
        # Beside the files and not among them, where everybody could ask for it.
        "OPTIONS": {"manifest_storage": FileSystemStorage(location=VAR_DIR)},
    },
}
