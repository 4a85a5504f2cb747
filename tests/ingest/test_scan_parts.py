"""The steps from a picture to words on a page, each by what it promises."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from ingest.pdf.geometry import PageContent, PlacedText, Sight
from ingest.pdf.scanned import even_sizes
from ingest.scans.agreement import compare, reads_as_english
from ingest.scans.eyes import MOST_PIXELS, Picture, SeenWord
from ingest.scans.pieces import insets
from ingest.scans.reading import without_junk
from ingest.scans.rules import ink, ruled, without
from ingest.scans.setting import set_words
from ingest.scans.tesseract import words_of
from ingest.scans.upright import DPI, lean, prepared
from tests.growth import assert_linear
from tests.ingest.scanning import minutes, photograph

PROSE = (
    *("He", "was", "seen", "at", "the", "hostel", "on", "Tuesday", "and", "told", "the", "officer", "that"),
    *("he", "would", "not", "go", "to", "the", "town", "again"),
)


def seen(*words: str, confidence: int = 95) -> list[SeenWord]:
    return [SeenWord(word, confidence, 40 * at, 10, 40 * at + 30, 30, 0) for at, word in enumerate(words)]


def table(rows: int, columns: int) -> Image.Image:
    image = Image.new("L", (1000, 1000), 230)
    pen = ImageDraw.Draw(image)
    for row in range(rows + 1):
        pen.line((100, 100 + 80 * row, 100 + 250 * columns, 100 + 80 * row), fill=130, width=2)
    for column in range(columns + 1):
        pen.line((100 + 250 * column, 100, 100 + 250 * column, 100 + 80 * rows), fill=130, width=2)
    return image


# agreement


def test_two_readings_of_a_page_agree_though_letters_differ() -> None:
    misread = [word.replace("l", "1").replace("m", "rn") for word in PROSE]
    assert compare(PROSE, seen(*misread)).agrees


def test_what_the_page_does_not_show_and_what_is_not_stored_both_count() -> None:
    other = [f"strange{at}word" for at in range(40)]
    assert not compare([*PROSE, *other], seen(*PROSE)).agrees
    assert not compare(PROSE, seen(*PROSE, *other)).agrees


def test_a_word_that_is_stored_nowhere_is_missing_unless_it_was_not_surely_seen() -> None:
    assert [w.text for w in compare(PROSE, seen(*PROSE, "Okonkwo")).missing] == ["Okonkwo"]
    assert compare(PROSE, [*seen(*PROSE), *seen("Okonkwo", confidence=50)]).missing == ()


def test_too_few_words_tell_nothing() -> None:
    assert compare(["one"], seen("another", "thing")).agrees


def test_running_english_is_told_from_letters_shifted() -> None:
    text = PROSE * 3
    assert reads_as_english(text)
    assert not reads_as_english("".join(chr(ord(c) + 3) for c in word) for word in text)


def test_comparing_is_linear_in_the_words() -> None:
    def work(size: int) -> object:
        words = [f"{at:x}abcdef" for at in range(size)]
        return compare(words, seen(*(f"{word}x" for word in words)))

    assert_linear(work, 600)


# lines of tables


def test_the_lines_of_a_table_are_found_and_taken_out() -> None:
    image = table(4, 3)
    rules = ruled(image)
    assert (len(rules.level), len(rules.upright)) == (5, 4)
    assert ink(without(rules, image)) == 0.0


def test_lines_that_are_no_table_are_left() -> None:
    image = Image.new("L", (1000, 1000), 230)
    pen = ImageDraw.Draw(image)
    pen.line((100, 300, 800, 300), fill=60, width=2)  # a line under a heading
    pen.rectangle((100, 500, 800, 560), fill=60)  # a bar
    assert not ruled(image).level


def test_a_shaded_cell_is_no_line() -> None:
    image = table(2, 2)
    image.paste(200, (102, 102, 348, 178))
    assert len(ruled(image).level) == 3


# setting straight


@pytest.mark.parametrize("askew", [-4.0, -1.0, 0.0, 2.5])
def test_the_lean_of_a_page_is_measured(askew: float) -> None:
    assert lean(prepared(photograph(minutes, askew=askew), DPI)) == pytest.approx(-askew, abs=0.2)


def test_words_of_one_line_have_one_size_and_foot_whatever_their_letters() -> None:
    line = [SeenWord("none", 90, 0, 20, 50, 36), SeenWord("Playing", 90, 60, 14, 150, 43)]
    first, second = set_words(line)
    assert first.size == second.size == pytest.approx(31, abs=1)
    assert first.bottom == pytest.approx(second.bottom, abs=2)


def test_sizes_that_nearly_agree_become_the_commonest_of_them() -> None:
    words = [
        PlacedText("word", 0, 0, 1, 1, size, sight=Sight.LAYER) for size in (10.0, 10.0, 10.4, 9.7, 14.0)
    ]
    words.append(PlacedText("typed", 0, 0, 1, 1, 9.0))
    even_sizes([PageContent(1, 600, 800, words)])
    assert [w.size for w in words] == [10.0, 10.0, 10.0, 10.0, 14.0, 9.0]


# what is looked at, and what comes back


def test_strips_of_one_scan_are_one_picture_and_small_ones_none() -> None:
    strips = [(50.0, 100.0 + 20 * n, 400.0, 120.0 + 20 * n) for n in range(10)]
    crest = (500.0, 20.0, 550.0, 70.0)
    assert insets([*strips, crest], 595, 842) == [(50.0, 100.0, 400.0, 300.0)]


def test_specks_and_frames_are_no_words_and_a_bullet_is_one() -> None:
    line = [
        SeenWord(text, 40, 40 * at, 0, 40 * at + 9, 9, 0) for at, text in enumerate(("e", "Told", "|", "~-"))
    ]
    assert [w.text for w in without_junk(tuple(line))] == ["•", "Told"]


def test_a_table_from_tesseract_that_is_not_one_gives_no_words() -> None:
    head = b"level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"
    good = b"5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t91.6\tWord\n"
    bad = b"5\t1\n\xff\xfe\n5\t1\t1\t1\t1\t1\tx\t20\t30\t12\t91\tBad\n4\t1\t1\t1\t1\t0\t1\t2\t3\t4\t-1\t\n"
    assert list(words_of(head + bad + good)) == [SeenWord("Word", 92, 10, 20, 40, 32)]


@pytest.mark.parametrize(
    ("width", "height", "length"), [(4, 100, 400), (100, 100, 9999), (MOST_PIXELS, 12, MOST_PIXELS * 12)]
)
def test_a_picture_holds_its_bounds(width: int, height: int, length: int) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture(width, height, DPI, bytes(min(length, 10_000)))
