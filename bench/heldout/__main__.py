"""Print held-out documents of the development half: python -m bench.heldout 07"""

import sys

from bench.heldout.writing import DEVELOPMENT, held_out

for held in held_out(DEVELOPMENT):
    if held.name.startswith(sys.argv[1]):
        print(held.name, held.document.text, sep="\n")
