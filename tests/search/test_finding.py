"""Readers' searches, from the published text to the marked result."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Publication, SearchEntry
from articles.workflow import take_down
from tests.factories import make_live_story, make_site, publish_story, write_text
from tests.search.asking import find, titles

STORIES = {
    "vi": [
        ("Thể thao cuối tuần", "<p>Đội bóng đá nữ thắng lớn ở Đà Nẵng, khán giả hoà nhịp.</p>"),
        ("The Voice trở lại", "<p>Cuộc thi hát, không có môn nào khác; bong bóng bay.</p>"),
        ("Giá thế giới tăng", "<p>Thao trường mở cửa. Khách xem đá gà.</p>"),
    ],
    "zh-hans": [
        ("体育新闻：女足夺冠", "<p>中国女子足球队昨晚夺得冠军。</p>"),
        ("新闻发布会", "<p>教育部谈体育课，总决赛2026年举行。</p>"),
        ("天气", "<p>体 育 分开写。</p>"),
    ],
    "ar": [
        ("أخبار الرياضة", "<p>فاز المنتخب في المدرسة الكبرى.</p>"),
        ("الإسلام اليوم", "<p>كَتَبَ الطالبُ رسالـــة إلى آسيا.</p>"),
    ],
    "en": [
        ("Running shoes", "<p>The runners ran through universities.</p>"),
        ("A café in Straße 5", "<p>Elections were held in 2026.</p>"),
    ],
    "fr": [("Les économies d’énergie", "<p>Le président a été élu à Genève.</p>")],
    "ru": [("Новости спорта", "<p>Ещё одна победа команды в городе.</p>")],
}


def make_archive(language_code):
    """A site with a few stories in this language."""
    site = make_site("archive", (language_code,))
    for title, body in STORIES[language_code]:
        make_live_story(site, (language_code,), texts={"title": title, "dek": "", "body": body})
    return site


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language_code", "typed", "found"),
    [
        ("vi", "the thao", {"Thể thao cuối tuần", "Giá thế giới tăng"}),
        ("vi", '"the thao"', {"Thể thao cuối tuần"}),
        ("vi", "thể thao", {"Thể thao cuối tuần"}),
        ("vi", "THE THAO cuoi", {"Thể thao cuối tuần"}),
        ("vi", "the", {"Thể thao cuối tuần", "The Voice trở lại", "Giá thế giới tăng"}),
        ("vi", "thể", {"Thể thao cuối tuần"}),
        ("vi", "thế", {"Giá thế giới tăng"}),
        ("vi", "bong da", {"Thể thao cuối tuần"}),
        ("vi", "bóng đá", {"Thể thao cuối tuần"}),
        ("vi", "da nang", {"Thể thao cuối tuần"}),
        ("vi", "hòa nhịp", {"Thể thao cuối tuần"}),
        ("vi", "thao -bóng", {"Giá thế giới tăng"}),
        ("vi", "体育", set()),
        ("vi", "@1/vi", set()),
        ("zh-hans", "体育新闻", {"体育新闻：女足夺冠"}),
        ("zh-hans", "体育", {"体育新闻：女足夺冠", "新闻发布会"}),
        ("zh-hans", "新闻 体育", {"体育新闻：女足夺冠", "新闻发布会"}),
        ("zh-hans", "育", {"体育新闻：女足夺冠", "新闻发布会", "天气"}),
        ("zh-hans", "足球队昨晚", {"体育新闻：女足夺冠"}),
        ("zh-hans", "总决赛2026", {"新闻发布会"}),
        ("zh-hans", "決賽", set()),
        ("ar", "رياضة", {"أخبار الرياضة"}),
        ("ar", "اخبار", {"أخبار الرياضة"}),
        ("ar", "المدرسه", {"أخبار الرياضة"}),
        ("ar", "اسلام", {"الإسلام اليوم"}),
        ("ar", "كتب", {"الإسلام اليوم"}),
        ("ar", "رسالة", {"الإسلام اليوم"}),
        ("ar", "اسيا", {"الإسلام اليوم"}),
        ("en", "run", {"Running shoes"}),
        ("en", "university", {"Running shoes"}),
        ("en", "cafe strasse", {"A café in Straße 5"}),
        ("en", "election", {"A café in Straße 5"}),
        ("en", "pvblication", set()),
        ("fr", "économie", {"Les économies d’énergie"}),
        ("fr", "economie energie", {"Les économies d’énergie"}),
        ("fr", "geneve", {"Les économies d’énergie"}),
        ("ru", "новость", {"Новости спорта"}),
        ("ru", "еще победы", {"Новости спорта"}),
    ],
)
def test_reader_finds_what_was_meant(language_code, typed, found):
    site = make_archive(language_code)

    assert set(titles(find(site, language_code, typed))) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["体育", "新闻", "育", "的", "夺得冠军", "2026", "中国女子足球队", "谈体", "不存在"]
)
def test_chinese_search_finds_what_like_finds(typed):
    site = make_archive("zh-hans")
    live = Publication.objects.filter(site=site)
    like = live.filter(revision__title__contains=typed) | live.filter(
        revision__body__contains=typed
    )

    results = find(site, "zh-hans", typed)

    assert {hit.publication_id for hit in results.hits} == {pub.pk for pub in like.distinct()}


def test_hit_is_marked_and_safe(site):
    make_live_story(
        site,
        texts={"title": "Thể thao & <giải trí>", "dek": "Mở đầu.", "body": "<p>Tin thể thao.</p>"},
    )

    (hit,) = find(site, "vi", "the thao").hits

    assert hit.title == "<mark>Thể thao</mark> &amp; &lt;giải trí&gt;"
    assert hit.excerpt == "Tin <mark>thể thao</mark>."


def test_excerpt_is_the_dek_where_that_has_all_words(site):
    make_live_story(
        site, texts={"title": "Tin", "dek": "Đội trẻ thắng.", "body": "<p>Đội thua, trẻ thắng.</p>"}
    )

    (hit,) = find(site, "vi", "doi tre").hits

    assert hit.excerpt == "<mark>Đội trẻ</mark> thắng."


def test_headline_of_the_site_is_found_and_shown(site):
    make_live_story(site, publish={"headlines": {"vi": "Cầu vượt mới"}})

    (hit,) = find(site, "vi", "vuot").hits

    assert hit.title == "Cầu <mark>vượt</mark> mới"


def test_title_ranks_before_body(site):
    make_live_story(site, texts={"title": "Tin khác", "body": "<p>Nói qua về bóng đá.</p>"})
    make_live_story(site, texts={"title": "Bóng đá", "body": "<p>Tin.</p>"})
    make_live_story(site, texts={"title": "Tin nữa", "body": "<p>Nói qua về bóng đá.</p>"})

    assert titles(find(site, "vi", "bong da")) == ["Bóng đá", "Tin nữa", "Tin khác"]


def test_newer_ranks_before_as_good_an_older(site):
    now = timezone.now()
    for days in (400, 1, 30):
        make_live_story(
            site,
            texts={"title": f"Lũ lớn {days}"},
            publish={"publish_at": now - timedelta(days=days)},
        )

    assert titles(find(site, "vi", "lu lon")) == ["Lũ lớn 1", "Lũ lớn 30", "Lũ lớn 400"]


def test_only_live_stories_of_this_edition_are_found(site, other_site, chief):
    now = timezone.now()
    day = timedelta(days=1)
    make_live_story(site, texts={"title": "Bão ngày mai"}, publish={"publish_at": now + day})
    make_live_story(
        site,
        texts={"title": "Bão hôm qua"},
        publish={"publish_at": now - 2 * day, "expire_at": now - day},
    )
    gone = make_live_story(site, texts={"title": "Bão đã gỡ"})
    take_down(gone, languages=["vi"], actor=chief, site=site, reason="sai")
    make_live_story(other_site, texts={"title": "Bão nơi khác"})
    make_live_story(site, ("en",), texts={"title": "Bão in English"})
    make_live_story(site, texts={"title": "Bão bây giờ"})

    assert titles(find(site, "vi", "bao")) == ["Bão bây giờ"]
    assert titles(find(site, "vi", "bao", at=now + day)) == ["Bão ngày mai", "Bão bây giờ"]
    assert titles(find(site, "vi", "bao", at=now - 1.5 * day)) == ["Bão hôm qua"]


def test_moved_time_is_known_to_the_index(site, chief):
    story = make_live_story(site, texts={"title": "Bão"})

    Publication.objects.filter(story=story).update(publish_at=timezone.now() + timedelta(hours=1))

    assert not find(site, "vi", "bao").hits
    assert find(site, "vi", "bao", at=timezone.now() + timedelta(hours=2)).count == 1


def test_working_copy_is_not_found_before_it_is_published(site, chief):
    story = make_live_story(site, texts={"title": "Bão"})

    write_text(story, "vi", title="Gió", actor=chief)

    assert not find(site, "vi", "gio").hits
    assert find(site, "vi", "bao").hits


@pytest.mark.parametrize("typed", ["", "-bão", "!!!", "\0", "'\":&|!()<->"])
def test_nothing_asked_is_nothing_found_without_a_query(site, typed, django_assert_num_queries):
    make_live_story(site, texts={"title": "Bão"})

    with django_assert_num_queries(0):
        results = find(site, "vi", typed)

    assert not results.query
    assert (results.hits, results.count, results.pages) == ((), 0, 0)


def test_pages_follow_each_other_without_gap_or_repetition(site):
    for number in range(7):
        make_live_story(site, texts={"title": f"Bão số {number}"})
    at = timezone.now()

    pages = [find(site, "vi", "bao", page=page, size=3, at=at) for page in (1, 2, 3, 4, 0, -1)]

    assert [len(results.hits) for results in pages] == [3, 3, 1, 0, 0, 0]
    assert {(results.count, results.pages) for results in pages} == {(7, 3)}
    assert len({title for results in pages for title in titles(results)}) == 7


def test_what_ends_or_comes_back_is_seen_at_once(site, chief):
    now = timezone.now()
    stories = [make_live_story(site, texts={"title": f"Bão số {n}"}) for n in range(4)]
    Publication.objects.filter(story=stories[0]).update(expire_at=now + timedelta(hours=1))

    assert find(site, "vi", "bao").count == 4
    assert find(site, "vi", "bao", at=now + timedelta(hours=2)).count == 3

    take_down(stories[1], actor=chief, reason="sai")
    assert find(site, "vi", "bao").count == 3

    publish_story(stories[1], site)
    assert find(site, "vi", "bao").count == 4


def test_corrected_text_is_marked_anew(site, chief):
    story = make_live_story(site, texts={"title": "Bão", "dek": "", "body": "<p>Gió cấp 8.</p>"})
    assert find(site, "vi", "gio").hits[0].excerpt == "<mark>Gió</mark> cấp 8."

    write_text(story, "vi", body="<p>Gió cấp 9.</p>", actor=chief)
    publish_story(story, site)

    assert find(site, "vi", "gio").hits[0].excerpt == "<mark>Gió</mark> cấp 9."


def test_entry_goes_with_its_publication(site):
    story = make_live_story(site)

    story.publications.all().delete()

    assert not SearchEntry.objects.exists()
