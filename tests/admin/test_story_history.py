import pytest

from articles.models import StateChange
from tests.admin.desk import signed_in
from tests.factories import head_of, make_live_story, make_story, write_text


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
    assert late["Location"] == url("text", story, publication.revision_id)
