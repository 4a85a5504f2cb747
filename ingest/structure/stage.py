"""The stage as a whole: every part of the structure, read in the order in which each needs the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ingest.structure.actions import read_actions
from ingest.structure.aliases import Aliases
from ingest.structure.area_forms import Forms, shipped
from ingest.structure.attendance import read_attendance
from ingest.structure.columns import parts, read_table
from ingest.structure.conditions import read_conditions
from ingest.structure.dated import read_dates
from ingest.structure.facts import read_facts
from ingest.structure.forms import FormTemplate
from ingest.structure.headings import find_headings
from ingest.structure.identify import headlines, identify, scottish_words
from ingest.structure.labels import read_labels
from ingest.structure.levels import settle_levels
from ingest.structure.lines import Line, empty_cells, lines
from ingest.structure.places import Places
from ingest.structure.sections import Ground, furniture, read_sections
from ingest.structure.subject import read_subject
from ingest.structure.tables import tables
from ingest.structure.years import dated
from models.dates import find_dates
from models.document import MAIL, Document
from models.structure import DocumentKind, Facts, FormMatch, Section, SectionState, Subject

_HEADLINES = 14
_DATED_ON_MAKING = (DocumentKind.REFERRAL, DocumentKind.SCREENING)


def structure(document: Document, forms: Forms | None = None) -> Document:
    """The document with its structure filled in. What is not found stays empty; nothing is raised.

    `forms` are those to know; without them, the ones that are shipped.
    """
    forms = forms or shipped()
    known, templates = forms.aliases, forms.templates
    said = lines(document)
    drawn = tables(said, empty_cells(document))
    grids = [(part, read_table(part)) for table in drawn for part in parts(table)]
    headings = find_headings(said, grids, known)
    ground = Ground(said, headings, furniture(grids))
    end = said[-1].end if said else 0
    first = settle_levels(read_sections(headings, ground, end, known, _prompts(templates)), document.text)
    places = Places(first)

    labels = read_labels(said, grids, first, places, document.text)
    attendance = read_attendance(said, grids, places)
    titles = headlines(document, said)
    names = {s.name for s in first}
    scottish = scottish_words(said)
    mail = document.format in MAIL
    guess = identify(titles, names, None, templates, scottish, mail)
    facts = read_facts(labels, said, attendance, guess.kind, document.text)
    form = identify(titles, names, _year(facts, said), templates, scottish, mail)
    held = date.fromisoformat(facts.meeting_date.value) if facts.meeting_date else None
    actions = dated(read_actions(said, grids, places), held)
    subject = read_subject(labels, said)
    return replace(
        document,
        form=form,
        facts=facts,
        subject=subject,
        sections=_complete(first, form, _answered(facts, subject), templates, known),
        attendance=attendance,
        actions=actions,
        dates=read_dates(document.text, end, labels, facts, actions, places, form.kind in _DATED_ON_MAKING),
        conditions=read_conditions(said, [table for table, _ in grids], places),
    )


def _year(facts: Facts, said: Sequence[Line]) -> int | None:
    """The year of the meeting; else the last that the headlines name, for a form is no newer than its use."""
    if facts.meeting_date:
        return int(facts.meeting_date.value[:4])
    told = [found.date.year for line in said[:_HEADLINES] for found in find_dates(line.text) if found.date]
    return max(told, default=None)


def _prompts(templates: Iterable[FormTemplate]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for template in templates:
        for section, prompts in template.prompts.items():
            place = "" if section == "any" else section
            found[place] = found.get(place, frozenset()) | prompts
    return found


def _answered(facts: Facts, subject: Subject | None) -> frozenset[str]:
    """Sections whose answer was read from a box of the first page, without a heading of its own."""
    told = {
        "lead_agency": facts.lead_agency is not None,
        "next_review": facts.next_review is not None,
        "category_level": facts.category is not None and facts.level is not None,
        "offender_details": subject is not None and bool(subject.name) and subject.date_of_birth is not None,
    }
    return frozenset(name for name, is_told in told.items() if is_told)


def _complete(
    found: Sequence[Section],
    form: FormMatch,
    answered: frozenset[str],
    templates: Sequence[FormTemplate],
    known: Aliases,
) -> tuple[Section, ...]:
    """The sections that are there, marked where the form needs them, and those that it needs and are not."""
    template = next((t for t in templates if t.name == form.name), None)
    if template is None:
        return tuple(found)
    here = {s.name for s in found}
    missing = [
        Section(name, known.sections[name].about, None, None, SectionState.MISSING, required=True)
        for name in template.sections
        if name in template.required and name not in here and name not in answered
    ]
    return (*(replace(s, required=s.name in template.required) for s in found), *missing)
