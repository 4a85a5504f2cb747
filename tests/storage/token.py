"""A SoftHSM token of a test's own, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.token_keys import TokenAt

PIN = "1234"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


@contextmanager
def token(folder: Path, key_file: Path, label: str = "countersign") -> Iterator[TokenAt]:
    """A fresh token; the module is told of it by SOFTHSM2_CONF, which child processes inherit."""
    pytest.importorskip("pkcs11")
    module = next((path for path in MODULES if os.path.exists(path)), None)
    if module is None or not shutil.which("softhsm2-util"):
        pytest.skip("SoftHSM (Debian's softhsm2) is not installed")
    import pkcs11

    tokens = folder / "tokens"
    tokens.mkdir(parents=True)
    configuration = folder / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    try:
        command = [
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--so-pin",
            "87654321",
            "--pin",
            PIN,
        ]
        subprocess.run(command, check=True, capture_output=True)
        pkcs11.lib(module).reinitialize()  # this process may have had another test's token
        yield TokenAt(Path(module), label, PIN, key_file)
    finally:
        if before is None:
            os.environ.pop("SOFTHSM2_CONF")
        else:
            os.environ["SOFTHSM2_CONF"] = before
