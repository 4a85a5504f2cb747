"""The rule pages of the manual, written from the catalogue: `python -m checks.pages docs/rules`."""

from __future__ import annotations

import sys
from pathlib import Path

from checks.registry import catalogue
from checks.rule import Rule


def page(entry: Rule) -> str:
    """One rule as Markdown."""
    kinds = ", ".join(k.value for k in entry.kinds) or "any document"
    lines = [
        f"# {entry.code}: {entry.title}",
        "",
        f"Severity: {entry.severity.value}. Applies to: {kinds}.",
        "",
    ]
    if not entry.assessed:
        lines += [f"Not assessed: {entry.needs}.", ""]
    else:
        lines += [entry.why, "", f"What to do: {entry.hint}", ""]
        if entry.requires:
            lines += [f"It can be judged only with {'; '.join(entry.requires)}.", ""]
    lines += ["Source:", "", *(f"- {s}" for s in entry.sources), ""]
    for title, example in (("A bad example", entry.bad), ("A good one", entry.good)):
        if example:
            lines += [f"{title}:", "", "```text", example, "```", ""]
    return "\n".join(lines)


def index() -> str:
    """All rules in one table."""
    head = [
        "# Rules",
        "",
        "Written by `python -m checks.pages docs/rules`; do not edit. A rule that is not assessed is never",
        "to be read as passed.",
        "",
        "| rule | what it asks | severity | assessed |",
        "| --- | --- | --- | --- |",
    ]
    judged = {r.code: "yes" if r.assessed else f"no: {r.needs}" for r in catalogue()}
    rows = [
        f"| [{r.code}]({r.code}.md) | {r.title} | {r.severity.value} | {judged[r.code]} |"
        for r in catalogue()
    ]
    return "\n".join([*head, *rows, ""])


def pages() -> dict[str, str]:
    """File name to text, for every page."""
    return {"README.md": index(), **{f"{r.code}.md": page(r) for r in catalogue()}}


def main() -> None:
    """Write the pages into the folder named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
