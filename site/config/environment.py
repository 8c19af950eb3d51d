"""Where settings come from: variables, or files that variables with ``_FILE`` behind their name point at."""

import environ
from environ.fileaware_mapping import FileAwareMapping


class WithoutLastNewline(FileAwareMapping):
    """Leaves out the end of the last line of a file: editors and ``echo`` write it, no secret has it."""

    def __getitem__(self, key: str) -> str:
        value = super().__getitem__(key)
        return value.rstrip("\r\n") if self.env.get(f"{key}_FILE") else value


class Env(environ.FileAwareEnv):
    """The environment of this process."""

    ENVIRON = WithoutLastNewline()
