"""Pictures as the harness knows them: uploaded, and never changed."""

from tests.chaos.history import Kind, register_kind

PICTURE = register_kind(Kind("picture", False, {"add": lambda _state, _entry: True}))
