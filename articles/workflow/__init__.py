"""The verbs that change state, one file for each. Permission, log and change are one transaction.

Everybody who changes a story calls these: the admin, commands, imports, tests. `actor=None` means
the system itself, which may do everything; the log says so.
"""

from articles.workflow.discard import discard
from articles.workflow.errors import PublicationRefused
from articles.workflow.publish import publish, reschedule
from articles.workflow.renaming import leave_section_address, leave_tag_address
from articles.workflow.review import return_to_writer, submit
from articles.workflow.saving import keep
from articles.workflow.take_down import take_down

__all__ = [
    "PublicationRefused",
    "discard",
    "keep",
    "leave_section_address",
    "leave_tag_address",
    "publish",
    "reschedule",
    "return_to_writer",
    "submit",
    "take_down",
]
