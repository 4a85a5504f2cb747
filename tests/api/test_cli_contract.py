"""Others script against the command line: keys, exit codes and streams are promises."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.document import BlockKind, Channel
from models.finding import Severity
from models.people import EntityType, Role
from models.structure import DateKind, SectionState
from tests.api.conftest import ROOT, Said, fits, schema

Run = Callable[..., Said]


def test_read_gives_the_document(countersign: Run, minutes: Path) -> None:
    said = countersign("read", minutes, "--json")
    assert said.code == 0
    fits("read", said.answer)
    answer = said.answer
    assert "".join(answer["text"][b["start"] : b["end"]] for b in answer["blocks"]) == answer["text"]
    states = {s["name"]: s["state"] for s in answer["sections"]}
    assert states["rmp"] == "pointer"
    assert states["disclosure"] == "present"
    assert answer["facts"]["meeting_date"]["value"] == "2024-03-05"


def test_the_installed_command_answers(process: Run, minutes: Path) -> None:
    said = process("mark", minutes, "--json")
    assert said.code == 0
    fits("mark", said.answer)
    assert process("mark").code == 2
    assert process("--help").code == 0


def test_help_needs_none_of_the_heavy_rooms() -> None:
    probe = (
        "import sys; from api.cli import app; from api.cli.faults import answered\n"
        "answered(app, ['--help'])\n"
        "heavy = {'spacy', 'presidio_analyzer', 'fastapi', 'sqlalchemy', 'docx', 'reportlab', 'lxml'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_check_gives_findings_with_their_source(countersign: Run, minutes: Path) -> None:
    said = countersign("check", minutes, "--json")
    assert said.code == 0
    fits("check", said.answer)
    pointer = next(f for f in said.answer["findings"] if f["section"] == "rmp" and f["quote"])
    assert pointer["source"]
    assert pointer["hint"]
    assert said.answer["not_assessed"]


@pytest.mark.parametrize(("threshold", "code"), [("block", 0), ("high", 1), ("low", 1)])
def test_fail_on_decides_the_exit_code(countersign: Run, tmp_path: Path, threshold: str, code: int) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(
        "OFFICIAL-SENSITIVE\n\n# MAPPA minutes of a level 2 meeting\n\n## Actions\n\n"
        "| Action | Owner | Due |\n| --- | --- | --- |\n| Visit him | PC Ann Archer, Police | |\n"
    )
    found = {f["severity"] for f in countersign("check", path, "--json").answer["findings"]}
    assert "high" in found
    expected = 1 if threshold == "block" and "block" in found else code
    assert countersign("check", path, "--fail-on", threshold).code == expected


def test_history_is_put_in_order_and_compared(countersign: Run, minutes: Path, tmp_path: Path) -> None:
    later = tmp_path / "june.md"
    later.write_text(minutes.read_text().replace("5 March 2024", "25 June 2024"))
    said = countersign("check", later, "--history", minutes, "--json")
    fits("check", said.answer)
    stale = [f for f in said.answer["findings"] if f["earlier"]]
    assert any(f["section"] == "disclosure" for f in stale)


def test_mark_says_what_is_declared_and_why(countersign: Run, minutes: Path) -> None:
    said = countersign("mark", minutes, "--json")
    assert said.code == 0
    fits("mark", said.answer)
    assert said.answer["declared"] == "OFFICIAL-SENSITIVE"
    assert said.answer["quarantine"] is False


def test_detect_names_people_and_says_why(countersign: Run, minutes: Path) -> None:
    said = countersign("detect", minutes, "--json")
    assert said.code == 0
    fits("detect", said.answer)
    people = {p["name"]: p for p in said.answer["people"]}
    assert people["Ines Okoro"]["role"] == "professional"
    text = countersign("read", minutes, "--json").answer["text"]
    assert all(text[m["start"] : m["end"]] == m["text"] for m in said.answer["mentions"])


def test_redact_writes_a_verified_copy_and_its_log(countersign: Run, minutes: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.docx"
    said = countersign("redact", minutes, "--policy", "third-party", "--out", out, "--json")
    assert said.code == 0
    fits("redact", said.answer)
    assert said.answer["verification"]["clean"] is True
    log = json.loads((tmp_path / "copy.log.json").read_text())
    fits("log", log)
    assert "Tolland" not in json.dumps(log)
    assert out.read_bytes().startswith(b"PK")


def test_summarise_writes_a_verified_draft_and_says_where_each_line_comes_from(
    countersign: Run, minutes: Path, tmp_path: Path
) -> None:
    out = tmp_path / "summary.docx"
    said = countersign("summarise", minutes, "--policy", "third-party", "--out", out, "--json")
    assert said.code == 0
    fits("summarise", said.answer)
    assert said.answer["verification"]["clean"]
    assert out.read_bytes().startswith(b"PK")
    assert countersign("summarise", minutes, "--policy", "third-party", "--out", out).code == 2
    assert countersign("summarise", minutes, "--policy", "third-party", "--out", tmp_path / "a.txt").code == 2


def test_redact_leaves_a_file_that_is_there(countersign: Run, minutes: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.docx"
    out.write_text("somebody's own")
    said = countersign("redact", minutes, "--policy", "third-party", "--out", out)
    assert said.code == 2
    assert "--force" in said.err
    assert out.read_text() == "somebody's own"


def test_run_gives_a_row_for_every_file(countersign: Run, minutes: Path, tmp_path: Path) -> None:
    case = tmp_path / "cases" / "ref-1"
    case.mkdir(parents=True)
    (case / "minutes.md").write_text(minutes.read_text())
    (case / "broken.docx").write_bytes(b"PK\x03\x04 nothing more")
    for _ in range(2):  # a second run into the same folder replaces what the first one made
        said = countersign("run", tmp_path / "cases", "--out", tmp_path / "out", "--json")
        assert said.code == 3
        fits("run", said.answer)
        rows = {Path(d["file"]).name: d for d in said.answer["documents"]}
        assert rows["minutes.md"]["state"] == "ready"
        assert Path(rows["minutes.md"]["copy"]).is_file()
        assert Path(rows["minutes.md"]["report"]).is_file()
        assert rows["broken.docx"]["state"] == "refused"
        assert rows["broken.docx"]["reason"]
        assert rows["broken.docx"]["remedy"]
    assert (tmp_path / "out" / "index.html").is_file()


def test_run_tells_people_where_to_look(countersign: Run, minutes: Path, tmp_path: Path) -> None:
    case = tmp_path / "cases" / "ref-1"
    case.mkdir(parents=True)
    minutes.rename(case / "minutes.md")
    said = countersign("run", tmp_path / "cases", "--out", tmp_path / "out", COLUMNS="80")
    assert said.code == 0
    assert "index.html" in said.out
    assert "countersign serve" in said.out
    assert "verified" in said.out
    assert "[1/1]" in said.err


def test_rules_and_explain(countersign: Run) -> None:
    rules = countersign("rules", "--json")
    fits("rules", rules.answer)
    assert rules.answer["assessed"] >= 20
    told = countersign("explain", "dis-01", "--json")
    fits("explain", told.answer)
    assert told.answer["bad"]
    assert countersign("explain", "NO-99").code == 2


def test_worker_and_verify_on_a_fresh_installation(countersign: Run, tmp_path: Path) -> None:
    assert countersign("verify").code == 2
    settings = {"COUNTERSIGN_FOLDER": str(tmp_path / "var")}
    fits("worker", countersign("worker", "--once", "--json", **settings).answer)
    said = countersign("verify", "--json", **settings)
    assert said.code == 0
    fits("verify", said.answer)


def test_rotate_keys_gives_a_new_key_and_needs_an_installation(
    countersign: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERSIGN_FOLDER", str(tmp_path / "var"))
    assert countersign("rotate-keys").code == 2
    countersign("worker", "--once")
    first = countersign("rotate-keys", "--json")
    fits("rotate-keys", first.answer)
    assert countersign("rotate-keys", "--resume", "--json").answer["key"] == first.answer["key"]
    assert countersign("verify").code == 0


def test_a_mistyped_setting_is_named(countersign: Run, minutes: Path) -> None:
    said = countersign("mark", minutes, "--json", COUNTERSIGN_MARKING_CIELING="SECRET")
    assert said.code == 2
    fits("error", said.answer)
    assert "COUNTERSIGN_MARKING_CIELING" in said.err


def test_above_the_ceiling_no_copy_is_made(countersign: Run, tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text(
        "SECRET\n\n# MAPPA minutes\n\n## Disclosure\n\nNone was made, because none is needed.\n\nSECRET\n"
    )
    assert countersign("mark", path, "--json").answer["outcome"] == "above-ceiling"
    said = countersign("redact", path, "--policy", "third-party", "--out", tmp_path / "o.docx", "--json")
    assert said.code == 3
    assert said.answer["error"]["code"] == "above-ceiling"
    assert not (tmp_path / "o.docx").exists()


@pytest.mark.parametrize(
    ("name", "path", "values"),
    [
        ("read", ("sections", "state"), SectionState),
        ("read", ("blocks", "channel"), Channel),
        ("read", ("blocks", "kind"), BlockKind),
        ("read", ("dates", "kind"), DateKind),
        ("check", ("findings", "severity"), Severity),
        ("detect", ("mentions", "type"), EntityType),
        ("detect", ("people", "role"), Role),
    ],
)
def test_schemas_list_the_values_of_the_vocabulary(name: str, path: tuple[str, str], values: type) -> None:
    listed = schema(name).schema["properties"][path[0]]["items"]["properties"][path[1]]
    assert listed["enum"] == [value.value for value in values]


def test_every_object_in_a_schema_is_closed() -> None:
    def open_objects(part: object) -> int:
        if isinstance(part, list):
            return sum(map(open_objects, part))
        if not isinstance(part, dict):
            return 0
        is_open = (
            "properties" in part
            and part.get("type") == "object"
            and part.get("additionalProperties") is not False
        )
        return is_open + sum(map(open_objects, part.values()))

    for path in (ROOT / "docs" / "schemas").glob("*.json"):
        assert open_objects(json.loads(path.read_text())) == 0, path.name
