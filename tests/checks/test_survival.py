from __future__ import annotations

from dataclasses import replace
from datetime import date

from checks.survival import past
from models.case import History
from models.document import Document
from models.structure import DocumentKind, Fact, Facts, FormMatch
from models.text import Span
from tests.building import build
from tests.growth import assert_linear

OLD = "He is seen weekly at the office by his probation officer and keeps every appointment that he is given."
NEWER = (
    "Police visited him at home in April and found that he lives there alone, as he had told them he would."
)
NEWEST = "Housing will find him another flat before the summer because the neighbours have learned his name."


def minutes(day: str, *lines: str, kind: DocumentKind = DocumentKind.MINUTES) -> Document:
    document = build("# Plan\n" + "\n".join(lines), f"{day}.docx")
    facts = Facts(meeting_date=Fact(day))
    return replace(document, sha256=day, form=FormMatch(kind=kind), facts=facts)


MARCH = minutes("2026-03-03", OLD)
MAY = minutes("2026-05-12", OLD, NEWER)
JULY = minutes("2026-07-14", OLD, NEWER, NEWEST, "Agreed: nothing else.")


def stood(document: Document, *earlier: Document) -> dict[str, tuple[int, date | None, bool]]:
    found = past(document, History(earlier)).stood
    return {document.quote(s.span): (s.meetings, s.since, s.same) for s in found}


def test_each_sentence_tells_since_when_and_through_how_many_meetings() -> None:
    found = stood(JULY, MARCH, MAY)
    assert found[OLD] == (3, date(2026, 3, 3), True)
    assert found[NEWER] == (2, date(2026, 5, 12), True)
    assert found[NEWEST] == (1, date(2026, 7, 14), True)
    assert "Plan" not in found


def test_a_sentence_that_was_away_for_a_meeting_begins_anew() -> None:
    between = minutes("2026-05-12", NEWER)
    assert stood(JULY, MARCH, between)[OLD] == (1, date(2026, 7, 14), True)


def test_a_changed_word_is_told_and_does_not_make_it_new() -> None:
    edited = OLD.replace("weekly", "daily")
    assert stood(minutes("2026-07-14", edited), MARCH)[edited] == (2, date(2026, 3, 3), False)


def test_short_sentences_count_where_they_are_the_same_and_single_words_say_nothing() -> None:
    before, now = (minutes(day, "See body of notes.", "Yes") for day in ("2026-03-03", "2026-05-12"))
    assert stood(now, before) == {"See body of notes.": (2, date(2026, 3, 3), True)}


def test_a_row_of_a_table_stands_as_a_whole_and_with_another_value_it_is_new() -> None:
    before = minutes(
        "2026-03-03",
        "| Field | Value |",
        "| Next review date | 3 June 2026 |",
        "| Case manager | Ann Archer, Probation |",
    )
    now = minutes(
        "2026-05-12",
        "| Field | Value |",
        "| Next review date | 3 September 2026 |",
        "| Case manager | Ann Archer, Probation |",
    )
    found = {words: at[0] for words, at in stood(now, before).items()}
    assert found == {"Next review date\t3 September 2026": 1, "Case manager\tAnn Archer, Probation": 2}


def test_a_short_sentence_that_only_stands_where_another_stood_is_new() -> None:
    around = [OLD, "Apologies: DS Ramanathan, Police.", NEWER]
    now = [OLD, "Apologies: PC Bastian, Police, on leave.", NEWER]
    found = stood(minutes("2026-05-12", *now), minutes("2026-03-03", *around))
    assert [at[0] for at in found.values()] == [2, 1, 2]


def test_a_passage_has_stood_as_long_as_most_of_it() -> None:
    found = past(JULY, History((MARCH, MAY)))
    assert found.last is MAY
    both = Span(JULY.text.index(OLD), JULY.text.index(NEWEST))
    told = found.of(both)
    assert told is not None
    assert (told.meetings, told.since, told.same) == (2, date(2026, 5, 12), True)
    assert found.of(Span(JULY.text.index(NEWEST), len(JULY.text))) is None


def test_the_referral_stands_in_for_the_first_minutes_and_counts_no_more_after_them() -> None:
    referral = minutes("2026-01-07", OLD, kind=DocumentKind.REFERRAL)
    assert past(MARCH, History((referral,))).last is referral
    assert stood(MAY, referral, MARCH)[OLD] == (2, date(2026, 3, 3), True)


def test_what_the_last_minutes_said_and_these_do_not_is_told() -> None:
    left_out = "He will see the psychologist of the prison once a month until the tribunal has decided."
    found = past(JULY, History((MARCH, minutes("2026-05-12", OLD, left_out, NEWER))))
    assert found.last is not None
    assert [found.last.quote(s) for s in found.gone] == [left_out]


def test_without_earlier_documents_nothing_is_known() -> None:
    found = past(JULY, History())
    assert (found.last, found.stood, found.of(Span(0, 50))) == (None, (), None)


def test_time_grows_with_the_length() -> None:
    def work(size: int) -> object:
        lines = [
            f"Item {n}: he was seen at place {n * 7} by officer {n % 13} and it went well."
            for n in range(size)
        ]
        return past(minutes("2026-07-14", *lines), History((minutes("2026-05-12", *lines),)))

    assert_linear(work, 1000)
