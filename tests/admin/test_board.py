"""The board's page: who sees what, its buttons, and how many queries it makes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.enums import Role, Verb
from articles.models import StateChange, Story, StoryViewTotal, TranslationClaim
from articles.workflow import claim
from tests.admin.desk import signed_in
from tests.factories import (
    make_live_story,
    make_section,
    make_story,
    make_user,
    publish_story,
    write_text,
)

BOARD = reverse("admin:articles_story_board")


def look(user, **query):
    response = signed_in(user).get(BOARD, query)
    assert response.status_code == 200
    return response


def ids(response):
    return [line.row.story_id for line in response.context["rows"]]


def cell(response, story, code):
    [line] = [line for line in response.context["rows"] if line.row.story_id == story.pk]
    return next(one for one in line.cells if one.cell.language_code == code)


def press(user, verb, story, code, **query):
    url = f"{BOARD}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
    return signed_in(user).post(url, {verb: f"{story.pk}:{code}"}, follow=True)


# Session, user, memberships; sites, editions; sections, their names; and one for the page itself.
@pytest.mark.parametrize("count", [1, 3, 50])
def test_board_makes_the_same_queries(site, translator, django_assert_num_queries, count):
    for _number in range(count):
        make_story(site, section=site.categories.first() or make_section(site))
    claim(Story.objects.first(), "en", actor=translator)
    client = signed_in(translator)

    with django_assert_num_queries(9):
        response = client.get(BOARD)

    assert len(ids(response)) == count
    assert response.content.decode().count('<tr id="story-') == count


def test_board_shows_the_first_site_of_the_person_and_no_other_ones(
    site, other_site, section, translator
):
    own = make_story(site, texts={"title": "Của mình"})
    theirs = make_story(other_site, texts={"title": "Bí mật"})
    make_section(other_site, "kin", vi="Kín", en="Hidden")
    both = make_user((Role.EDITOR, other_site), (Role.REPORTER, site))

    page = look(translator)

    assert ids(page) == [own.pk]
    assert page.context["columns"] == [
        ("vi", "Tiếng Việt"),
        ("en", "English"),
        ("ar", "العربيّة"),
    ]
    for query in ({"site": "sports"}, {"desk": "carried"}):
        html = look(translator, **query).content.decode()
        assert "Bí mật" not in html
        assert "Hidden" not in html
        assert '<option value="sports"' not in html
    assert ids(look(both, site="sports")) == [theirs.pk]


def test_a_stranger_has_no_board(site, section, client):
    nobody = make_user()

    assert signed_in(nobody).get(BOARD).status_code == 403
    assert client.get(BOARD).status_code == 302
    assert "Translation board" not in signed_in(nobody).get("/admin/").content.decode()


def test_filters_of_the_form(site, other_site, section, translator):
    inner = make_section(site, "trong", parent=section)
    plain = make_story(site)
    full = make_story(site, ("vi", "en"), section=inner)
    write_text(full, "vi", dek="Mới")
    carried = make_live_story(other_site, section=make_section(other_site))
    publish_story(carried, site, section=inner)
    StoryViewTotal.objects.create(story=carried, site=site, views=1200)

    def shown(**query):
        return set(ids(look(translator, **query)))

    assert shown() == {plain.pk, full.pk, carried.pk}
    assert shown(section=inner.pk) == {full.pk, carried.pk}
    assert shown(section=section.pk) == {plain.pk, full.pk, carried.pk}
    assert shown(desk="ours") == {plain.pk, full.pk}
    assert shown(desk="carried") == {carried.pk}
    assert shown(state="behind", language="en") == {full.pk}
    assert shown(state="missing", language="en") == {plain.pk, carried.pk}
    assert shown(order="views") == {carried.pk}
    assert "1,200 views" in look(translator, order="views").content.decode()
    claim(plain, "en", actor=translator)
    assert shown(mine="on") == {plain.pk}


def test_what_was_chosen_of_another_site_is_passed_over(site, other_site, section, admin):
    make_section(other_site)
    story = make_story(other_site)

    page = look(admin, site="sports", section=section.pk, language="ar")

    assert ids(page) == [story.pk]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"site": "nowhere"}, "site"),
        ({"state": "happy"}, "state"),
        ({"order": "random"}, "order"),
        ({"after": "drop table"}, "after"),
    ],
)
def test_what_cannot_be_asked_is_named(site, section, translator, query, field):
    make_story(site)

    page = look(translator, **query)

    assert list(page.context["form"].errors) == [field]
    assert ids(page) == []


def test_pages_go_on(site, section, translator, monkeypatch):
    for _number in range(3):
        make_story(site)
    everything = ids(look(translator))
    monkeypatch.setattr("articles.admin.board.PAGE", 2)

    first = look(translator, desk="ours")
    rest = look(translator, desk="ours", after=str(first.context["after"]))

    assert ids(first) + ids(rest) == everything
    assert f"?desk=ours&amp;after={first.context['after']}" in first.content.decode()
    assert rest.context["after"] is None
    assert 'rel="next"' not in rest.content.decode()


def test_a_text_is_taken_and_given_back(site, section, translator):
    story = make_story(site, texts={"title": "Cầu mới"})

    taken = press(translator, "take", story, "en", desk="ours")

    assert taken.redirect_chain == [(f"{BOARD}?desk=ours#story-{story.pk}", 302)]
    assert "Cầu mới (English): yours to translate." in taken.content.decode()
    assert cell(taken, story, "en").is_mine
    assert f'name="give_back" value="{story.pk}:en"' in taken.content.decode()

    press(translator, "give_back", story, "en")

    assert not TranslationClaim.objects.exists()


def test_what_somebody_works_on_is_named_and_can_be_taken_over(site, section, translator, editor):
    story = make_story(site)
    claim(story, "en", actor=editor)

    shown = look(translator).content.decode()
    refused = press(translator, "take", story, "en").content.decode()

    assert "editor, until" in shown
    assert f'name="take" value="{story.pk}:en"' not in shown
    assert "editor works on it" in refused
    assert TranslationClaim.objects.get().user == editor

    press(translator, "take_over", story, "en")

    assert TranslationClaim.objects.get().user == translator
    assert StateChange.objects.get(verb=Verb.TAKE_OVER).detail == {"taken_from": "editor"}


def test_buttons_are_for_those_who_may_and_where_there_is_work(
    site, other_site, section, translator
):
    story = make_story(site, ("vi", "en"))
    carried = make_live_story(other_site, section=make_section(other_site))
    publish_story(carried, site, section=section)

    page = look(translator)
    html = page.content.decode()

    # English is complete; Arabic is not theirs; what is carried belongs to another desk.
    assert 'name="take"' not in html
    write_text(story, "vi", dek="Mới")
    html = look(translator).content.decode()
    assert html.count('name="take"') == 1
    assert f'name="take" value="{story.pk}:en"' in html
    assert reverse("admin:articles_story_translate", args=[story.pk, "en"]) in html


@pytest.mark.parametrize("code", ["ar", "vi", "xx"])
def test_nothing_is_taken_without_the_right(site, section, translator, code):
    story = make_story(site)

    response = press(translator, "take", story, code)

    assert response.status_code in {403, 404}
    assert not TranslationClaim.objects.exists()


def test_nothing_is_taken_of_a_story_that_one_may_not_see(site, other_site, section, translator):
    make_section(other_site)
    theirs = make_story(other_site)

    assert press(translator, "take", theirs, "en").status_code == 404
    assert not TranslationClaim.objects.exists()


@pytest.mark.parametrize("posted", [{}, {"take": "1"}, {"take": "1:EN"}, {"take": "x:en"}])
def test_a_button_must_name_a_text(site, section, translator, posted):
    assert signed_in(translator).post(BOARD, posted).status_code == 400


def test_a_claim_that_ran_out_is_not_shown(site, section, translator, editor):
    story = make_story(site)
    held = claim(story, "en", actor=editor)
    held.claimed_at = timezone.now() - timedelta(hours=2)
    held.expires_at = timezone.now() - timedelta(hours=1)
    held.save()

    page = look(translator)

    assert "editor, until" not in page.content.decode()
    assert cell(page, story, "en").may_take


def test_board_is_in_the_rooms(site, section, translator):
    page = look(translator).content.decode()

    assert f'<a href="{BOARD}" aria-current="page">Translation board</a>' in page
    assert page.count('aria-current="page"') == 1
    assert f'href="{BOARD}"' in signed_in(translator).get("/admin/").content.decode()
