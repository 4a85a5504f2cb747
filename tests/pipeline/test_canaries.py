"""The search of `bench.canaries` finds what is planted; the bench itself fills whole installations."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from bench.canaries import NAMES, forms_of, hits, untested


def test_a_planted_name_is_found_in_every_form_and_nothing_else_is() -> None:
    assert untested() == []
    assert hits(bytes(range(256)) * 1000) == set()


@pytest.mark.parametrize("form", forms_of(NAMES[0]))
def test_each_form_is_found_among_other_bytes(form: str) -> None:
    assert hits(b"\x00\x01other bytes" + forms_of(NAMES[0])[form] + b"and more\xff")


def test_no_process_that_a_command_starts_may_write_a_core() -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    code = (
        "import subprocess, sys; from pipeline.cores import leave_no_cores; leave_no_cores()\n"
        "code = 'import resource; print(resource.getrlimit(resource.RLIMIT_CORE))'\n"
        "print(subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "(0, 0)"
    assert resource.getrlimit(resource.RLIMIT_CORE) == before
