"""The official Elasticsearch server as a Maven artifact, kept in a cache, and a Java that can run it."""

import atexit
import functools
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tests.servers.accounts import Account, give
from tests.servers.required import Missing

VERSION = "9.5.3"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
SHA1 = "b68fd022c00824b5406b0ed2df50b2bdb9e9bd0f"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
OLDEST_JAVA = 21
VECTORS = "jdk.incubator.vector"


def cache() -> Path:
    """The folder that keeps what was downloaded: $REGIOBRUG_CACHE, else in the person's cache folder."""
    chosen = os.environ.get("REGIOBRUG_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "regiobrug"


def archive() -> Path:
    """The zip of the server: from the cache, else fetched by Maven; its hash is checked every time."""
    kept = cache() / f"elasticsearch-{VERSION}.zip"
    if not kept.exists():
        _fetch(kept)
    with kept.open("rb") as file:
        found = hashlib.file_digest(file, "sha1").hexdigest()
    assert found == SHA1, f"{kept} has SHA-1 {found}, not {SHA1}; remove it to fetch it again"
    return kept


def _fetch(kept: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("Maven to fetch Elasticsearch with", "on Debian: apt-get install maven")
    kept.parent.mkdir(parents=True, exist_ok=True)
    # In a folder beside it first, so that two runs at once never see half a file.
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        command = [maven, "-q", "-B", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
        fetched = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if fetched.returncode != 0:
            said = (fetched.stdout + fetched.stderr)[-1000:]
            raise Missing(f"Elasticsearch {VERSION}", f"Maven could not fetch {ARTIFACT}:\n{said}")
        (Path(folder) / kept.name).replace(kept)


@functools.cache
def unpacked(who: Account | None) -> Path:
    """The home of the server for this account, unpacked once for this process and gone when it ends."""
    folder = Path(tempfile.mkdtemp(prefix="regiobrug-elasticsearch-home-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = _unpack(folder)
    give(folder, who)
    return home


def _unpack(folder: Path) -> Path:
    with zipfile.ZipFile(archive()) as packed:
        packed.extractall(folder)
    home = folder / f"elasticsearch-{VERSION}"
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    return home


@functools.cache
def java_home() -> Path:
    """The newest Java that runs the server; never one too old or without its module for vectors."""
    named = [os.environ.get(name) for name in ("ES_JAVA_HOME", "JAVA_HOME")]
    candidates = [Path(home) / "bin" / "java" for home in named if home]
    candidates += sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    if on_path := shutil.which("java"):
        candidates.append(Path(on_path))
    found = [(version, java) for java in candidates if (version := _fitting_version(java))]
    if not found:
        raise Missing(
            f"Java {OLDEST_JAVA} or newer with the module {VECTORS}",
            "install a full JDK (Temurin, for example) under /usr/lib/jvm or name it in JAVA_HOME",
        )
    return max(found)[1].resolve().parent.parent


def _fitting_version(java: Path) -> int | None:
    """The version of a Java that can run the server, else None."""
    if not java.exists():
        return None
    said = subprocess.run([java, "--list-modules"], capture_output=True, text=True)
    version = re.search(r"^java\.base@(\d+)", said.stdout, re.M)
    if said.returncode != 0 or version is None or f"\n{VECTORS}@" not in said.stdout:
        return None
    return int(version[1]) if int(version[1]) >= OLDEST_JAVA else None


if __name__ == "__main__":
    try:
        print(archive(), "on", java_home())  # noqa: T201
    except Missing as missing:
        raise SystemExit(str(missing)) from None
