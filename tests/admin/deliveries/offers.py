"""Offers between sites, and where the desk finds them."""

from django.urls import reverse

from articles.workflow import offer


def page(delivery, name="change"):
    return reverse(f"admin:articles_delivery_{name}", args=[delivery.pk])


LIST = "admin:articles_delivery_changelist"


def offered(story, to_site, languages=("vi",), **fields):
    return offer(story, to_site=to_site, languages=languages, actor=None, **fields)
