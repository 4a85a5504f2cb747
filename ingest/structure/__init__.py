"""What a document's words are parts of: its form, sections, people at the table, actions, dates and facts.

Works from the blocks alone, so that a DOCX, a PDF and a text file that look alike are read alike. Pure, and
linear in the length of the text. Forms and the names that sections go by are data in `ingest/forms`.
"""

from ingest.structure.area_forms import Forms, form_files, forms_with
from ingest.structure.stage import structure

__all__ = ["Forms", "form_files", "forms_with", "structure"]
