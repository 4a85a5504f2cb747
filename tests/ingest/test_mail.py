"""E-mails: a word in every place is found, attachments are files of their own, hostile ones are refused."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest
import marking
from ingest import Member
from ingest.mail import mapi
from ingest.mail.rtf_body import body_of, unpacked
from models.document import Channel, Document
from models.errors import RefusalCode, Refused
from models.marking import ProtectiveMarking, Tier
from tests.growth import assert_linear
from tests.ingest.compound import compound, item, text
from tests.ingest.packages import docx, p

CEILING = ProtectiveMarking(Tier.OFFICIAL, sensitive=True)


@pytest.fixture(scope="module")
def pool() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool() as pool:
        yield pool


def channels(document: Document, word: str) -> set[str]:
    return {block.channel.value for block in document.blocks if word in document.content(block)}


def names(members: tuple[Member, ...]) -> list[str]:
    return [member.name for member in members]


def mail(subject: str = "Minutes", body: str = "Bodyword") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ann Archer <ann@example.org>"
    message["To"] = "Ben Baker <ben@example.org>"
    message["Date"] = "Tue, 04 Mar 2025 10:00:00 +0000"
    message["Subject"] = subject
    message.set_content(body)
    return message


HTML = (
    '<html><body><p>Bodyword of the message.</p><p style="display:none">Hiddenword</p><!-- Remarkword -->'
    '<a href="https://linkword.example.org/">here</a><img alt="Altword" src="cid:1"></body></html>'
)


def test_a_word_in_every_place_of_an_email_is_found_with_its_channel(pool: ingest.ReaderPool) -> None:
    message = mail("Subjectword", "Bodyword of the message.\n\nPlainword stands in the plain text alone.\n")
    message["Cc"] = "=?utf-8?q?Copyword_Caf=C3=A9?= <c@example.org>"
    message["X-Machine"] = "Headerword"
    message.add_alternative(HTML, subtype="html")
    page = list(message.iter_parts())[1]
    page.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<1>", filename="Pictureword.png")
    message.add_attachment("Attachedword", filename="Fileword.txt")
    message.add_attachment(
        b"BEGIN:VCALENDAR\nSUMMARY:Calendar\n word\nEND:VCALENDAR\n", maintype="text", subtype="calendar"
    )
    message.preamble, message.epilogue = "Beforeword", "Afterword"
    opened = pool.open(message.as_bytes(), "m.eml")
    assert opened.document is not None
    wanted = {
        "Subjectword": "body", "Bodyword": "body", "Copyword Café": "body", "ann@example.org": "body",
        "4 Mar 2025": "body", "Plainword": "hidden", "Hiddenword": "hidden", "Remarkword": "hidden",
        "Beforeword": "hidden", "Afterword": "hidden", "linkword.example.org": "link-target",
        "Altword": "alternative-text", "Headerword": "property", "Fileword.txt": "attachment-name",
        "Pictureword.png": "attachment-name", "Calendarword": "embedded-document",
    }  # fmt: skip
    found = {word: channels(opened.document, word) for word in wanted}
    assert {word: sorted(found[word]) for word in wanted if wanted[word] not in found[word]} == {}
    assert "Attachedword" not in opened.document.text
    assert names(opened.members) == ["Fileword.txt"]
    assert opened.members[0].data.strip() == b"Attachedword"
    assert {problem.code for problem in opened.document.problems} == {"attachments", "pictures"}


def test_text_that_stands_in_the_html_too_is_there_once(pool: ingest.ReaderPool) -> None:
    message = mail(body="Bodyword of the message.\nhere\n")
    message.add_alternative(HTML, subtype="html")
    assert pool.read(message.as_bytes(), "m.eml").text.count("Bodyword") == 1


def test_the_subject_is_a_place_for_a_marking(pool: ingest.ReaderPool) -> None:
    document = pool.read(mail("OFFICIAL-SENSITIVE: minutes of 4 March").as_bytes(), "m.eml")
    declared = marking.classify(document, CEILING).declared
    assert declared is not None
    assert (declared.tier, declared.sensitive) == (Tier.OFFICIAL, True)


def test_forwarded_messages_and_their_attachments_are_files_of_their_own(pool: ingest.ReaderPool) -> None:
    inner = mail("Innersubject", "Innerbody")
    inner.add_attachment(docx(p("Innermost")), maintype="application", subtype="zip", filename="june.docx")
    outer = mail()
    outer.add_attachment(inner)
    opened = pool.open(outer.as_bytes(), "m.eml")
    assert names(opened.members) == ["Innersubject.eml", "Innersubject.eml > june.docx"]
    assert "Innerbody" in pool.read(opened.members[0].data, "i.eml").text
    assert "Innermost" in pool.read(opened.members[1].data, "june.docx").text


def test_a_sealed_message_is_not_called_read(pool: ingest.ReaderPool) -> None:
    message = mail()
    message.replace_header(
        "Content-Type", "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    )
    document = pool.read(message.as_bytes(), "m.eml")
    assert not document.readable
    assert document.problems[0].code == "encrypted-message"


def test_labels_over_plain_text_are_no_email() -> None:
    said = b"Subject: John\nDate: 4 March 2024\nFrom: Probation\nTo: the panel\n\nThe panel met.\n"
    assert ingest.read(said, "minutes.txt").format == "text"
    assert ingest.read(mail().as_bytes(), "minutes.txt").format == "email"


def nested(depth: int) -> bytes:
    message = mail()
    for _ in range(depth):
        around = mail()
        around.add_attachment(message)
        message = around
    return message.as_bytes()


def test_messages_inside_each_other_are_opened_to_a_depth_and_the_rest_is_told(
    pool: ingest.ReaderPool,
) -> None:
    opened = pool.open(nested(8), "m.eml")
    refused = [member for member in opened.members if member.refused is not None]
    assert len(refused) == 1
    assert refused[0].refused is not None
    assert refused[0].refused.code is RefusalCode.OVER_LIMIT
    assert len(opened.members) == 4


def test_ten_thousand_parts_are_refused(pool: ingest.ReaderPool) -> None:
    head = b'From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
    for bad in (
        head + b"--x\nContent-Type: text/plain\n\ny\n" * 10_000 + b"--x--\n",
        head + b"--x\nContent-Disposition: attachment; filename=a\n\ny\n" * 10_000 + b"--x--\n",
        b"From: a@example.org\nMIME-Version: 1.0\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1900)),
    ):
        with pytest.raises(Refused) as caught:
            pool.open(bad, "m.eml")
        assert caught.value.code is RefusalCode.OVER_LIMIT


def test_a_header_of_a_megabyte_is_read_in_time_that_grows_with_it() -> None:
    def read(n: int) -> None:
        ingest.read(b"Message-ID: <1>\nTo: " + b"=?utf-8?q?a?= <a@example.org>, " * n + b"\n\nx", "m.eml")

    assert_linear(read, 2_000)


def rtf_packed(rtf: bytes) -> bytes:
    """An Outlook body without references, as eight literal bytes after each flag byte."""
    pieces = [rtf[at : at + 8] for at in range(0, len(rtf), 8)]
    data = b"".join(b"\x00" + piece for piece in pieces)
    return struct.pack("<II4sI", len(data) + 12, len(rtf), b"LZFu", 0) + data


def msg(**more: object) -> bytes:
    when = 133860000000000000  # 100 ns since 1601: 2025
    attached = {
        **dict([text(mapi.LONG_NAME, "Fileword.docx"), text(0x3716, "Dispositionword")]),
        "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", 3, mapi.METHOD, 6, 1),
        "__substg1.0_37010102": docx(p("Attachedword")),
    }
    inside = item(
        [text(mapi.SUBJECT, "Innersubject"), text(mapi.BODY, "Innerbody"), text(0x8005, "Innerproperty")],
        kind="inner",
    )
    forwarded = {
        **dict([text(mapi.LONG_NAME, "Forwarded")]),
        "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", 3, mapi.METHOD, 6, 5),
        **{f"__substg1.0_3701000D/{path}": data for path, data in inside.items()},
    }
    to = {
        **dict(
            [text(mapi.NAME, "Ben Baker"), text(mapi.SMTP, "ben@example.org"), text(0x5FF6, "Recipientword")]
        ),
        "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", 3, mapi.RECIPIENT_TYPE, 6, 1),
    }
    wrapped = (
        rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}Rtfword{\*\htmltag84 &amp;}\htmlrtf skipped\htmlrtf0 "
        rb"{\*\htmltag72 </p>}}"
    )
    streams = item(
        [
            text(mapi.SUBJECT, "OFFICIAL-SENSITIVE: Subjectword"),
            text(mapi.BODY, "Rtfword& \r\nPlainword only here"),
            text(mapi.SENDER_NAME, "Ann Archer"), text(mapi.SENDER_SMTP, "ann@example.org"),
            text(mapi.HEADERS, "Received: from headerword.example.org\r\nX-A: b"),
            text(0x8001, "Propertyword"),
            ("__substg1.0_10090102", rtf_packed(wrapped)), ("__substg1.0_8002001E", b"Caf\xe9word\x00"),
        ],
        [(0x40, mapi.SENT, when)],
        recipients=[to],
        attachments=[attached, forwarded],
    )  # fmt: skip
    return compound(streams | more.get("streams", {}), circle=bool(more.get("circle")))  # type: ignore[operator]


def test_a_word_in_every_place_of_an_outlook_message_is_found(pool: ingest.ReaderPool) -> None:
    opened = pool.open(msg(), "m.msg")
    document = opened.document
    assert document is not None
    assert document.format == "outlook"
    wanted = {
        "Subjectword": "body", "Rtfword&": "body", "Ann Archer <ann@example.org>": "body", "2025": "body",
        "Ben Baker <ben@example.org>": "body", "Plainword": "hidden", "headerword": "property",
        "Propertyword": "property", "Caféword": "property", "Recipientword": "property",
        "Dispositionword": "property", "Fileword.docx": "attachment-name",
        "Innersubject.eml": "attachment-name",
    }  # fmt: skip
    found = {word: channels(document, word) for word in wanted}
    assert {word: sorted(found[word]) for word in wanted if wanted[word] not in found[word]} == {}
    assert "skipped" not in document.text
    assert names(opened.members) == ["Fileword.docx", "Innersubject.eml"]
    inner = pool.read(opened.members[1].data, "i.eml")
    assert channels(inner, "Innerbody") == {"body"}
    assert channels(inner, "Innerproperty") == {"property"}
    declared = marking.classify(document, CEILING).declared
    assert declared is not None
    assert declared.sensitive


def test_a_circle_in_the_directory_is_damage(pool: ingest.ReaderPool) -> None:
    with pytest.raises(Refused) as caught:
        pool.open(msg(circle=True), "m.msg")
    assert caught.value.code in (RefusalCode.DAMAGED, RefusalCode.OVER_LIMIT)


def test_an_embedded_object_is_told_and_a_protected_message_not_called_read(
    pool: ingest.ReaderPool,
) -> None:
    extra = {"__attach_version1.0_#00000007/__substg1.0_3701000D/CONTENTS": b"x" * 40}
    document = pool.read(msg(streams=extra), "m.msg")
    assert any(problem.code == "embedded-object" and problem.blocks_release for problem in document.problems)
    sealed = pool.read(msg(streams=dict([text(mapi.CLASS, "IPM.Note.SMIME")])), "m.msg")
    assert not sealed.readable


def test_packed_text_unfolds_by_the_specification() -> None:
    """The example of [MS-OXRTFCP] 4.1.1: a text with references into the dictionary it begins with."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af826c6c6f20aee77a26c6400808012e0"
    )
    try:
        said = unpacked(packed)
    except Refused:
        pytest.fail("it was not unfolded")
    assert said.startswith(b"{\\rtf1")


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_a_damaged_packed_text_is_refused_or_read(data: bytes) -> None:
    try:
        body_of(struct.pack("<II4sI", len(data), 5000, b"LZFu", 0) + data)
    except Refused:
        return


MAIL, OUTLOOK = mail().as_bytes(), msg()


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_only_refusals_escape_from_damaged_messages(data: st.DataObject) -> None:
    source = bytearray(data.draw(st.sampled_from([MAIL, OUTLOOK])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        document = ingest.read(bytes(source), "m.msg")
    except Refused:
        return
    assert all(isinstance(block.channel, Channel) for block in document.blocks)
