"""Run the checks that bear on a document and gather what they say."""

from __future__ import annotations

from collections.abc import Iterable

from checks.merging import merged
from checks.profile import choose, load_profile
from checks.registry import CHECKS
from checks.review import Review
from checks.rule import Check, Found, Need, Rule, Unknown, code_of, describe
from checks.rules.elsewhere import UNASSESSED
from models.case import History
from models.document import Document
from models.finding import CheckReport, Finding, NotAssessed
from models.structure import DocumentKind

_NOT_READ = "Part of the file could not be read, so the rule cannot be said to be kept."


def check(document: Document, history: History | None = None, profile: str | None = None) -> CheckReport:
    """What is wrong with a document, what could not be judged and why, and what passed.

    A rule whose every finding is told under another rule is in none of the three.

    `profile` names the set of rules and intervals; without it the form and its date decide. Findings come
    gravest first, then in order of place. Raises `SettingsError` for a profile that does not exist.
    """
    chosen = load_profile(profile) if profile else choose(document)
    review = Review(document, history or History(), chosen)
    findings: list[Finding] = []
    unknown: list[NotAssessed] = []
    passed: list[str] = []
    for kind in CHECKS:
        code = code_of(kind)
        if code in chosen.off or not _bears_on(kind, review):
            continue
        rule = kind()
        if Need.FORM.met(review) and not rule.applies(review):
            continue
        found, reasons = _judge(rule, review)
        findings.extend(_finding(kind, f, review) for f in found)
        if reasons:
            unknown.append(NotAssessed(code, describe(kind).title, reasons[0]))
        elif not found and not document.readable:
            unknown.append(NotAssessed(code, describe(kind).title, _NOT_READ))
        elif not found:
            passed.append(code)
    unknown.extend(_elsewhere(UNASSESSED, document.form.kind))
    findings = merged(findings)
    findings.sort(key=lambda f: (f.severity.rank, f.span.start if f.span else -1, f.code))
    return CheckReport(tuple(findings), tuple(unknown), tuple(passed), chosen.name)


def _bears_on(kind: type[Check], review: Review) -> bool:
    """An unrecognised document might be any kind of form, so every rule bears on it."""
    form = review.document.form
    if form.kind is DocumentKind.UNKNOWN:
        return True
    return (not kind.kinds or form.kind in kind.kinds) and (
        not kind.families or not form.family or form.family in kind.families
    )


def _judge(rule: Check, review: Review) -> tuple[list[Found], list[str]]:
    """What a check found, and why it could not judge, if so."""
    if rule.kinds and not review.of_protection:
        return [], [Need.FORM.value[1]]
    lacking = [need for need in rule.needs if not need.met(review)]
    if lacking:
        return [], [lacking[0].value[1]]
    found: list[Found] = []
    reasons: list[str] = []
    for outcome in rule.look(review):
        if isinstance(outcome, Unknown):
            reasons.append(outcome.reason)
        else:
            found.append(outcome)
    return found, reasons


def _finding(kind: type[Check], found: Found, review: Review) -> Finding:
    span = found.span
    return Finding(
        code=code_of(kind),
        severity=found.severity or kind.severity,
        confidence=found.confidence or kind.confidence,
        title=describe(kind).title,
        message=found.message,
        hint=found.hint or kind.hint,
        sources=kind.sources,
        section=found.section or kind.section or (review.section_at(span.start) if span else ""),
        span=span,
        quote=review.document.quote(span) if span else "",
        earlier=found.earlier,
    )


def _elsewhere(rules: Iterable[Rule], kind: DocumentKind) -> list[NotAssessed]:
    """The rules that nothing in a document can settle, where they bear on its kind."""
    return [
        NotAssessed(r.code, r.title, f"Not assessed: {r.needs}.")
        for r in rules
        if not r.kinds or kind in r.kinds or kind is DocumentKind.UNKNOWN
    ]
