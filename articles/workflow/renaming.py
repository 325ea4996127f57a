"""Keeping old addresses of sections and tags alive. Stories need nothing: their id finds them."""

from __future__ import annotations

from django.db import transaction

from articles.models import CategoryTranslation, Edition, Redirect, Site, TagTranslation
from articles.sites.addresses import section_path, tag_path


def leave_section_address(name: CategoryTranslation, old_slug: str) -> None:
    """Lead readers from the section's old address to the one it has now."""
    code = name.language_code
    _lead(name.section_site, section_path(code, old_slug), section_path(code, name.slug))


def leave_tag_address(name: TagTranslation, old_slug: str) -> None:
    """The same for a tag, on every site with an edition in the language."""
    code = name.language_code
    for edition in Edition.objects.filter(language_code=code).select_related("site"):
        _lead(edition.site, tag_path(code, old_slug), tag_path(code, name.slug))


@transaction.atomic
def _lead(site: Site, old_path: str, new_path: str) -> None:
    """One redirect in one step: older ones follow, and none leads away from what is in use."""
    if old_path == new_path:
        return
    redirects = Redirect.objects.filter(site=site)
    redirects.filter(old_path=new_path).delete()
    redirects.filter(new_path=old_path).update(new_path=new_path)
    Redirect.objects.update_or_create(site=site, old_path=old_path, defaults={"new_path": new_path})
