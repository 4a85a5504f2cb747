"""Print one invented document with its people, to be looked at: python -m bench.invented 7"""

import sys

from bench.invented.writing import invent

document = invent(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
print(document.document.text)
for mark in document.marks:
    print(mark.kind, mark.who, repr(document.document.text[mark.start : mark.end]))
