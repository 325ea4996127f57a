import pytest
from django.urls import reverse

from articles.models import StateChange
from articles.workflow import discard, submit
from tests.admin.desk import rows_of, signed_in
from tests.factories import make_section, make_story

LIST = reverse("admin:articles_statechange_changelist")
EXPORT = reverse("admin:articles_statechange_export")


def test_log_is_filtered_and_exported_as_filtered(site, section, manager, reporter):
    story = make_story(site, ("vi", "en"), texts={"title": "=cmd()"})
    submit(story, "vi", actor=reporter)
    client = signed_in(manager)

    page = client.get(LIST, {"verb__exact": "submit"}).content.decode()
    [row] = rows_of(client.get(EXPORT, {"verb__exact": "submit"}))

    assert "=cmd()" in page
    assert (row["who"], row["verb"], row["story"]) == ("reporter", "submit", str(story.pk))
    assert row["title"] == "'=cmd()"
    assert len(rows_of(client.get(EXPORT))) == StateChange.objects.filter(site=site).count()


def test_log_outlives_its_story(site, section, manager):
    story = make_story(site)
    number = str(story.pk)
    discard(story, actor=None)

    page = signed_in(manager).get(LIST).content.decode()

    assert f"#{number}" in page
    assert {row["story"] for row in rows_of(signed_in(manager).get(EXPORT))} == {number}


def test_other_sites_log_is_not_shown(site, other_site, section, manager, editor):
    story = make_story(other_site, section=make_section(other_site), texts={"title": "Bí mật"})

    assert "Bí mật" not in signed_in(manager).get(LIST).content.decode()
    assert rows_of(signed_in(manager).get(EXPORT)) == []
    assert signed_in(editor).get(EXPORT).status_code == 403
    assert StateChange.objects.filter(story=story).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same(site, section, manager, django_assert_num_queries, count):
    for _ in range(count):
        make_story(site)
    client = signed_in(manager)
    client.get(LIST)

    with django_assert_num_queries(7):
        client.get(LIST)


def test_what_nobody_did_was_the_systems_doing(site, section, manager):
    make_story(site, section=section)

    response = signed_in(manager).get(LIST)

    assert ">the system<" in response.content.decode()
