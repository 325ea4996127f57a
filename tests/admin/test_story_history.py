from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import StateChange
from tests.admin.desk import signed_in
from tests.factories import (
    head_of,
    make_author,
    make_image,
    make_live_story,
    make_story,
    make_tag,
    write_text,
)


@pytest.fixture
def story(site, section):
    made = make_story(site, ("vi", "en"))
    write_text(made, "vi", title="Bản hai", body="<p>Cây cầu dài 500 mét.</p>")
    return made


def url(name, story, pk):
    return f"/admin/articles/story/{story.pk}/{name}/{pk}/"


def first_of(story, code="vi"):
    return story.revisions.filter(language_code=code).earliest("pk")


def test_two_texts_side_by_side(story, reporter):
    first, head = first_of(story), head_of(story, "vi")

    page = signed_in(reporter).get(f"{url('text', story, head.pk)}?before={first.pk}")

    html = page.content.decode()
    assert "<del>420</del><ins>500</ins>" in html
    assert 'lang="vi"' in html


def test_history_leads_to_the_changes_of_each_text(story, reporter):
    page = signed_in(reporter).get(f"/admin/articles/story/{story.pk}/history/").content.decode()

    head = head_of(story, "vi")
    assert f"{url('text', story, head.pk)}?before={first_of(story).pk}" in page


def test_restoring_from_the_page(story, reporter):
    first = first_of(story)
    client = signed_in(reporter)
    assert "Make this the working copy" in client.get(url("text", story, first.pk)).content.decode()

    client.post(url("restore", story, first.pk), {"reason": "Số liệu cũ đúng."})

    assert story.translations.get(language_code="vi").title == first.title
    assert StateChange.objects.filter(verb="revert", reason="Số liệu cũ đúng.").count() == 1


def test_translator_reads_all_and_restores_only_theirs(story, translator):
    client, first = signed_in(translator), first_of(story)

    assert (
        "Make this the working copy"
        not in client.get(url("text", story, first.pk)).content.decode()
    )
    assert client.post(url("restore", story, first.pk)).status_code == 403
    assert story.translations.get(language_code="vi").title == "Bản hai"


def test_nothing_of_another_site_or_story_is_shown(story, site, outsider, reporter):
    first = first_of(story)
    other = make_story(site)

    for name in ("text", "restore"):
        assert signed_in(outsider).post(url(name, story, first.pk)).status_code == 404
        assert signed_in(reporter).post(url(name, other, first.pk)).status_code == 404


def test_what_readers_saw_at_a_time(site, section, reporter):
    story = make_live_story(site)
    publication = story.publications.get()
    client = signed_in(reporter)

    early = client.get(url("shown", story, publication.pk), {"at": "2020-01-01T10:00"})
    late = client.get(url("shown", story, publication.pk), {"at": "2035-01-01T10:00"})

    assert "Readers saw nothing of it then." in early.content.decode()
    html = late.content.decode()
    assert "As readers of Trung tâm Tin tức saw it at 1 Jan 2035, 10:00" in html
    assert '<h1 class="story-title">Cầu mới nối hai bờ sông</h1>' in html
    assert url("text", story, publication.revision_id) in html


def test_page_of_then_has_the_words_of_then(site, section, reporter):
    story = make_live_story(site)
    at = timezone.localtime(timezone.now(), site.tzinfo) + timedelta(minutes=1)
    write_text(story, "vi", title="Tựa mới")
    client, publication = signed_in(reporter), story.publications.get()

    page = client.get(url("shown", story, publication.pk), {"at": f"{at:%Y-%m-%dT%H:%M}"})

    assert "Tựa mới" not in page.content.decode()
    assert "Cầu mới nối hai bờ sông" in page.content.decode()


def test_any_two_texts_of_a_language_are_compared_the_older_first(story, reporter):
    first, head = first_of(story), head_of(story, "vi")
    write_text(story, "vi", title="Bản ba")
    address = f"/admin/articles/story/{story.pk}/compare/"

    page = signed_in(reporter).get(address, {"one": head.pk, "other": first.pk})

    assert page["Location"] == f"{url('text', story, head.pk)}?before={first.pk}"


@pytest.mark.parametrize("other", ["", "x", "9" * 30, "same", "english", "foreign"])
def test_what_cannot_be_compared_is_told(story, site, reporter, other):
    head = head_of(story, "vi")
    known = {
        "same": head.pk,
        "english": head_of(story, "en").pk,
        "foreign": head_of(make_story(site), "vi").pk,
    }
    address = f"/admin/articles/story/{story.pk}/compare/"

    page = signed_in(reporter).get(address, {"one": head.pk, "other": known.get(other, other)})

    assert page["Location"] == f"/admin/articles/story/{story.pk}/history/"
    history = signed_in(reporter).get(page["Location"]).content.decode()
    assert f'name="one" value="{head.pk}"' in history


def test_comparison_shows_pictures_fields_and_what_a_line_is(story, site, reporter):
    first = first_of(story)
    old, lead, picture = make_image(site), make_image(site), make_image(site, credit="Lê An")
    story.lead_image = old
    story.save()
    figure = f'<figure data-image-id="{picture.pk}"><figcaption>Nhịp cầu</figcaption></figure>'
    write_text(story, "vi", body=f"{first.body}<h2>Mở đầu</h2>{figure}", slug="khac")
    middle = head_of(story, "vi")
    story.lead_image = lead
    write_text(story, "vi", title="Bản bốn")
    client, head = signed_in(reporter), head_of(story, "vi")

    body = client.get(f"{url('text', story, middle.pk)}?before={first.pk}").content.decode()
    leads = client.get(f"{url('text', story, head.pk)}?before={middle.pk}").content.decode()

    assert "Pictures in the text" in body
    assert '<span class="quiet">Lê An</span>' in body
    assert "<ins>Mở đầu</ins>" in body
    assert '<p class="compare-kind" lang="en">heading</p>' in body.lower()
    assert "words in the address" in body
    assert f"<del>{old}</del>" in leads
    assert f"<ins>{lead}</ins>" in leads
    assert leads.count("desk-preview") == 2


@pytest.mark.parametrize("items", [1, 3])
def test_comparing_costs_the_same_for_more(story, site, reporter, items, django_assert_num_queries):
    before = head_of(story, "vi")
    images = [make_image(site) for _ in range(items)]
    figures = "".join(
        f'<figure data-image-id="{one.pk}"><figcaption></figcaption></figure>' for one in images
    )
    story.lead_image = images[0]
    story.tags.set([make_tag() for _ in range(items)])
    for _ in range(items):
        story.bylines.create(author=make_author())
    story.save()
    write_text(story, "vi", body=before.body + figures)
    client, head = signed_in(reporter), head_of(story, "vi")
    client.get(url("text", story, head.pk))

    with django_assert_num_queries(17):
        client.get(f"{url('text', story, head.pk)}?before={before.pk}")
