"""Where the sizes of pictures lie: each under a name of its own, and made again it takes its place."""

from typing import Any

from django.core.files.storage import FileSystemStorage


class RenditionStorage(FileSystemStorage):
    """Beside the pictures. A file under the name of a size is that size, left by somebody who died before
    its row was written: it is replaced, and does not lie about for ever."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"allow_overwrite": True, **options})
