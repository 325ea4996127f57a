"""E-mail about accounts: plain text, in the language of whoever it is from or to."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.models import Invitation, User

logger = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Whether the mail server took it; while it is asked, the inviter waits."""
    with override(invitation.language_code):
        subject = _("Invitation to Newscenter")
        context = {
            "invitation": invitation,
            "inviter": str(invitation.invited_by),
            "roles": invitation.roles.select_related("site"),
            "link": link,
        }
        message = _message(subject, "invitation", context, invitation.email)
    return settings.SENDS_MAIL and _send(message)


def send_reset(user: User, link: str, language_code: str) -> Thread:
    """Behind the visitor's back, whose page must not take longer where there is an account."""
    with override(user.interface_language or language_code):
        subject = _("A new password for Newscenter")
        message = _message(subject, "reset", {"user": user, "link": link}, user.email)
    thread = Thread(target=_send, args=[message], name="mail")
    thread.start()
    return thread


def _message(subject: str, name: str, context: dict[str, Any], to: str) -> EmailMessage:
    text = render_to_string(f"admin/mail/{name}.txt", context)
    return EmailMessage(subject=subject, body=text, to=[to])


def _send(message: EmailMessage) -> bool:
    try:
        return bool(message.send())
    except Exception:
        # What a mail server can answer is without end, and none of it may cost the invitation.
        logger.exception("An e-mail could not be sent")
        return False
