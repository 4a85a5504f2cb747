"""E-mails, as RFC 5322 text (.eml) and as Outlook saves them (.msg): the message, and the files it carries.

Covered: every header, the running text as a mail program shows it, the other text where it says something
else, what HTML hides, texts before and after the parts, calendar entries, names of attachments, and for .msg
every property that is text, of the message, its recipients and its attachments. Attachments are documents of
their own. Not covered: words in pictures, and encrypted or rights-protected messages; both are reported.
"""

from ingest.mail.compose import compose
from ingest.mail.eml import read_eml
from ingest.mail.message import Attachment, Message, members
from ingest.mail.msg import read_msg

__all__ = ["Attachment", "Message", "compose", "members", "read_eml", "read_msg"]
