"""Inspects a PDF or office file in a process of its own, with limits of memory and time."""

import logging
import resource
import subprocess
import sys
import threading
import traceback
from pathlib import Path

from website.uploads.refusal import Budget, Reason, Refused

logger = logging.getLogger(__name__)

# Bytes that the process may have, its libraries included, and seconds of the processor.
MEMORY = 512 * 1024 * 1024
SECONDS = 15
# One at a time in each process of the site: the memory is that of the machine.
one_at_a_time = threading.Lock()


def inspect_in_process(content: bytes, extension: str) -> None:
    """Raise Refused when the file may not be offered, or cannot be read within the bounds."""
    # Waiting holds a thread of the site, which readers need as well.
    if not one_at_a_time.acquire(timeout=SECONDS):
        raise Refused(Reason.BUSY)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__, extension],
            input=content,
            capture_output=True,
            timeout=SECONDS * 4,
            check=False,
            env={"PYTHONPATH": str(Path(__file__).parents[2])},
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Reason.TOO_LARGE) from error
    finally:
        one_at_a_time.release()
    said = done.stderr.decode(errors="replace")
    if done.returncode > 0:
        logger.error("The process that looks at a .%s failed: %s", extension, said)
        raise Refused(Reason.UNSEEN)
    if done.returncode < 0:
        raise Refused(Reason.TOO_LARGE)  # stopped for its memory or time
    reason, _line, detail = done.stdout.decode().partition("\n")
    # The libraries also warn about innocent files.
    if reason == Reason.BROKEN and said:
        logger.warning("A .%s could not be read: %s", extension, said)
    if reason:
        raise Refused(Reason(reason), detail)


def main(extension: str) -> None:
    """Say why the file on standard input is refused: the reason on a line, then what it is about."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # The site itself does without these, and the bindings of qpdf are large.
    from website.uploads.office import inspect_office
    from website.uploads.pdf import inspect_pdf

    content, answer = sys.stdin.buffer.read(), ""
    try:
        if extension == "pdf":
            inspect_pdf(content, Budget())
        else:
            inspect_office(content, extension, Budget())
    except Refused as refused:
        answer = f"{refused.reason}\n{refused.detail}"
    except MemoryError:
        answer = Reason.TOO_LARGE
    except Exception:  # qpdf, its bindings and others raise many kinds for a file that is not right
        traceback.print_exc()
        answer = Reason.BROKEN
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


if __name__ == "__main__":
    main(sys.argv[1])
