"""Deciding fails closed, and its marks say nothing of what was there."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.disclosure import Decision, Verdict
from models.document import Block, BlockKind, Document, FileFormat
from models.people import Detection, EntityType, Mention, Person, Role
from models.structure import Section, Subject
from models.text import Span
from redact import decide, load_policy
from redact.decide import settle
from redact.write.layout import Paragraph, Table, lay_out
from tests.redact.scene import Scene, scene

POLICY = load_policy("third-party")


def decided(source: str, policy: str = "third-party", seed: int | None = 1) -> list[tuple[str, str]]:
    """(words, mark or "kept") of each decision."""
    drawn = scene(source)
    made = decide(drawn.document, drawn.detection, load_policy(policy), seed)
    return [(drawn.words(d.start, d.end), "kept" if d.verdict is Verdict.KEEP else d.label) for d in made]


def copied(drawn: Scene, policy: str = "third-party") -> str:
    made = decide(drawn.document, drawn.detection, load_policy(policy), seed=1)
    return in_words(lay_out(drawn.document, made))


def in_words(items: list[Paragraph | Table]) -> str:
    """A line for each paragraph and each row."""
    lines = []
    for item in items:
        if isinstance(item, Paragraph):
            lines.append(item.text)
        else:
            lines += [" ".join(in_words(cell.content) for cell in row) for row in item.by_row()]
    return "\n".join(lines)


def test_one_person_has_one_mark_throughout_and_two_people_have_two() -> None:
    marks = dict(decided("<P1 victim|Jean Pennock> and <P1|Mrs Pennock> met <P2 family|Rosa Thorne>."))
    assert marks["Jean Pennock"] == marks["Mrs Pennock"] != marks["Rosa Thorne"]


def test_another_disclosure_has_other_marks() -> None:
    source = "".join(f"<P{n} victim|Jean{n} Pennock> was there. " for n in range(8))
    draws = {tuple(mark for _, mark in decided(source, seed=None)) for _ in range(6)}
    assert len(draws) > 1


def test_a_mark_tells_nothing_of_length_order_or_part_in_the_case() -> None:
    people = "".join(f"<P{n} {role}|{'Bo' * n} Pennock> came. " for n, role in enumerate(
        ["victim", "child", "family", "public", "witness", "associate"], 1))  # fmt: skip
    marks = [mark for _, mark in decided(people)]
    assert len({len(mark) for mark in marks}) == 1
    assert all(re.fullmatch(r"\[PERSON \d+\]", mark) for mark in marks)
    assert len(set(marks)) == len(marks)


def test_a_person_who_is_unknown_goes_and_so_does_what_no_rule_names() -> None:
    drawn = scene("<P1|Lou Field> and <MISC|grey Corsa>.")
    only_agencies = replace(POLICY, rules=(replace(POLICY.rules[0], types=(EntityType.ORGANISATION,)),))
    made = decide(drawn.document, drawn.detection, only_agencies)
    assert [d.verdict for d in made] == [Verdict.REMOVE] * 2
    assert {d.reason for d in made} == {"no-rule"}


def test_a_mention_of_a_person_that_detection_does_not_list_goes() -> None:
    drawn = scene("<P1 professional|Ann Archer> came.")
    made = decide(drawn.document, Detection(drawn.detection.mentions, ()), POLICY)
    assert made[0].verdict is Verdict.REMOVE


@pytest.mark.parametrize("parts", ["professional victim", "victim professional"])
def test_a_professional_who_is_a_victim_too_is_not_named(parts: str) -> None:
    assert decided(f"<P1 {parts}|Ann Archer> came.")[0][1] != "kept"


def test_the_subject_s_own_number_is_the_subject_s_wherever_it_stands() -> None:
    drawn = scene("PNC <PNC|2004/0000123U> and <PNC|2001/0000999X>.")
    document = replace(
        drawn.document, subject=Subject("Marcus Thorne", identifiers=(("pnc", "2004/0000123U"),))
    )
    made = decide(document, drawn.detection, load_policy("subject-access"))
    assert [d.verdict for d in made] == [Verdict.KEEP, Verdict.REMOVE]


def test_what_stands_off_the_page_never_travels() -> None:
    drawn = scene("Minutes\nCOMMENT: <P1 professional|Ann Archer> typed this")
    made = decide(drawn.document, drawn.detection, POLICY)
    assert made[0].verdict is Verdict.REMOVE
    assert made[0].reason == "not-on-the-page"


def test_a_removal_takes_whole_words_and_the_other_half_of_a_double_barrel() -> None:
    drawn = scene("Seen Mary Okonkwo-Blythe today, and her son Leonard.")
    text = drawn.document.text

    def mention(words: str) -> Mention:
        return Mention(text.index(words), text.index(words) + len(words), EntityType.PERSON, 0.9, person="P1")

    people = (Person("P1", "Mary", role=Role.VICTIM),)
    made = decide(drawn.document, Detection((mention("Okonkwo"), mention("Leo")), people), POLICY)
    assert [text[d.start : d.end] for d in made] == ["Okonkwo-Blythe", "Leonard"]


def test_a_removal_over_what_is_kept_wins_and_the_rest_is_kept() -> None:
    one = decide(*parts("<ORGANISATION|Northshire Police> came"), POLICY)[0]
    gone = replace(one, start=0, end=10, verdict=Verdict.REMOVE, label="[PLACE]")
    document = scene("Northshire Police came").document
    assert [(d.start, d.end, d.verdict) for d in settle(document, [one, gone])] == [
        (0, 10, Verdict.REMOVE), (10, 17, Verdict.KEEP),
    ]  # fmt: skip


def parts(source: str) -> tuple[Document, Detection]:
    drawn = scene(source)
    return drawn.document, drawn.detection


def test_a_name_over_two_cells_leaves_nothing_in_either() -> None:
    drawn = scene("| Lead | Deadline |\n| Panic alarm | asap |")
    text = drawn.document.text
    start, end = text.index("Deadline"), text.index("Panic") + len("Panic")
    made = decide(drawn.document, Detection((Mention(start, end, EntityType.PERSON, 0.7),)), POLICY)
    table = lay_out(drawn.document, made)[0]
    said = " ".join(p.text for cell in table.cells.values() for p in cell.content)
    assert "Deadline" not in said
    assert "Panic" not in said
    assert "alarm" in said


def test_jobcentre_is_told_who_and_what_work_and_nothing_else() -> None:
    said = copied(
        scene("""
        # Offender details
        Name: <P1 subject|Marcus Thorne>
        Date of birth: <DATE_OF_BIRTH P1|3 May 1980>
        # Discussion
        <P1|Marcus Thorne> was seen drinking. He must not take any employment with children. He lost his job.
        He is to keep away from <P2 victim|Jean Pennock>.
        <P1|Marcus Thorne> hurt <P2|Jean Pennock>.
        | Prison number | <PRISON_NUMBER P1|A1234BC> |
        | National insurance | <NINO P1|QQ123456C> |
        | 1 | Tell <P1|Marcus Thorne> of it | Police |
        """),
        "jobcentre",
    )
    for gone in ("hurt", "Tell", "A1234BC", "Prison"):
        assert gone not in said
    assert "National insurance QQ123456C" in said
    assert "Marcus Thorne" in said
    assert "3 May 1980" in said
    assert "must not take any employment with children" in said
    for gone in ("drinking", "lost his job", "Pennock", "keep away", "Discussion"):
        assert gone not in said
    assert "[WITHHELD] He must not" in said


def test_a_confidential_section_is_withheld_and_what_it_names_is_still_looked_for() -> None:
    drawn = scene("""
    # Discussion
    <P2 public|Ken Bright> was spoken of.
    # Confidential
    <P2|Ken Bright> told the police.
    # Actions
    None.
    """)
    text = drawn.document.text
    start = text.index("Confidential\n") + len("Confidential\n")
    section = Section("confidential", "Confidential", span=Span(start, text.index("Actions")))
    document = replace(drawn.document, sections=(section,))
    made = decide(document, drawn.detection, load_policy("subject-access"))
    said = "\n".join(p.text for p in lay_out(document, made))
    assert "told the police" not in said
    assert "[WITHHELD]" in said
    assert [text[d.start : d.end] for d in made if d.label != "[WITHHELD]"] == ["Ken Bright", "Ken Bright"]


DATES = {
    "Tia has her birthday on 3 May": "removed",
    "The next meeting is on 3 May": "kept",
    "He was convicted on 3 May 2011": "removed",
    "It lasted four weeks": "kept",
    "They meet at 10.30": "kept",
    "It was in March": "kept",
    "It was in March 2011": "removed",
    "It was on 3 May '11": "removed",
    "It was on 3/5": "removed",
}


@pytest.mark.parametrize(("line", "verdict"), DATES.items())
def test_a_date_that_picks_out_a_day_in_a_life_goes_and_one_without_a_year_stays(
    line: str, verdict: str
) -> None:
    when = re.search(r"(?:3 May|3/5|four weeks|10\.30|March).*", line)
    assert when
    made = decided(line.replace(when[0], f"<DATE|{when[0]}>"))
    assert made == [(when[0], "kept" if verdict == "kept" else "[DATE]")]


def test_a_date_beside_nobody_but_the_subject_is_given_to_the_subject() -> None:
    seen = "<P1 subject|Mr Thorne> was seen on <DATE|3 May 2011>"
    assert decided(seen, "subject-access")[1][1] == "kept"
    assert decided(f"{seen} by a neighbour", "subject-access")[1][1] == "[DATE]"
    assert decided(f"{seen} with <P2 child|Tilly>", "subject-access")[1][1] == "[DATE]"


TYPES = st.sampled_from(list(EntityType))


@st.composite
def documents_with_mentions(draw: st.DrawFn) -> tuple[Document, Detection]:
    pieces = draw(st.lists(st.text("abc XYZ-'\t\u00e9\u4e2d1 ", max_size=20), min_size=1, max_size=6))
    blocks, text = [], ""
    for piece in pieces:
        start = len(text)
        text += piece + "\n"
        blocks.append(Block(start, len(text), draw(st.sampled_from(list(BlockKind)))))
    places = draw(st.lists(st.integers(0, len(text)), max_size=12))
    edges = sorted(set(places))
    mentions = tuple(
        Mention(a, b, draw(TYPES), 0.5, person=draw(st.sampled_from(["", "P1", "P2"])))
        for a, b in pairwise(edges) if draw(st.booleans())
    )  # fmt: skip
    people = (
        Person("P1", "a", role=Role.PROFESSIONAL),
        Person("P2", "b", role=draw(st.sampled_from(list(Role)))),
    )
    document = Document("d", "0" * 64, FileFormat.TEXT, text, tuple(blocks))
    return document, Detection(mentions, people)


@settings(max_examples=150, deadline=None)
@given(
    documents_with_mentions(), st.sampled_from(["third-party", "publication", "subject-access", "jobcentre"])
)
def test_decisions_are_in_order_apart_and_cover_every_mention(
    drawn: tuple[Document, Detection], policy: str
) -> None:
    document, detection = drawn
    made = decide(document, detection, load_policy(policy), seed=1)
    plain = [d for d in made if d.label != "[WITHHELD]"]
    assert all(a.end <= b.start for a, b in pairwise(plain))
    covered = {at for d in made for at in range(d.start, d.end)}
    for mention in detection.mentions:
        words = [at for at in range(mention.start, mention.end) if not document.text[at].isspace()]
        assert covered.issuperset(words)


@settings(max_examples=150, deadline=None)
@given(documents_with_mentions())
def test_no_removed_character_survives_and_every_other_one_does(drawn: tuple[Document, Detection]) -> None:
    document, detection = drawn
    made = decide(document, detection, POLICY, seed=1)
    gone = {at for d in made if d.verdict is Verdict.REMOVE for at in range(d.start, d.end)}
    left = "".join(c for at, c in enumerate(document.text) if at not in gone)
    written = "".join(
        run.text
        for item in lay_out(document, made)
        if isinstance(item, Paragraph)
        for run in item.runs
        if not run.mark
    )
    assert "".join(written.split()) == "".join(left.split())


def test_the_same_name_that_an_officer_adds_by_hand_settles_with_the_rest() -> None:
    drawn = scene("Call Jean Pennock and <P2 professional|Ann Archer>.")
    made = decide(drawn.document, drawn.detection, POLICY)
    by_hand = replace(made[0], start=5, end=17, verdict=Verdict.REMOVE, label="[PERSON 99]", by="officer-7")
    settled = settle(drawn.document, [*made, by_hand])
    assert [type(d) for d in settled] == [Decision, Decision]
    assert settled[0].by == "officer-7"
