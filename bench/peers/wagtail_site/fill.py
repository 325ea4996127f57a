"""Make the tree: its first story by Wagtail's own verbs, the others as copies of its rows.

python -m bench.peers.wagtail_site.fill ARCHIVE
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.peers.archive import HOST, Archive, read_archive


def main(file: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill(read_archive(file))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill(archive: Archive) -> None:
    from wagtail.models import Page, Site

    from bench.peers.wagtail_site.models import HomePage, SectionPage, StoryPage

    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="News", slug="news"))
    Site.objects.all().delete()
    Site.objects.create(hostname=HOST, root_page=home, is_default_site=True)
    sections = [
        home.add_child(
            instance=SectionPage(title=f"Section {n}", slug=f"section-{n}", show_in_menus=True)
        )
        for n in range(archive.sections)
    ]
    texts = {"title": archive.title, "dek": archive.dek, "body": archive.body}
    first = sections[0].add_child(instance=StoryPage(**texts, slug=slug_of(0)))
    first.save_revision().publish()
    first.refresh_from_db()
    multiply(first, sections, archive)


def multiply(first: Any, sections: list[Any], archive: Archive) -> None:
    """Copies of its page, the first in each section after the one that is there."""
    from django.db import connection
    from wagtail.models import Page

    row = Page.objects.get(pk=first.pk)
    known = {field.attname: getattr(row, field.attname) for field in Page._meta.concrete_fields}
    pages = []
    for n in range(1, archive.stories):
        section, place = sections[n % len(sections)], n // len(sections) + 1
        published = first.first_published_at - timedelta(hours=n)
        changed = {
            "id": None,
            "translation_key": uuid4(),
            "slug": slug_of(n),
            "path": Page._get_path(section.path, section.depth + 1, place),
            "url_path": f"{section.url_path}{slug_of(n)}/",
            "first_published_at": published,
            "last_published_at": published,
            "latest_revision_id": None,
            "live_revision_id": None,
        }
        pages.append(Page(**known | changed))
    Page.objects.bulk_create(pages, batch_size=1000)
    for number, section in enumerate(sections):
        children = len(range(number, archive.stories, len(sections)))
        Page.objects.filter(pk=section.pk).update(numchild=children)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wagtail_site_storypage (page_ptr_id, dek, body) "
            "SELECT page.id, dek, body FROM wagtailcore_page page, wagtail_site_storypage story "
            "WHERE page.depth = %s AND story.page_ptr_id = %s AND page.id != %s",
            [first.depth, first.pk, first.pk],
        )
        copy_index(cursor, first)


def copy_index(cursor: Any, first: Any) -> None:
    """Every story has the same words."""
    cursor.execute(
        "INSERT INTO wagtailsearch_indexentry (object_id, content_type_id, "
        "autocomplete, title, body, title_text, body_text, title_norm) "
        "SELECT page.id::text, entry.content_type_id, "
        "autocomplete, entry.title, body, title_text, body_text, title_norm "
        "FROM wagtailcore_page page, wagtailsearch_indexentry entry "
        "WHERE page.depth = %s AND entry.object_id = %s AND page.id != %s",
        [first.depth, str(first.pk), first.pk],
    )


def slug_of(n: int) -> str:
    return f"story-{n}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
