"""Reads a PDF in a process of its own: what it takes of memory and time has an end, also when it breaks."""

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

from website.uploads.refusal import Reason, Refused

# Bytes that the process may have, its libraries included, and seconds of the processor.
MEMORY = 512 * 1024 * 1024
SECONDS = 15
# One at a time in each process of the site: the memory is that of the machine.
one_at_a_time = threading.Lock()


def inspect_pdf_apart(content: bytes) -> None:
    """Raise Refused when the PDF may not be offered, or cannot be read within the bounds."""
    with one_at_a_time:
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", __name__],
                input=content,
                capture_output=True,
                timeout=SECONDS * 4,
                check=False,
                env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": os.environ.get("PATH", "")},
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(Reason.TOO_LARGE) from error
    if done.returncode != 0:
        raise Refused(Reason.TOO_LARGE)
    reason, _line, detail = done.stdout.decode().partition("\n")
    if reason:
        raise Refused(Reason(reason), detail)


def main() -> None:
    """Say why the PDF on standard input is refused: the reason on a line, then what it is about."""
    from website.uploads.pdf import inspect_pdf

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        inspect_pdf(sys.stdin.buffer.read())
    except Refused as refused:
        answer = f"{refused.reason}\n{refused.detail}"
    except MemoryError:
        answer = Reason.TOO_LARGE
    except Exception:  # qpdf and its bindings raise many kinds for a file that is not right
        answer = Reason.BROKEN
    else:
        answer = ""
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
