"""Text that HTML carries and does not show is told as hidden, and what it shows is not."""

from __future__ import annotations

import pytest

import ingest
from ingest.unshown import Sheets
from tests.growth import assert_linear

HIDDEN = {
    "not displayed": '<p style="display: none">Word</p>',
    "not visible": '<p style="visibility:hidden">Word</p>',
    "see-through": '<p style="opacity:0">Word</p>',
    "Outlook's own way": '<p style="mso-hide:all">Word</p>',
    "without height": '<div style="max-height:0;overflow:hidden"><p>Word</p></div>',
    "without size": '<p style="font-size:0px">Word</p>',
    "too small": '<p style="font-size:1px">Word</p>',
    "white": '<p style="color:#FFFFFF">Word</p>',
    "white by an old tag": '<font color="white">Word</font>',
    "white in a white table": '<table bgcolor="#ffffff"><tr><td style="color:white">Word</td></tr></table>',
    "beside the page": '<p style="position:absolute;left:-9999px">Word</p>',
    "by its class": "<style>p{margin:0} .gone, #x {display:none}</style><p class='a gone'>Word</p>",
    "by its id": "<style>.gone, p#x {display:none}</style><p id='x'>Word</p>",
    "by its attribute": "<p hidden>Word</p>",
}
SHOWN = {
    "white on blue": '<td style="background:#003078"><font color="#ffffff">Word</font></td>',
    "white in a coloured table": '<table bgcolor="navy"><tr><td style="color:white">Word</td></tr></table>',
    "black again inside white": '<div style="color:white"><span style="color:#000">Word</span></div>',
    "small and readable": '<p style="font-size:10px">Word</p>',
    "half see-through": '<p style="opacity:0.5">Word</p>',
    "a rule for printing": "<style>@media print { .a { display:none } }</style><p class='a'>Word</p>",
    "a coloured border": '<p style="border-color:white">Word</p>',
    "readable again inside no size": '<td style="font-size:0"><p style="font-size:13px">Word</p></td>',
    "without a border": '<p style="border-width:0;margin-left:-100px;min-height:0">Word</p>',
    "without height, not cut off": '<div style="height:0"><p>Word</p></div>',
    "a line's height": '<p style="line-height:0.9">Word</p>',
}


def channel(body: str) -> set[str]:
    document = ingest.read(f"<html><body>{body}<p>Others</p></body></html>".encode(), "a.html")
    return {block.channel.value for block in document.blocks if "Word" in document.content(block)}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_page_does_not_show_is_hidden(name: str) -> None:
    assert channel(HIDDEN[name]) == {"hidden"}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_page_shows_is_not(name: str) -> None:
    assert channel(SHOWN[name]) == {"body"}


def test_style_sheets_are_read_in_time_that_grows_with_them() -> None:
    assert_linear(lambda n: Sheets().add(".a,.b{color:red}" * n + "@media x{" * n), 3_000)
