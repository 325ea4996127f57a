from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.enums import PublicState, RuleAction, Verb, WorkflowState
from articles.models import (
    AuthorListing,
    Finding,
    FindingPolicy,
    ImportedPage,
    Publication,
    SectionListing,
    StateChange,
    StoryViewTotal,
    TagListing,
)
from articles.workflow import PublicationRefused, publish, reschedule
from tests.factories import (
    head_of,
    make_author,
    make_blocking_finding,
    make_live_story,
    make_section,
    make_story,
    make_tag,
    write_text,
)


def live(site, language_code, at=None):
    """Ids of the stories that readers of an edition see."""
    found = Publication.objects.live(at or timezone.now()).on(site, language_code)
    return list(found.values_list("story_id", flat=True))


def test_publish_shows_chosen_languages_only(site, section, editor):
    story = make_story(site, ("vi", "en"))

    publish(story, site=site, languages=["vi"], actor=editor)

    assert live(site, "vi") == [story.pk]
    assert live(site, "en") == []
    assert {t.language_code: t.state for t in story.translations.all()} == {
        "vi": WorkflowState.PUBLISHED,
        "en": WorkflowState.DRAFT,
    }
    entry = StateChange.objects.get(story=story, verb=Verb.PUBLISH)
    assert (entry.actor, entry.site, entry.language_code) == (editor, site, "vi")
    assert entry.revision == head_of(story, "vi")


def test_publish_is_all_or_nothing(site, section, editor):
    story = make_story(site, ("vi",))

    with pytest.raises(PublicationRefused) as refused:
        publish(story, site=site, languages=["vi", "en", "fr"], actor=editor)

    assert {o.language_code for o in refused.value.objections} == {"en", "fr"}
    assert not refused.value.may_be_overridden
    assert Publication.objects.count() == 0


def test_publish_refuses_an_empty_body(site, section, editor):
    story = make_story(site, texts={"body": " "})

    with pytest.raises(PublicationRefused, match="body is empty"):
        publish(story, site=site, languages=["vi"], actor=editor)

    assert live(site, "vi") == []


def test_readers_keep_what_they_see_while_a_live_story_is_edited(site, section, editor):
    story = make_live_story(site)
    shown = Publication.objects.get(story=story).revision

    text = write_text(story, "vi", title="Đang viết dở")

    assert Publication.objects.get(story=story).revision == shown
    assert text.state == WorkflowState.DRAFT
    assert text.head != shown


def test_publishing_again_keeps_the_time_and_dates_the_change(site, section, editor):
    yesterday = timezone.now() - timedelta(days=1)
    story = make_live_story(site, publish={"publish_at": yesterday})
    write_text(story, "vi", title="Cầu mới đã thông xe")

    [publication] = publish(story, site=site, languages=["vi"], actor=editor)

    assert publication.publish_at == yesterday
    assert publication.updated_at > yesterday + timedelta(hours=23)
    assert publication.revision.title == "Cầu mới đã thông xe"


def test_scheduled_story_is_public_at_its_minute_and_gone_at_its_end(site, section, editor):
    story = make_story(site)
    start = timezone.now() + timedelta(hours=2)
    end = start + timedelta(hours=3)

    [publication] = publish(
        story, site=site, languages=["vi"], actor=editor, publish_at=start, expire_at=end
    )

    moments = [
        (start - timedelta(microseconds=1), PublicState.SCHEDULED),
        (start, PublicState.LIVE),
        (end - timedelta(microseconds=1), PublicState.LIVE),
        (end, PublicState.EXPIRED),
    ]
    for moment, state in moments:
        assert publication.public_state(moment) == state
        assert live(site, "vi", moment) == ([story.pk] if state == PublicState.LIVE else [])


def test_publish_refuses_to_take_a_live_text_away_until_later(site, section, editor):
    story = make_live_story(site)
    write_text(story, "vi", title="Bản mới")
    later = timezone.now() + timedelta(hours=1)

    with pytest.raises(PublicationRefused, match="later time"):
        publish(story, site=site, languages=["vi"], actor=editor, publish_at=later)

    assert live(site, "vi") == [story.pk]


def test_publish_refuses_an_end_before_the_start(site, section, editor):
    story = make_story(site)
    now = timezone.now()

    with pytest.raises(PublicationRefused, match="end before it begins"):
        publish(
            story,
            site=site,
            languages=["vi"],
            actor=editor,
            publish_at=now,
            expire_at=now - timedelta(hours=1),
        )


def test_other_site_needs_a_section_of_its_own(site, other_site, section, admin):
    story = make_story(site)

    with pytest.raises(PublicationRefused, match="Choose a section"):
        publish(story, site=other_site, languages=["vi"], actor=admin)
    with pytest.raises(PublicationRefused, match="another site"):
        publish(story, site=other_site, languages=["vi"], actor=admin, section=section)
    theirs = make_section(other_site)
    publish(story, site=other_site, languages=["vi"], actor=admin, section=theirs)

    assert live(other_site, "vi") == [story.pk]
    assert live(site, "vi") == []


