"""The page on which a story is offered to other sites, and what became of its offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import about, back_to, find_story, names_of, show
from articles.forms.delivering import OfferForm
from articles.models import Delivery, Site, Story, User
from articles.queries.deliveries import (
    deliveries_of,
    languages_to_accept,
    languages_to_offer,
    may_decline,
    may_withdraw,
    shared_languages,
)
from articles.text.languages import native_name

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


@dataclass(frozen=True)
class ShownDelivery:
    """One offer of a story, for one person."""

    delivery: Delivery
    may_answer: bool
    may_withdraw: bool

    @property
    def languages(self) -> str:
        return names_of(self.delivery.languages)

    @property
    def address(self) -> str:
        return address_of_delivery(self.delivery)


def shown_deliveries(deliveries: Iterable[Delivery], user: User) -> list[ShownDelivery]:
    return [
        ShownDelivery(
            delivery,
            may_answer=bool(languages_to_accept(user, delivery)) or may_decline(user, delivery),
            may_withdraw=may_withdraw(user, delivery),
        )
        for delivery in deliveries
    ]


def address_of_delivery(delivery: Delivery) -> str:
    return reverse("admin:articles_delivery_change", args=[delivery.pk])


def offer_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Choose the sites and the languages of each; all are offered, or none."""
    story, user = find_story(admin, request, story_id), staff(request)
    languages = languages_to_offer(user, story)
    if not languages:
        raise PermissionDenied
    deliveries = deliveries_of(story, user)
    waiting = {delivery.to_site_id for delivery in deliveries if delivery.is_open}
    offerable = sites_to_offer(story, languages, waiting)
    form = OfferForm(request.POST or None, offerable=offerable)
    if form.is_valid() and offer_all(form, story, user):
        names = get_text_list([str(site) for site in form.chosen()], _("and"))
        messages.success(request, _("Offered to %s.") % names)
        return back_to(story)
    return show(
        admin,
        request,
        story,
        "verb",
        form=form if offerable else (),
        title=_("Offer to another site"),
        explanation=_(
            "Their desks read the story, in all its languages, until they answer. They place it "
            "in a section of theirs, with a headline and a time of their own; the text stays "
            "yours. What you take down is taken down there, too."
        )
        if offerable
        else _("Every other site that has one of its languages was offered it already."),
        button=_("Offer") if offerable else "",
        deliveries=shown_deliveries(deliveries, user),
    )


def sites_to_offer(
    story: Story, languages: Iterable[str], waiting: Iterable[int]
) -> dict[Site, list[str]]:
    """By site, the languages that it has and was not given yet; without those that still wait."""
    sites = list(
        Site.objects.exclude(pk__in=[story.origin_id, *waiting]).prefetch_related("editions")
    )
    shared = shared_languages(story, sites)
    offerable = {
        site: [
            edition.language_code
            for edition in site.editions.all()
            if edition.language_code in languages and edition.language_code not in shared[site.pk]
        ]
        for site in sites
    }
    return {site: codes for site, codes in offerable.items() if codes}


def offer_all(form: OfferForm, story: Story, user: User) -> bool:
    """In one transaction; what stands against an offer is said at its site."""
    data: dict[str, Any] = form.cleaned_data
    with transaction.atomic():
        for site, codes in form.chosen().items():
            try:
                workflow.offer(story, to_site=site, languages=codes, actor=user, note=data["note"])
            except workflow.PublicationRefused as refused:
                for one in refused.objections:
                    name = native_name(one.language_code) if one.language_code else ""
                    form.add_error(
                        OfferForm.name_of(site), about(name, one.message) if name else one.message
                    )
        if form.errors:
            transaction.set_rollback(True)
    return not form.errors
