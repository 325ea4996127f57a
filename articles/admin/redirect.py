"""Old addresses."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.enums import Verb
from articles.models import Redirect


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    view_verb = Verb.MANAGE_SITE
    list_display = ("old_path", "new_path", "site")
    list_display_links = ("old_path",)
    list_select_related = ("site",)
    list_filter = (("site", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("old_path", "new_path")
    ordering = ("site", "old_path")
