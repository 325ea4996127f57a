"""What is kept of people's accounts beside the person: sessions, and the log."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import AccountVerb
from articles.models.site import Site

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase


class DeskSession(AbstractBaseSession):
    """One browser that is signed in; deleting the row signs it out.

    What stands here beside the data is derived from it by `articles.accounts.session_store`, as
    Django writes the whole row at every save.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="desk_sessions",
        verbose_name=_("user"),
    )

    class Meta(AbstractBaseSession.Meta):
        db_table = "articles_session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class AccountEvent(models.Model):
    """Who did what to whose account, when and from where. Append-only: the database refuses more.

    Its references have no constraint in the database, because the log outlives what it names.
    """

    verb = models.CharField(_("what"), max_length=20, choices=AccountVerb.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("whose account"),
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    site = models.ForeignKey(
        Site,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("site"),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    # The network: of IPv6 the household, as axes counts it. Empty for commands.
    address = models.CharField(_("from where"), max_length=45, blank=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("entry of the log of accounts")
        verbose_name_plural = _("log of accounts")
        default_permissions = ()
        indexes = [
            models.Index(fields=["user", "-id"], name="account_event_of_user"),
            models.Index(fields=["site", "-id"], name="account_event_on_site"),
            models.Index(fields=["verb", "-at"], name="account_event_of_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.user_id}"
