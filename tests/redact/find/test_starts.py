"""A form is looked for only where it can begin, and is found there as it would be anywhere."""

from __future__ import annotations

import pytest

from bench.invented.writing import invent
from redact.find.form import Form, FormRecogniser, matches
from redact.find.forms import CONTACT, NUMBERS, REFERENCES, TIMES
from redact.find.pieces import bare_piece

FORMS = (*NUMBERS, *REFERENCES, *CONTACT, *TIMES)
WRITTEN = """
Tel (01632) 960 123 or +44 7700 900 456 x12; 0800 1111. NHS 943 476 5919, NI QQ 12 34 56 C. PNC 04/1234567A,
CRO SF98/12345T, ASN 01/ZZ/0000/1234, A1234BC. MORGA753116SM9IJ. AB12 CDE, K9 ABC. Passport 123456789.
ZZ99 3WZ zz99 3wz. TQ 123 456, 51.501, -0.142 and 51\u00b0 30' N. anna.brook99@example.org,
anna [at] example.org. www.example.org/a?b=1 https://example.test/x. @anna_b on Instagram: anna_b.
///filled.count.soap 10.0.0.1 ::1
fe80::1:2:3 00:1a:2b:3c:4d:5e. Application no. 12345/02, [2019] EWCA Civ 12, NJA 2005 p. 884, No. 45/2001.
Ref: AB/12/345. D.O.B 3rd of March, 1980; aged two and a half; 4 y/o; approximately EUR 3,000;
about 200 tablets. From early 1998 to the end of 2001, on Tues 4 May at 7pm,
for about six weeks; the 3rd of each month;
Sam (9), 45 %.
"""


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.name)
def test_where_a_form_can_begin_it_is_found(form: Form) -> None:
    (compiled,) = FormRecogniser("one", [form]).forms
    text = WRITTEN + "\n".join(invent(seed).document.text for seed in range(900, 930))
    everywhere = [m.span() for m in compiled.find.finditer(text)]
    assert [m.span() for m in matches(compiled, bare_piece(text))] == everywhere
