"""Stories out to translators and back: the pages of one story, and the action of the list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import staff
from articles.admin.story_pages import find_story, show
from articles.enums import Verb
from articles.exchange.xliff.exporting import SELECTIONS, story_file, story_files, with_texts
from articles.exchange.xliff.importing import import_upload
from articles.exchange.xliff.packing import file_name, one_by_one, pack
from articles.exchange.xliff.report import Fate, FileReport, totals
from articles.exchange.xliff.vocabulary import VERSIONS
from articles.exchange.xliff.writing import write_xliff
from articles.forms.translation_files import (
    ApplyTranslationForm,
    ExportSelectedForm,
    TranslationFileForm,
)
from articles.models import Story, StoryTranslation, User
from articles.permissions import can
from articles.queries.desk import edition_languages, languages_for
from articles.text.languages import direction, language_tag, native_name

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

XLIFF = "application/xliff+xml"


@dataclass(frozen=True)
class Choice:
    """A language that the story can go out in."""

    language_code: str
    text: StoryTranslation | None

    @property
    def name(self) -> str:
        return native_name(self.language_code)

    @property
    def tag(self) -> str:
        return language_tag(self.language_code)

    @property
    def has_to_do(self) -> bool:
        return self.text is not None and bool(
            self.text.segments_behind or self.text.unconfirmed_segments
        )


@dataclass(frozen=True)
class Shown:
    """A report with what its page says of it."""

    report: FileReport

    @property
    def language_name(self) -> str:
        return native_name(self.report.language_code)

    @property
    def source(self) -> dict[str, str]:
        return _attributes(self.report.source_language)

    @property
    def target(self) -> dict[str, str]:
        return _attributes(self.report.language_code)

    @property
    def counts(self) -> list[tuple[Fate, int]]:
        return [(fate, number) for fate, number in totals([self.report]).items() if number]

    @property
    def entries(self) -> list[Any]:
        """What a person looks at: what stays out first, then what goes in."""
        return [*self.report.left_out, *self.report.of(Fate.APPLIED)]


def _attributes(language_code: str) -> dict[str, str]:
    return {"lang": language_tag(language_code), "dir": direction(language_code)}


def translators_urls(model_admin: StoryAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view
    return [
        path(
            "import-translations/",
            view(partial(imports_page, model_admin)),
            name="articles_story_import_translations",
        ),
        path(
            "<int:story_id>/translators/",
            view(partial(translators_page, model_admin)),
            name="articles_story_translators",
        ),
        path(
            "<int:story_id>/translators/<str:language_code>-<str:version>.xlf",
            view(partial(export_page, model_admin)),
            name="articles_story_export_xliff",
        ),
    ]


def export_page(
    model_admin: StoryAdmin,
    request: HttpRequest,
    story_id: int,
    language_code: str,
    version: str,
) -> HttpResponse:
    """One story for a translator, as a file; `?only=to-do` leaves out what is done."""
    find_story(model_admin, request, story_id)
    story = with_texts(Story.objects.filter(pk=story_id)).get()
    if version not in VERSIONS or language_code not in languages_for(staff(request), story):
        raise Http404
    only = SELECTIONS if request.GET.get("only") == "to-do" else ()
    file = story_file(story, language_code, only=only)
    if file is None:
        raise Http404
    return _download(file_name(file), write_xliff([file], version), XLIFF)


def translators_page(model_admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """What goes out and what comes back; a file is looked at before it is taken in."""
    story, user = find_story(model_admin, request, story_id), staff(request)
    offered = [code for code in languages_for(user, story) if code != story.original_language]
    may_import = any(can(user, Verb.TRANSLATE, story.origin, code) for code in offered)
    if request.method == "POST" and not may_import:
        raise PermissionDenied
    return show(
        model_admin,
        request,
        story,
        "translators",
        **{
            "title": _("Translators’ files"),
            "choices": [Choice(code, story.translation(code)) for code in offered],
            "versions": list(reversed(VERSIONS)),
            "form": TranslationFileForm() if may_import else None,
        }
        | _answer(request, story, user),
    )


def imports_page(model_admin: StoryAdmin, request: HttpRequest) -> HttpResponse:
    """Files about any stories, such as the archive that the action of the list made."""
    user = staff(request)
    if not can(user, Verb.TRANSLATE):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Import translations"),
        "form": TranslationFileForm(),
        **_answer(request, None, user),
    }
    return TemplateResponse(request, "admin/articles/story/import_translations.html", context)


def _answer(request: HttpRequest, story: Story | None, user: User) -> dict[str, Any]:
    """What a page says to a file: what it would change or, sent once more, what it changed."""
    if "apply" in request.POST:
        return _apply(request, story, user)
    return _look(request, story, user) if request.method == "POST" else {}


def _look(request: HttpRequest, story: Story | None, user: User) -> dict[str, Any]:
    form = TranslationFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form}
    upload = form.cleaned_data["file"]
    name, content = PurePath(upload.name).name, upload.read()
    reports = _import(name, content, story, user, dry_run=True)
    would_change = any(report.count(Fate.APPLIED) for report in reports)
    return {
        "title": _("What this file would change"),
        "reports": [Shown(report) for report in reports],
        "apply_form": ApplyTranslationForm.holding(name, content) if would_change else None,
        "is_preview": True,
    }


def _apply(request: HttpRequest, story: Story | None, user: User) -> dict[str, Any]:
    form = ApplyTranslationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The file did not arrive whole: choose it again."))
        return {}
    name, content = form.cleaned_data["name"], form.cleaned_data["content"]
    reports = _import(name, content, story, user, dry_run=False)
    return {
        "title": _("What this file changed"),
        "reports": [Shown(report) for report in reports],
    }


def _import(
    name: str, content: bytes, story: Story | None, user: User, *, dry_run: bool
) -> list[FileReport]:
    story_id = story.pk if story is not None else None
    return import_upload(name, content, actor=user, dry_run=dry_run, story_id=story_id)


class TranslatorsAction:
    """Several stories at once, as a ZIP archive with a file for each story and language."""

    def has_export_permission(self, request: HttpRequest) -> bool:
        return can(staff(request), Verb.VIEW)

    @admin.action(description=gettext_lazy("Export for translators…"), permissions=["export"])
    def export_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Asks for the languages first."""
        stories = with_texts(Story.objects.filter(pk__in=queryset.values("pk")).order_by("pk"))
        languages = edition_languages({story.origin_id for story in stories})
        form = ExportSelectedForm(
            request.POST if "confirmed" in request.POST else None, languages=languages
        )
        if not form.is_valid():
            return self._ask(request, queryset, form)
        chosen = form.cleaned_data
        only = () if chosen["all_segments"] else SELECTIONS
        files = list(story_files(stories, chosen["languages"], only=only))
        if not files:
            messages.warning(request, _("There is nothing to translate."))
            return None
        archive = pack(one_by_one(files, chosen["version"]))
        return _download("translations.zip", archive, "application/zip")

    def _ask(self, request: HttpRequest, queryset: QuerySet[Any], form: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "title": _("Export for translators"),
            "stories": queryset,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/story/export_selected.html", context)


def _download(name: str, content: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
