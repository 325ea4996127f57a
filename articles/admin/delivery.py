"""Offers between sites: the list at both ends, and the page on which one is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.base import DeskAdmin, staff
from articles.admin.story_findings import answer, current_findings, original_first
from articles.admin.story_pages import attempt, back_to, names_of
from articles.admin.story_publishing import SitePanel, bound_placement, place, site_panels
from articles.admin.story_sharing import address_of_delivery
from articles.enums import Verb
from articles.forms.delivering import DeclineForm, WithdrawForm
from articles.models import Delivery, Story, StoryTranslation, User
from articles.permissions import can
from articles.queries.deliveries import languages_to_accept, may_decline, may_withdraw
from articles.queries.desk import stories_for_desk
from articles.text.languages import direction, language_tag, native_name


class FromSite(admin.RelatedOnlyFieldListFilter):
    """The site that owns the story; of the story it is only called “site”."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext_lazy("from site")


@admin.register(Delivery)
class DeliveryAdmin(DeskAdmin):
    """Made on the page of a story, answered here, never deleted: it is part of the log."""

    site_field = "to_site"
    list_display = (
        "headline",
        "origin",
        "to_site",
        "language_names",
        "state_chip",
        "offered_at",
        "offered_by",
        "answered_by",
        "reason",
    )
    list_filter = (
        "state",
        ("to_site", admin.RelatedOnlyFieldListFilter),
        ("story__origin", FromSite),
    )
    list_select_related = ("story__origin", "to_site", "offered_by", "answered_by")
    search_fields = ("title", "note", "reason")
    search_help_text = gettext_lazy("Words of a title, of a note or of a reason.")
    ordering = ("-offered_at", "-pk")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = Delivery.objects.for_user(staff(request))
        return rows.select_related("story__origin", "to_site").order_by(*self.ordering)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        sites = [obj.to_site, obj.story.origin] if obj is not None else [None]
        return any(can(staff(request), Verb.VIEW, site) for site in sites)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return can(staff(request), Verb.ACCEPT)
        user = staff(request)
        return bool(languages_to_accept(user, obj)) or may_decline(user, obj)

    def get_urls(self) -> list[URLPattern]:
        withdraw = path(
            "<int:delivery_id>/withdraw/",
            self.admin_site.admin_view(self.withdraw_view),
            name="articles_delivery_withdraw",
        )
        return [withdraw, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        delivery = self.get_object(request, object_id)
        if delivery is None:
            raise Http404
        return delivery_page(self, request, delivery)

    def withdraw_view(self, request: HttpRequest, delivery_id: int) -> HttpResponse:
        delivery = self.get_object(request, str(delivery_id))
        if delivery is None:
            raise Http404
        return withdraw_page(self, request, delivery)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def headline(self, delivery: Delivery) -> SafeString:
        return format_html(
            '<bdi lang="{}">{}</bdi>', language_tag(delivery.story.original_language), delivery
        )

    @admin.display(description=gettext_lazy("from site"), ordering="story__origin")
    def origin(self, delivery: Delivery) -> str:
        return str(delivery.story.origin)

    @admin.display(description=gettext_lazy("languages"))
    def language_names(self, delivery: Delivery) -> str:
        return " · ".join(native_name(code) for code in delivery.languages)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_chip(self, delivery: Delivery) -> SafeString:
        return format_html(
            '<span class="chip chip-{}">{}</span>', delivery.state, delivery.get_state_display()
        )


@dataclass(frozen=True)
class TextToRead:
    """One language of the story, as it stands now."""

    text: StoryTranslation
    is_offered: bool
    is_open: bool

    @property
    def name(self) -> str:
        return native_name(self.text.language_code)

    @property
    def tag(self) -> str:
        return language_tag(self.text.language_code)

    @property
    def direction(self) -> str:
        return direction(self.text.language_code)


def delivery_page(desk: DeliveryAdmin, request: HttpRequest, delivery: Delivery) -> HttpResponse:
    """Read what is offered, and accept or decline it."""
    user = staff(request)
    if request.method == "POST" and not desk.has_change_permission(request, delivery):
        if delivery.is_open or not can(user, Verb.ACCEPT, delivery.to_site):
            raise PermissionDenied
        # A colleague was quicker: the page says who.
        messages.error(request, _("The offer is not open any more."))
        return HttpResponseRedirect(address_of_delivery(delivery))
    story = stories_for_desk(user).filter(pk=delivery.story_id).first()
    panel, decline = None, DeclineForm(prefix="decline")
    if story is not None and languages_to_accept(user, delivery):
        panel, done = acceptance(request, delivery, story, user)
        if done:
            return back_to(story)
    if "decline" in request.POST:
        if not may_decline(user, delivery):
            raise PermissionDenied
        decline = DeclineForm(request.POST, prefix="decline")
        if decline.is_valid() and turn_down(decline, delivery, user):
            messages.success(request, _("Declined: %s") % delivery)
            return HttpResponseRedirect(reverse("admin:articles_delivery_changelist"))
    return show(
        desk,
        request,
        delivery,
        story=story,
        texts=texts_to_read(story, delivery) if story is not None else [],
        languages=names_of(delivery.languages),
        panel=panel,
        decline=decline if may_decline(user, delivery) else None,
        may_withdraw=may_withdraw(user, delivery),
    )


def acceptance(
    request: HttpRequest, delivery: Delivery, story: Story, user: User
) -> tuple[SitePanel, bool]:
    """The form with which it is placed, and whether that was done."""
    site = delivery.to_site
    languages = languages_to_accept(user, delivery)
    findings = [f for f in current_findings(story) if f.language_code in languages]
    asked = answer(request, findings, user)
    form = bound_placement(request, story, site, user, languages)
    if form.is_bound and form.is_valid():
        chosen = form.placement()
        del chosen["site"]
        if place(form, request, lambda: workflow.accept(delivery, actor=user, **chosen)):
            return site_panels(story, [form], findings, user, asked)[0], True
    return site_panels(story, [form], findings, user, asked)[0], False


def turn_down(form: DeclineForm, delivery: Delivery, user: User) -> bool:
    reason = form.cleaned_data["reason"]
    return attempt(form, lambda: workflow.decline(delivery, actor=user, reason=reason))


def texts_to_read(story: Story, delivery: Delivery) -> list[TextToRead]:
    """All that is written; the first of the languages on offer is open."""
    texts = original_first(story)
    offered = [text for text in texts if text.language_code in delivery.languages]
    return [
        TextToRead(text, is_offered=text in offered, is_open=text in offered[:1]) for text in texts
    ]


def withdraw_page(desk: DeliveryAdmin, request: HttpRequest, delivery: Delivery) -> HttpResponse:
    """Take an open offer back; the receiving desk no longer reads the story."""
    user = staff(request)
    if not may_withdraw(user, delivery):
        raise PermissionDenied
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: workflow.withdraw_offer(delivery, actor=user, reason=reason)):
            messages.success(request, _("The offer to %s was withdrawn.") % delivery.to_site)
            return back_to(delivery.story)
    return show(desk, request, delivery, template="withdraw", form=form)


def show(
    desk: DeliveryAdmin,
    request: HttpRequest,
    delivery: Delivery,
    template: str = "change_form",
    **context: Any,
) -> TemplateResponse:
    sites = {"origin": delivery.story.origin, "site": delivery.to_site}
    return TemplateResponse(
        request,
        f"admin/articles/delivery/{template}.html",
        {
            **desk.admin_site.each_context(request),
            "opts": desk.opts,
            "delivery": delivery,
            "title": _("%(origin)s offers to %(site)s") % sites,
            "subtitle": str(delivery),
            "title_tag": language_tag(delivery.story.original_language),
            **context,
        },
    )
