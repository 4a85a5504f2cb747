"""Writing the clean copy: a new file, made only of what may go.

`layout` draws the surviving text from the document; `docx` and `pdf` set it. Neither has ever seen the
original file: nothing can travel that is not in the layout.
"""

from redact.write.copy import write_copy

__all__ = ["write_copy"]
