"""Words in pictures: scanned pages, letters pasted into a document as a photograph.

Threat: a page that is a picture holds names that no search finds, and a program that recognises characters is
large, old and written in C++. Rule: the hostile file is opened, and its page drawn, in the locked-down child;
what leaves the child is a grey bitmap of stated size and nothing else. The service hands that bitmap to
tesseract, which runs locked down by itself (`ingest.sandbox.program`), and the words go back to the child,
which makes them part of the document like any others. How many pictures and how many seconds one document
may cost is counted by the service. What was not looked at, or could not be made out, is "not read", never
blank.
Residual risk: recognition is never certain. Words of low confidence are marked as such, a page of low
confidence as a whole counts as not read, and handwriting is mostly not seen at all.
"""
