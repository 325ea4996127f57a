"""The desk: Django's admin, made for the newsroom. One file for each noun; verbs are elsewhere."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from articles.admin import (
    account_log,
    api_token,
    author,
    delivery,
    front_page,
    glossary,
    image,
    invitation,
    log,
    redirect,
    release,
    site,
    story,
    taxonomy,
    user,
)

__all__ = [
    "account_log",
    "api_token",
    "author",
    "delivery",
    "front_page",
    "glossary",
    "image",
    "invitation",
    "log",
    "redirect",
    "release",
    "site",
    "story",
    "taxonomy",
    "user",
]

# Rights come from memberships: a group would be a promise that nothing keeps.
admin.site.unregister(Group)
# Secrets of people, which nobody else is to see or set: `accounts.second_factor` has the verbs.
admin.site.unregister([StaticDevice, TOTPDevice])
