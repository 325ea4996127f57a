from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from articles.enums import WorkflowState
from articles.exchange.importer import import_old_page
from articles.exchange.old_page import Credit, OldPage
from articles.models import ImportedPage, Publication, Revision, Source, Story
from tests.factories import make_source, publish_story

PUBLISHED = datetime(2024, 7, 23, 13, 51, tzinfo=UTC)


def page(**fields):
    defaults = {
        "title": "Cảng mới",
        "published_at": PUBLISHED,
        "clicks": 121,
        "credit": Credit("Reuters", "(Theo Reuters)"),
        "paragraphs": ("Tàu cập cảng <hôm> nay & mai.", "Hết."),
        "left_out": (),
    }
    return OldPage(**(defaults | fields))


def take(site, section, old_page=None, **options):
    return import_old_page(
        old_page or page(), site=site, language_code="vi", section=section, **options
    )


def test_a_page_becomes_a_draft_of_the_desk(site, section, reporter):
    result = take(site, section, actor=reporter, reason="Imported from a.txt")

    story = Story.objects.get()
    text = story.translation("vi")
    assert result.created
    assert (story.origin, story.section, story.original_language) == (site, section, "vi")
    assert story.created_by == reporter
    assert text.title == "Cảng mới"
    assert text.slug == "cang-moi"
    assert text.body == "<p>Tàu cập cảng &lt;hôm&gt; nay &amp; mai.</p><p>Hết.</p>"
    assert text.state == WorkflowState.DRAFT
    assert text.head.reason == "Imported from a.txt"
    assert text.head.source == story.source
    assert not Publication.objects.exists()


def test_publishing_takes_over_date_and_clicks(site, section):
    story = take(site, section).story

    (publication,) = publish_story(story, site)

    assert publication.publish_at == PUBLISHED
    assert publication.view_total.total == 121


def test_a_new_source_gets_the_credit_line(site, section):
    story = take(site, section).story

    assert story.source.name == "Reuters"
    assert [(t.language_code, t.credit_line) for t in story.source.translations.all()] == [
        ("vi", "(Theo Reuters)")
    ]


def test_a_known_source_is_found_and_keeps_its_own_line(site, section):
    reuters = make_source("reuters", vi="Theo hãng tin Reuters", en="Based on Reuters")

    result = take(site, section)

    assert result.story.source == reuters
    assert [t.credit_line for t in reuters.translations.order_by("language_code")] == [
        "Based on Reuters",
        "Theo hãng tin Reuters",
    ]
    assert result.notes == ("reuters keeps its own credit line, “Theo hãng tin Reuters”.",)


def test_a_known_source_gets_a_line_in_a_new_language(site, section):
    reuters = make_source("Reuters", en="Based on Reuters")

    result = take(site, section)

    assert result.notes == ()
    assert reuters.translations.get(language_code="vi").credit_line == "(Theo Reuters)"


def test_a_page_without_a_credit_has_no_source(site, section):
    assert take(site, section, page(credit=None)).story.source is None
    assert not Source.objects.exists()


def test_a_second_import_changes_nothing(site, section):
    first = take(site, section)
    first.story.translations.update(title="Edited since")

    second = take(site, section, page(clicks=500))

    assert not second.created
    assert second.story == first.story
    assert ImportedPage.objects.get().clicks == 121
    assert Revision.objects.count() == 1
    assert first.story.translations.get().title == "Edited since"


def test_the_same_page_may_come_to_another_site(site, section, other_site):
    take(site, section)

    result = take(other_site, other_site.categories.create(key="sport"))

    assert result.created
    assert Story.objects.count() == 2


def test_findings_of_the_rules_come_back(site, section):
    foreign = "The city council voted late on Tuesday to reopen the old tram line by the river."

    result = take(site, section, page(paragraphs=("Tàu cập cảng.", foreign)))
    again = take(site, section, page(paragraphs=("Tàu cập cảng.", foreign)))

    assert [(f.rule, f.segment_index) for f in result.findings] == [("foreign-language", 2)]
    assert again.findings == result.findings


def test_an_outsider_leaves_nothing_behind(site, section, outsider):
    with pytest.raises(PermissionDenied):
        take(site, section, actor=outsider)

    assert not Story.objects.exists()
    assert not Source.objects.exists()
