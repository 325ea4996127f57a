"""What tests of the admin do again and again: sign in, fill in forms, read what comes back."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Category, Site, Story, User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def story_url(name: str, story: Story | None = None) -> str:
    return reverse(f"admin:articles_story_{name}", args=[story.pk] if story else [])


def texts_of(story: Story) -> dict[str, dict[str, Any]]:
    """The stored texts as the form posts them back, by language."""
    return {
        text.language_code: {
            "id": text.pk,
            "language_code": text.language_code,
            "title": text.title,
            "dek": text.dek,
            "body": text.body,
            "slug": text.slug,
            "base": text.head_id,
        }
        for text in story.translations.order_by("pk")
    }


def story_post(
    story: Story | None, texts: dict[str, dict[str, Any]], **fields: Any
) -> dict[str, Any]:
    """What the browser sends for the page of a story; new texts come after those stored."""
    stored = [row for row in texts.values() if row.get("id")]
    rows = stored + [row for row in texts.values() if not row.get("id")]
    data: dict[str, Any] = {
        "translations-TOTAL_FORMS": len(rows),
        "translations-INITIAL_FORMS": len(stored),
        "bylines-TOTAL_FORMS": 0,
        "bylines-INITIAL_FORMS": 0,
        "_continue": "1",
    }
    if story is not None:
        data |= {"section": story.section_id, "lead_image": story.lead_image_id or ""}
        data |= {"tags": [tag.pk for tag in story.tags.all()], "source": story.source_id or ""}
    for number, row in enumerate(rows):
        blank = {"base": "", "id": "", "dek": "", "slug": "", "body": ""}
        master = {"master": story.pk if story else ""}
        data |= {
            f"translations-{number}-{name}": "" if value is None else value
            for name, value in (blank | row | master).items()
        }
    return data | fields


def errors_on(response: Any) -> str:
    """All that a refused form says, as one text."""
    context = response.context
    found = [str(context["adminform"].form.errors)] if "adminform" in context else []
    for inline in context.get("inline_admin_formsets", []):
        formset = inline.formset
        found += [str(formset.non_form_errors()), *(str(form.errors) for form in formset.forms)]
    return " ".join(found)


def rows_of(response: Any) -> list[dict[str, str]]:
    """The rows of a CSV file that was sent."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def placement(
    site: Site, section: Category, languages: tuple[str, ...] = ("vi",), **fields: Any
) -> dict[str, Any]:
    """What the browser posts for one site's form."""
    data = {"languages": list(languages), "section": section.pk, "when": "now"} | fields
    return {"site": site.key} | {f"{site.key}-{name}": value for name, value in data.items()}
