"""A certificate for 127.0.0.1 and the authority that signed it, made by openssl for one run."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers.required import Missing


@dataclass(frozen=True)
class Certificate:
    """The files: of the server its key and certificate, of the client the authority."""

    authority: Path
    certificate: Path
    key: Path


def make_certificate(folder: Path) -> Certificate:
    """Make an authority and a certificate for 127.0.0.1 and localhost, both valid for two days."""
    openssl = shutil.which("openssl")
    if openssl is None:
        raise Missing("openssl", "on Debian: apt-get install openssl")
    made = Certificate(folder / "authority.pem", folder / "server.pem", folder / "server.key")
    authority_key = folder / "authority.key"
    request = [openssl, "req", "-newkey", "rsa:2048", "-nodes"]
    command = [*request, "-x509", "-days", "2", "-subj", "/CN=Regiobrug test authority"]
    command += ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]
    _run([*command, "-keyout", str(authority_key), "-out", str(made.authority)])
    asked = folder / "server.csr"
    _run([*request, "-subj", "/CN=127.0.0.1", "-keyout", str(made.key), "-out", str(asked)])
    extensions = folder / "server.ext"
    extensions.write_text(
        "basicConstraints=critical,CA:FALSE\n"
        "keyUsage=critical,digitalSignature,keyEncipherment\n"
        "extendedKeyUsage=serverAuth,clientAuth\n"
        "subjectAltName=IP:127.0.0.1,DNS:localhost\n"
        "authorityKeyIdentifier=keyid\n"
    )
    command = [openssl, "x509", "-req", "-in", str(asked), "-days", "2", "-extfile", str(extensions)]
    command += ["-CA", str(made.authority), "-CAkey", str(authority_key), "-CAcreateserial"]
    _run([*command, "-out", str(made.certificate)])
    authority_key.unlink()
    return made


def _run(command: list[str]) -> None:
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
