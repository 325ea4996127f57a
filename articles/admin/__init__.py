"""The desk: Django's admin, made for the newsroom. One file for each noun; verbs are elsewhere."""

from django.contrib import admin
from django.contrib.auth.models import Group

from articles.admin import (
    author,
    delivery,
    glossary,
    image,
    log,
    redirect,
    site,
    story,
    taxonomy,
    user,
)

__all__ = [
    "author",
    "delivery",
    "glossary",
    "image",
    "log",
    "redirect",
    "site",
    "story",
    "taxonomy",
    "user",
]

# Rights come from memberships: a group would be a promise that nothing keeps.
admin.site.unregister(Group)
