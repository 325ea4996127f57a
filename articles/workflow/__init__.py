"""The verbs that change state, one file for each. Permission, log and change are one transaction.

Everybody who changes a story calls these: the admin, commands, imports, tests. `actor=None` means
the system itself, which may do everything; the log says so.
"""

from articles.workflow.attending import attend, leave
from articles.workflow.claiming import claim, release, renew
from articles.workflow.correcting import correct, retract
from articles.workflow.curating import Slot, arrange
from articles.workflow.delivering import accept, decline, offer, withdraw_offer
from articles.workflow.discard import discard
from articles.workflow.dismissing import dismiss, undismiss
from articles.workflow.errors import (
    ArrangedMeanwhile,
    ArrangementRefused,
    ClaimHeld,
    NothingToTranslate,
    PublicationRefused,
    ReasonMissing,
    ReleaseRefused,
)
from articles.workflow.filing import file_under
from articles.workflow.picture_rights import delete_picture, keep_picture
from articles.workflow.planning import add_to_release, plan_release, remove_from_release
from articles.workflow.preview_links import end_preview, share_preview
from articles.workflow.publish import publish, reschedule
from articles.workflow.releasing import cancel_release, move_release, publish_release
from articles.workflow.renaming import leave_section_address, leave_tag_address
from articles.workflow.reverting import discard_changes, restore
from articles.workflow.review import approve, return_to_writer, submit
from articles.workflow.saving import keep
from articles.workflow.take_down import take_down
from articles.workflow.translating import Conflict, Outcome, SegmentEdit, translate_segments

__all__ = [
    "ArrangedMeanwhile",
    "ArrangementRefused",
    "ClaimHeld",
    "Conflict",
    "NothingToTranslate",
    "Outcome",
    "PublicationRefused",
    "ReasonMissing",
    "ReleaseRefused",
    "SegmentEdit",
    "Slot",
    "accept",
    "add_to_release",
    "approve",
    "arrange",
    "attend",
    "cancel_release",
    "claim",
    "correct",
    "decline",
    "delete_picture",
    "discard",
    "discard_changes",
    "dismiss",
    "end_preview",
    "file_under",
    "keep",
    "keep_picture",
    "leave",
    "leave_section_address",
    "leave_tag_address",
    "move_release",
    "offer",
    "plan_release",
    "publish",
    "publish_release",
    "release",
    "remove_from_release",
    "renew",
    "reschedule",
    "restore",
    "retract",
    "return_to_writer",
    "share_preview",
    "submit",
    "take_down",
    "translate_segments",
    "undismiss",
    "withdraw_offer",
]
