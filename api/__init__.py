"""The doors: the command line, the HTTP service with its pages, and the reports that people read.

Nothing is decided here. `answers` says what each result looks like in JSON, `report` as a page to print;
`cli` and `web` let people and programs in.
"""
