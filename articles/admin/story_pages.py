"""What the pages of all verbs share, and that of taking down. Thin: `articles.workflow` acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_panel import whereabouts
from articles.enums import DeliveryState, Verb
from articles.forms.desk_verbs import TakeDownForm
from articles.models import Delivery, Publication, Story, User
from articles.permissions import can
from articles.text.languages import native_name

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


def can_publish_anywhere(user: User, story: Story, deliveries: Iterable[Delivery]) -> bool:
    """At its origin, or where it is carried or was accepted. An open offer is answered first."""
    codes = [text.language_code for text in story.translations.all()]
    accepted = [d for d in deliveries if d.state == DeliveryState.ACCEPTED]
    places = [
        *((story.origin, code) for code in codes),
        *((d.to_site, code) for d in accepted for code in d.languages),
        *((p.site, p.language_code) for p in story.publications.all() if p.withdrawn_at is None),
    ]
    return any(can(user, Verb.PUBLISH, site, code) for site, code in places)


def publications_to_take_down(user: User, story: Story) -> list[Publication]:
    """Whatever is not taken down yet, on sites where the user may do it."""
    return [
        publication
        for publication in story.publications.all()
        if publication.withdrawn_at is None
        and can(user, Verb.TAKE_DOWN, publication.site, publication.language_code)
    ]


def find_story(admin: StoryAdmin, request: HttpRequest, story_id: int) -> Story:
    """The story, for somebody who may read it; otherwise it is not there."""
    story: Story | None = admin.get_queryset(request).filter(pk=story_id).first()
    if story is None:
        raise Http404
    return story


def show(
    admin: StoryAdmin, request: HttpRequest, story: Story, template: str, **context: Any
) -> TemplateResponse:
    """A page about one story."""
    return TemplateResponse(
        request,
        f"admin/articles/story/{template}.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "original": story,
            "story": story,
            "subtitle": str(story),
            "whereabouts": whereabouts(story, staff(request)),
            **context,
        },
    )


def back_to(story: Story) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))


def names_of(languages: Iterable[str]) -> str:
    return get_text_list([native_name(code) for code in languages], _("and"))


def about(subject: object, message: object) -> str:
    # Translators: what a message is about, then the message.
    return _("%(subject)s: %(message)s") % {"subject": subject, "message": message}


def attempt(form: Form, act: Callable[[], Any]) -> bool:
    """Do it in one transaction; a refusal goes to the form, and nothing is done."""
    try:
        with transaction.atomic():
            act()
    except workflow.PublicationRefused as refused:
        for objection in refused.objections:
            name = native_name(objection.language_code) if objection.language_code else ""
            form.add_error(None, about(name, objection.message) if name else objection.message)
        return False
    return True


def take_down_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Choose what readers shall not see any more, and say why."""
    story, user = find_story(admin, request, story_id), staff(request)
    allowed = publications_to_take_down(user, story)
    if not allowed:
        raise PermissionDenied
    rows = Publication.objects.filter(pk__in=[publication.pk for publication in allowed])
    form = TakeDownForm(
        request.POST or None,
        publications=rows.select_related("site", "revision").order_by("site", "pk"),
        initial={"publications": [publication.pk for publication in allowed]},
    )
    if form.is_valid():
        chosen = list(form.cleaned_data["publications"])
        count = take_down_all(story, chosen, user, form.cleaned_data["reason"])
        messages.success(
            request,
            ngettext("%d address taken down.", "%d addresses taken down.", count) % count,
        )
        return back_to(story)
    return show(
        admin,
        request,
        story,
        "verb",
        form=form,
        title=_("Take down"),
        explanation=_(
            "Readers then get a page that says the story was taken down (410). What is taken down "
            "on the story's own site goes from every other site, too."
        ),
        button=_("Take down"),
        danger=True,
    )


@transaction.atomic
def take_down_all(
    story: Story, publications: Iterable[Publication], user: User, reason: str
) -> int:
    """How many were withdrawn; those of the origin first, as others go with them."""
    count = 0
    for publication in sorted(publications, key=lambda p: p.site_id != story.origin_id):
        withdrawn = workflow.take_down(
            story,
            actor=user,
            site=publication.site,
            languages=[publication.language_code],
            reason=reason,
        )
        count += len(withdrawn)
    return count