def test_publication_is_listed_by_what_readers_see(site, section, editor):
    child = make_section(site, "bong-da", parent=section)
    author, tag, later_tag = make_author(), make_tag(), make_tag()
    story = make_live_story(site, section=child, authors=(author,), tags=(tag,))

    story.tags.add(later_tag)
    write_text(story, "vi", dek="Chưa đăng")

    publication = Publication.objects.get(story=story)
    sections = SectionListing.objects.filter(publication=publication)
    assert set(sections.values_list("section_id", flat=True)) == {child.pk, section.pk}
    assert [t.tag for t in TagListing.objects.filter(publication=publication)] == [tag]
    assert [a.author for a in AuthorListing.objects.filter(publication=publication)] == [author]


def test_lists_follow_a_new_time(site, section, editor):
    story = make_live_story(site, tags=(make_tag(),))
    publication = Publication.objects.get(story=story)
    later = timezone.now() + timedelta(days=1)

    reschedule(publication, actor=editor, publish_at=later, expire_at=None)

    assert SectionListing.objects.get(publication=publication).publish_at == later
    assert TagListing.objects.get(publication=publication).publish_at == later
    assert live(site, "vi") == []


def test_blocking_finding_refuses_until_it_is_overridden_with_a_reason(
    site, section, editor, chief
):
    story = make_story(site)
    Finding.objects.filter(revision__story=story).delete()
    make_blocking_finding(story)

    with pytest.raises(PublicationRefused) as refused:
        publish(story, site=site, languages=["vi"], actor=chief)
    assert refused.value.may_be_overridden
    with pytest.raises(PermissionDenied):
        publish(story, site=site, languages=["vi"], actor=editor, override_reason="It is right.")
    assert live(site, "vi") == []
    publish(story, site=site, languages=["vi"], actor=chief, override_reason="A quotation.")

    assert live(site, "vi") == [story.pk]
    entry = StateChange.objects.get(story=story, verb=Verb.OVERRIDE)
    assert (entry.actor, entry.reason) == (chief, "A quotation.")


def foreign(story, **texts):
    """Paragraphs of Chinese in these languages, as their newest revisions."""
    for code, text in texts.items():
        write_text(story, code, body=f"<p>{text}</p>")
    return story


CHINESE = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"


def test_override_is_one_entry_of_the_log_with_all_findings(site, section, chief):
    body = {"body": f"<p>{CHINESE}</p>"}
    story = make_story(site, ("vi", "en"), texts=body, translations={"en": body})

    publish(story, site=site, languages=["vi", "en"], actor=chief, override_reason=" Quoted. ")

    entry = StateChange.objects.get(story=story, verb=Verb.OVERRIDE)
    assert (entry.language_code, entry.reason) == ("", "Quoted.")
    assert [(f["language"], f["rule"]) for f in entry.detail["findings"]] == [
        ("vi", "foreign-language"),
        ("en", "foreign-language"),
    ]
    assert all(CHINESE in found["message"] for found in entry.detail["findings"])


def test_policy_is_that_of_the_site_published_on(site, other_site, section, admin):
    story = foreign(make_story(site), vi=CHINESE)
    FindingPolicy.objects.create(site=other_site, rule="foreign-language", action=RuleAction.WARN)
    theirs = make_section(other_site)

    with pytest.raises(PublicationRefused, match=CHINESE):
        publish(story, site=site, languages=["vi"], actor=admin)
    publish(story, site=other_site, languages=["vi"], actor=admin, section=theirs)

    assert live(other_site, "vi") == [story.pk]


def test_only_texts_that_are_published_are_judged(site, section, editor):
    story = foreign(make_story(site, ("vi", "en")), en=CHINESE)

    publish(story, site=site, languages=["vi"], actor=editor)

    assert live(site, "vi") == [story.pk]


def test_publication_is_never_decided_by_old_findings(site, section, editor):
    cut = "Liên minh tập trung vào việc triển khai sức mạnh của hai nước trong khu vực"
    body = f"<p>{cut}</p><p>Bóng đá</p><p>{cut}.</p>"
    story = make_story(site, texts={"body": body})
    FindingPolicy.objects.create(site=site, rule="stray-keyword", action=RuleAction.BLOCK)

    make_section(site, "bong-da", vi="Bóng đá")

    with pytest.raises(PublicationRefused, match="Bóng đá"):
        publish(story, site=site, languages=["vi"], actor=editor)


def test_imported_page_brings_its_date_and_clicks(site, section, editor):
    story = make_story(site)
    then = timezone.now() - timedelta(days=800)
    ImportedPage.objects.create(
        story=story, site=site, language_code="vi", fingerprint="f", published_at=then, clicks=121
    )

    [publication] = publish(story, site=site, languages=["vi"], actor=editor)

    assert publication.publish_at == then
    assert publication.view_total.total == 121
    assert StoryViewTotal.objects.get(story=story, site=site).views == 121


@pytest.mark.parametrize("name", ["reporter", "translator", "outsider"])
def test_only_editors_of_the_site_publish(request, site, section, name):
    story = make_story(site)

    with pytest.raises(PermissionDenied):
        publish(story, site=site, languages=["vi"], actor=request.getfixturevalue(name))

    assert Publication.objects.count() == 0
    assert not StateChange.objects.filter(verb=Verb.PUBLISH).exists()


def test_each_language_may_have_a_headline_of_its_own(site, section, editor):
    story = make_story(site, ("vi", "en"))

    publish(story, site=site, languages=["vi", "en"], actor=editor, headlines={"en": "Shorter"})
    publish(story, site=site, languages=["vi", "en"], actor=editor)

    headlines = dict(Publication.objects.values_list("language_code", "headline"))
    assert headlines == {"vi": "", "en": "Shorter"}
