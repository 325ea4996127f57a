"""The desk's search: words of working copies in any language, authors, numbers and addresses."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from articles.models import AuthorTranslation, Story
from articles.search import desk
from articles.search.desk import desk_literal, search_stories
from tests.factories import (
    make_author,
    make_section,
    make_site,
    make_story,
)

LANGUAGES = ("vi", "en", "zh-hans", "ar")
BODY = {"body": "<p>Không ai tìm chữ này.</p>"}
# Title and dek by language; the first is the original's.
STORIES = {
    "bridge": {
        "vi": ("Cầu mới nối hai bờ sông Hàn", "Người dân Đà Nẵng đi lại dễ hơn."),
        "en": ("New bridge joins two banks", "Crossing gets easier."),
        "zh-hans": ("新桥连接两岸", "居民出行更方便。"),
    },
    "sport": {
        "zh-hans": ("体育新闻：女足夺冠", "昨晚举行的总决赛2026。"),
        "en": ("Women win the final", "A night of running."),
    },
    "prayer": {"vi": ("Cầu nguyện ở hội trường", "The Voice trở lại, hoà nhịp.")},
    "school": {"ar": ("أخبار المدرسة الكبرى", "كَتَبَ الطالبُ رسالـــة إلى آسيا.")},
    "cafe": {"en": ("A café in Straße 5", "COVID-19 is over; universities open.")},
}


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    """Stories by name, all but one of them nothing but drafts."""
    with django_db_blocker.unblock(), transaction.atomic():
        # Beyond every number that is in a text.
        sequence = "pg_get_serial_sequence('articles_story', 'id')"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT setval({sequence}, nextval({sequence}) + 10000)")
        site = make_site("shelf", LANGUAGES)
        make_section(site)
        linh, an = make_author("Trần Mỹ Linh"), make_author("Nguyễn Văn An")
        AuthorTranslation.objects.create(master=an, language_code="zh-hans", local_name="阮文安")
        signed = {"bridge": (linh,), "sport": (an,)}
        made = {}
        for name, texts in STORIES.items():
            written = {code: {"title": t, "dek": d} | BODY for code, (t, d) in texts.items()}
            original, *_ = texts
            made[name] = make_story(
                site,
                tuple(texts),
                authors=signed.get(name, ()),
                texts=written.pop(original) | {"slug": f"duong-dan-{name}"},
                translations=written,
            )
        yield made
        transaction.set_rollback(True)


def found(shelf, typed, stories=None):
    numbers = {story.pk: name for name, story in shelf.items()}
    stories = Story.objects.all() if stories is None else stories
    return {numbers[story.pk] for story in search_stories(stories, typed)}


FINDS = [
    # Vietnamese: marks that are typed are meant, and may be left out.
    ("cầu mới", {"bridge"}),
    ("cau moi", {"bridge"}),
    ("CẦU", {"bridge", "prayer"}),
    ("cậu", set()),
    ("da nang", {"bridge"}),
    ("Đà Nẵng", {"bridge"}),
    ("hòa nhịp", {"prayer"}),
    ('"mới nối hai"', {"bridge"}),
    ('"hai mới"', set()),
    # The last word may be a beginning, unless it is quoted.
    ("cầu nguy", {"prayer"}),
    ("brid", {"bridge"}),
    ('"brid"', set()),
    ("ngu cầu", set()),
    # English, by stems.
    ("bridges", {"bridge"}),
    ("cafe", {"cafe"}),
    ("café strasse", {"cafe"}),
    ("university", {"cafe"}),
    ("covid-19", {"cafe"}),
    ("voice -nguyện", set()),
    ("cầu -nguyện", {"bridge"}),
    # Chinese, by two characters, one, and with figures.
    ("体育", {"sport"}),
    ("育新", {"sport"}),
    ("体闻", set()),
    ("桥", {"bridge"}),
    ("总决赛2026", {"sport"}),
    # Arabic, without vowel points, tatweel and hamza.
    ("كتب رسالة", {"school"}),
    ("اسيا", {"school"}),
    ("مدرسه", {"school"}),
    # One word of one language, and one of another.
    ("bridge cầu", {"bridge"}),
    ("女足 running", {"sport"}),
    # Authors, in whatever script, alone or with words.
    ("my linh", {"bridge"}),
    ("Linh Mỹ sông", {"bridge"}),
    ("linh running", set()),
    ("nguyen van an", {"sport"}),
    ("阮文安", {"sport"}),
    ("cầu -linh", {"prayer"}),
    # Words of the address, and not of the body.
    ("duong-dan-cafe", {"cafe"}),
    ("tìm chữ", set()),
    ("!!!", set()),
    ("-cầu", set()),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "expected"), FINDS)
def test_stories_are_found_by_words(shelf, typed, expected):
    assert found(shelf, typed) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "expected"), FINDS)
def test_going_through_them_finds_the_same(shelf, typed, expected, monkeypatch):
    monkeypatch.setattr(desk, "WORTH_WALKING", -1)

    assert found(shelf, typed) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "#{pk}",
        "# {pk}",
        "{pk}",
        "/vi/thoi-su/cau-moi-{pk}/",
        "https://news.example/zh-hans/%E6%96%B0%E9%97%BB/%E6%96%B0%E6%A1%A5-{pk}/?utm=1#top",
        "https://news.example/admin/articles/story/{pk}/change/?_changelist_filters=q%3D1",
    ],
)
def test_a_number_or_an_address_finds_its_story(shelf, typed):
    assert found(shelf, typed.format(pk=shelf["prayer"].pk)) == {"prayer"}


@pytest.mark.django_db
def test_a_bare_number_may_also_be_a_word(shelf):
    assert found(shelf, "2026") == {"sport"}
    assert found(shelf, "202") == set()
    assert found(shelf, "#2026") == set()
    assert found(shelf, "9" * 40) == set()


@pytest.mark.django_db
def test_only_what_the_caller_may_see_is_found(shelf):
    assert found(shelf, "cầu", Story.objects.exclude(pk=shelf["bridge"].pk)) == {"prayer"}
    assert found(shelf, f"#{shelf['bridge'].pk}", Story.objects.none()) == set()


@pytest.mark.django_db
def test_an_author_who_is_renamed_is_found_by_the_new_name(shelf):
    author = shelf["bridge"].authors.get()
    author.name = "Lê Hoàng"
    author.save()

    assert found(shelf, "le hoang") == {"bridge"}
    assert found(shelf, "linh") == set()


@pytest.mark.django_db
def test_of_very_many_authors_those_count_who_bear_most_of_the_words(shelf, monkeypatch):
    monkeypatch.setattr(desk, "MOST_AUTHORS", 1)
    for number in range(3):
        make_author(f"Nguyễn {number}")

    assert found(shelf, "nguyễn văn an") == {"sport"}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_finding_out_how_to_ask_takes_three_queries(
    site, section, count, django_assert_num_queries
):
    for _ in range(count):
        make_story(site, authors=(make_author(),))

    with django_assert_num_queries(3):
        stories = search_stories(Story.objects.filter(origin=site), "cau moi")
    with django_assert_num_queries(1):
        assert len(stories) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["'\":&|!()<->\\\0", "' OR 1=1 --", "foo:* & !bar <-> (baz", "体" * 999, "é " * 999]
)
def test_any_text_is_understood(site, typed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsquery", [desk_literal(typed)])

    assert list(search_stories(Story.objects.all(), typed)) == []
