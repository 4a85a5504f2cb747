"""`countersign rules` and `countersign explain`: the catalogue, and one rule of it."""

from __future__ import annotations

import textwrap
from typing import Any

from api.cli.faults import Exit, usage
from api.cli.terminal import console, emit, safe, table
from checks import Rule, catalogue
from checks import rule as rule_of


def rules_command(as_json: bool) -> int:
    """List the catalogue."""
    rules = catalogue()
    if as_json:
        assessed = sum(rule.assessed for rule in rules)
        emit({"rules": [_answer(rule) for rule in rules], "assessed": assessed, "total": len(rules)})
        return Exit.DONE
    shown = table("", "Code", "Severity", "Rule", "Judged")
    for rule in rules:
        shown.add_row(rule.code, rule.severity.value, safe(rule.title), safe(rule.status))
    console().print(shown)
    console().print(f"{sum(rule.assessed for rule in rules)} of {len(rules)} rules are assessed.")
    return Exit.DONE


def explain_command(code: str, as_json: bool) -> int:
    """Explain one rule."""
    wanted = code.strip().upper()
    if wanted not in {rule.code for rule in catalogue()}:
        raise usage("There is no rule of that code.", "`countersign rules` lists them.", code="unknown-rule")
    rule = rule_of(wanted)
    if as_json:
        emit({**_answer(rule), "why": rule.why, "hint": rule.hint, "bad": rule.bad, "good": rule.good})
        return Exit.DONE
    out = console()
    out.print(f"{rule.code}  {safe(rule.title)}", style="bold")
    out.print(f"Severity: {rule.severity.value}. {safe(rule.status.capitalize())}.")
    for heading, words in (("Why it matters", rule.why), ("What to do", rule.hint)):
        if words:
            out.print(f"\n{heading}", style="bold")
            out.print(safe(words))
    out.print("\nSource", style="bold")
    for source in rule.sources:
        out.print(safe(source))
    for heading, example in (("Bad example", rule.bad), ("Good example", rule.good)):
        if example:
            out.print(f"\n{heading}", style="bold")
            out.print(textwrap.indent(textwrap.dedent(example).strip(), "    "))
    return Exit.DONE


def _answer(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "severity": rule.severity.value,
        "assessed": rule.assessed,
        "status": rule.status,
        "requires": list(rule.requires),
        "kinds": [kind.value for kind in rule.kinds],
        "source": str(rule.sources[0]) if rule.sources else "",
        "sources": [str(source) for source in rule.sources],
    }
