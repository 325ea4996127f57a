from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.enums import Role, Verb
from articles.models import Edition, PreviewLink, StateChange
from articles.models.preview_link import hash_of
from articles.workflow import PublicationRefused, end_preview, offer, share_preview
from tests.factories import make_section, make_story, make_user, publish_story

WEEK = timedelta(days=7)


@pytest.fixture
def story(site, section):
    return make_story(site, ("vi", "en"))


def share(story, actor=None, site=None, language_code="vi", valid_for=WEEK, **words):
    return share_preview(
        story,
        site=site or story.origin,
        language_code=language_code,
        valid_for=valid_for,
        actor=actor,
        **words,
    )


def test_link_is_kept_without_its_token(story, reporter):
    link, token = share(story, reporter, note=" Luật sư ")

    kept = PreviewLink.objects.values().get()
    assert len(token) == 43
    assert token not in str(kept)
    assert kept["token_hash"] == hash_of(token)
    assert (link.note, link.created_by, link.used_at) == ("Luật sư", reporter, None)
    assert link.expires_at - link.created_at == WEEK
    entry = StateChange.objects.get(verb=Verb.SHARE_PREVIEW)
    assert (entry.actor, entry.site, entry.language_code) == (reporter, story.origin, "vi")
    assert token not in str(entry.detail)
    assert share(story, reporter)[1] != token


def test_ended_once_and_by_whom(story, reporter, editor):
    link, _token = share(story, reporter)

    first = end_preview(link, actor=editor)
    again = end_preview(link, actor=reporter)

    assert first.ended_by == again.ended_by == editor
    assert StateChange.objects.filter(verb=Verb.END_PREVIEW).count() == 1
    assert not first.is_open(timezone.now())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_who_may_make_and_end(site, other_site, story, role, own, language):  # noqa: PLR0917
    """Also for a site that carries the story: its text is the origin's to show."""
    publish_story(story, other_site, ("vi", "en"), section=make_section(other_site))
    user = make_user((role, site if own else other_site), languages=("vi",))
    link, _token = share(story, language_code=language)
    expected = own and language == "vi" and role != Role.PHOTO_DESK

    def may(act):
        try:
            with transaction.atomic():
                act()
        except PermissionDenied:
            return False
        return True

    for site_ in (site, other_site):
        assert may(lambda at=site_: share(story, user, at, language)) is expected
    assert may(lambda: end_preview(link, actor=user)) is expected


def test_refused_where_there_is_nothing_to_show(story, other_site, section):
    with pytest.raises(PublicationRefused, match="no text"):
        share(story, language_code="ar")
    with pytest.raises(PublicationRefused, match="does not stand"):
        share(story, site=other_site)
    offer(story, to_site=other_site, languages=["vi"], actor=None)
    with pytest.raises(PublicationRefused, match="does not stand"):
        share(story, site=other_site, language_code="en")

    share(story, site=other_site)
    assert PreviewLink.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_time_has_its_bounds(story, days):
    with pytest.raises(PublicationRefused, match="30 days"):
        share(story, valid_for=timedelta(days=days))
    assert share(story, valid_for=timedelta(days=30))[0].pk


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("preview_link_thirty_days", {"expires_at": timedelta(days=30, seconds=1)}),
        ("preview_link_thirty_days", {"expires_at": timedelta(0)}),
        ("preview_link_hashed", {"token_hash": "token"}),
        ("preview_link_ended_at_a_time", {"ended_by": True}),
        ("preview_link_in_an_edition", {"language_code": "zh-hans"}),
    ],
)
def test_database_refuses(story, editor, constraint, fields):
    link, _token = share(story)
    for name, value in fields.items():
        meant = {"expires_at": lambda v: link.created_at + v, "ended_by": lambda v: editor}
        setattr(link, name, meant.get(name, lambda v: v)(value))

    def save():
        with transaction.atomic():
            link.save()
            transaction.get_connection().check_constraints()

    with pytest.raises(IntegrityError, match=constraint):
        save()


def test_link_goes_with_the_edition(story, site):
    share(story, language_code="en")

    Edition.objects.filter(site=site, language_code="en").delete()

    assert not PreviewLink.objects.exists()
