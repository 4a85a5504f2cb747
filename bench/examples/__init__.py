"""The invented cases under `examples/`, and the script that makes them.

Everyone and everything in them is made up. `paper` is the small markup the cases are written in, `word` and
`page` lay a paper out as DOCX and PDF the way the forms do, `case_*` hold the words, `faults` lists what was
planted where. `python -m bench.examples` writes the files.
"""
