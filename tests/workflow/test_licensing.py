"""What the licence of a source refuses: in the database first, then in words."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.enums import Verb
from articles.models import Publication, StateChange
from articles.queries.licences import licence_objection
from articles.workflow import PublicationRefused, take_down
from articles.workflow.licensing import enforce_licence
from tests.factories import make_live_story, make_section, make_source, make_story, publish_story


@pytest.fixture
def source():
    return make_source("Wire")


@pytest.fixture
def story(site, section, source):
    return make_story(site, ("vi", "en"), source=source)


def licence(source, *, sites=None, **terms):
    """Change the terms, as a form does, and enforce them."""
    with transaction.atomic():
        for name, value in terms.items():
            setattr(source, name, value)
        source.save()
        if sites is not None:
            source.licensed_sites.set(sites)
        enforced = enforce_licence(source, actor=None)
        check_now()
    return enforced


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refusal(story, site, languages, **fields):
    with pytest.raises(PublicationRefused) as refused:
        publish_story(story, site, languages, **fields)
    assert not any(objection.may_be_overridden for objection in refused.value.objections)
    return str(refused.value)


def test_everything_is_permitted_until_a_licence_says_otherwise(story, site):
    assert len(publish_story(story, site, ("vi", "en"))) == 2


def test_other_site_is_refused(story, site, other_site, source):
    licence(source, sites=[site])

    publish_story(story, site)
    assert "site" in refusal(story, other_site, ("vi",), section=make_section(other_site))


def test_other_language_is_refused(story, site, source):
    licence(source, licensed_languages=["vi"])

    publish_story(story, site)
    assert "language" in refusal(story, site, ("en",))


def test_translation_is_refused_where_only_the_original_is_licensed(story, site, source):
    licence(source, translation_allowed=False)

    publish_story(story, site)
    assert "translat" in refusal(story, site, ("en",))


def test_publication_ends_with_the_licence(story, site, source):
    until = timezone.now() + timedelta(days=2)
    licence(source, licensed_until=until)

    (publication,) = publish_story(story, site)

    assert publication.expire_at == until
    refusal(story, site, ("en",), expire_at=until + timedelta(hours=1))
    refusal(story, site, ("en",), publish_at=until + timedelta(hours=1))


def test_ended_licence_publishes_nothing(story, site, source):
    licence(source, licensed_until=timezone.now() - timedelta(days=1))

    assert "ended" in refusal(story, site, ("vi",))


def test_database_refuses_what_no_verb_would_try(story, site, other_site, source):
    (publication,) = publish_story(story, site)
    licence(source, sites=[site], licensed_languages=["vi"])

    with pytest.raises(IntegrityError, match="licence"), transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(
            site=other_site, section=make_section(other_site)
        )
    assert licence_objection(publication.revision_id, site.pk, "en", None) == "language"


def test_database_asks_for_each_row_of_a_statement(story, site, section, source):
    """Also where the others are of sources that permit all, or of none."""
    licence(source, licensed_languages=["vi"])
    free = make_story(site, ("vi", "en"))
    head = {text.language_code: text.head_id for text in story.translations.all()}
    texts = [(free, text.language_code, text.head_id) for text in free.translations.all()]

    def insert(*wanted, **fields):
        with transaction.atomic():
            Publication.objects.bulk_create(
                Publication(
                    story=one,
                    site=site,
                    language_code=code,
                    revision_id=revision,
                    section=section,
                    publish_at=timezone.now(),
                    updated_at=timezone.now(),
                    **fields,
                )
                for one, code, revision in wanted
            )

    with pytest.raises(IntegrityError) as refused:
        insert(*texts, (story, "vi", head["vi"]), (story, "en", head["en"]))
    said = refused.value.__cause__.diag
    assert (said.constraint_name, said.message_detail) == (
        "publication_within_licence",
        "language",
    )
    insert(*texts, (story, "vi", head["vi"]))
    insert((story, "en", head["en"]), withdrawn_at=timezone.now())
    with pytest.raises(IntegrityError, match="licence"), transaction.atomic():
        Publication.objects.update(withdrawn_at=None)
    assert Publication.objects.filter(withdrawn_at=None).count() == 3


def test_database_refuses_a_licence_that_leaves_something_public(story, site, other_site, source):
    publish_story(story, site)

    source.licensed_languages = ["en"]
    with pytest.raises(IntegrityError, match="not cover"), transaction.atomic():
        save_alone(source)
    with pytest.raises(IntegrityError, match="not cover"), transaction.atomic():
        save_alone(source, other_site)


def save_alone(source, *sites):
    """As somebody would who knows of no publications."""
    if sites:
        source.licensed_sites.set(sites)
    else:
        source.save()
    check_now()


def test_enforcing_takes_down_and_shortens_and_logs(site, section, source):
    story = make_live_story(site, ("vi", "en"), source=source)
    other = make_live_story(site, source=make_source("Another"))
    until = timezone.now() + timedelta(days=1)

    enforced = licence(source, translation_allowed=False, licensed_until=until)

    assert (enforced.taken_down, enforced.shortened) == (1, 1)
    rows = {p.language_code: p for p in Publication.objects.filter(story=story)}
    assert rows["en"].withdrawn_at is not None
    assert (rows["vi"].withdrawn_at, rows["vi"].expire_at) == (None, until)
    assert Publication.objects.get(story=other).expire_at is None
    reasons = StateChange.objects.filter(story=story, verb=Verb.TAKE_DOWN)
    assert [change.reason for change in reasons] == ["The licence of Wire does not cover it."]


def test_what_was_taken_down_does_not_hinder_a_licence(story, site, source):
    publish_story(story, site)
    take_down(story, actor=None)

    assert licence(source, licensed_languages=["en"]).taken_down == 0
