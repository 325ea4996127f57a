"""Rules that must hold are the database's: each is tried behind Django's back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import (
    AuthorListing,
    Category,
    CategoryTranslation,
    Edition,
    Publication,
    SearchEntry,
    SectionListing,
    SiteHost,
    Story,
    StoryTranslation,
    TagListing,
    TagTranslation,
)
from tests.factories import (
    head_of,
    make_author,
    make_live_story,
    make_section,
    make_site,
    make_story,
    make_tag,
)


def refused(action):
    """Whether the database refuses it, constraints that wait for the commit included."""
    try:
        with transaction.atomic():
            action()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError:
        return True
    return False


def test_story_section_belongs_to_its_site(site, other_site, section):
    theirs = make_section(other_site)
    story = make_story(site)

    assert refused(lambda: Story.objects.filter(pk=story.pk).update(section=theirs))
    assert not refused(lambda: Story.objects.filter(pk=story.pk).update(section=section))


def test_publication_shows_its_own_story_and_language(site, section):
    story, other = make_live_story(site, ("vi", "en")), make_story(site)
    shown = Publication.objects.filter(story=story, language_code="vi")

    assert refused(lambda: shown.update(revision=head_of(other, "vi")))
    assert refused(lambda: shown.update(revision=head_of(story, "en")))
    assert not refused(lambda: shown.update(revision=head_of(story, "vi")))


def test_what_a_key_of_several_columns_implies_needs_none_of_its_own(site, section):
    make_live_story(site, ("vi",), authors=(make_author(),), tags=(make_tag(),))
    nothing = 1 << 40
    references = {
        Publication: ("story_id", "site_id", "revision_id", "section_id"),
        SectionListing: ("publication_id", "site_id", "section_id"),
        TagListing: ("publication_id", "site_id"),
        AuthorListing: ("publication_id", "site_id"),
        SearchEntry: ("publication_id", "site_id"),
        StoryTranslation: ("head_id",),
    }

    for model, columns in references.items():
        rows = model.objects.all()
        assert rows.exists(), model
        for column in columns:
            assert refused(lambda rows=rows, column=column: rows.update(**{column: nothing})), (
                column
            )


def test_publication_needs_an_edition(site, section):
    story = make_live_story(site, ("vi", "en"))

    assert refused(lambda: Edition.objects.filter(site=site, language_code="en").delete())
    assert not refused(lambda: Edition.objects.filter(site=site, language_code="ar").delete())
    assert story.publications.count() == 2


def test_publication_once_for_story_site_and_language(site, section):
    publication = make_live_story(site).publications.get()
    publication.pk = None

    assert refused(publication.save)


def test_publication_ends_after_it_begins(site, section):
    story = make_live_story(site)
    long_ago = timezone.now() - timedelta(days=1)

    assert refused(lambda: story.publications.update(expire_at=long_ago))


def test_parent_section_is_of_the_same_site(site, other_site, section):
    theirs = make_section(other_site)

    assert refused(lambda: Category.objects.filter(pk=section.pk).update(parent=theirs))
    assert refused(lambda: Category.objects.filter(pk=section.pk).update(parent=section))


def test_section_slug_is_unique_on_a_site_and_language_only(site, other_site, section):
    same = make_section(site, vi="Khác")
    theirs = make_section(other_site, vi="Thời sự")
    slug = CategoryTranslation.objects.get(master=section, language_code="vi").slug

    assert slug == "thoi-su"
    assert theirs.translations.get(language_code="vi").slug == slug
    assert refused(lambda: same.translations.filter(language_code="vi").update(slug=slug))


@pytest.mark.parametrize("slug", ["", "search", "tag"])
def test_section_slug_is_no_other_page(site, section, slug):
    assert refused(lambda: section.translations.filter(language_code="vi").update(slug=slug))


def test_one_default_and_one_primary(site):
    assert refused(lambda: site.editions.update(is_default=True))
    assert refused(
        lambda: SiteHost.objects.create(site=site, host="second.example", is_primary=True)
    )
    make_site(is_default=True)
    assert refused(lambda: make_site(is_default=True))


def test_host_names_one_site_in_lower_case(site, other_site):
    assert refused(lambda: SiteHost.objects.create(site=other_site, host="news.example"))
    assert refused(lambda: SiteHost.objects.create(site=other_site, host="NEWS.example"))


@pytest.mark.django_db
def test_tag_slug_is_unique_in_a_language():
    first, second = make_tag(), make_tag()
    slug = first.translations.get(language_code="vi").slug

    assert refused(
        lambda: TagTranslation.objects.filter(master=second, language_code="vi").update(slug=slug)
    )
