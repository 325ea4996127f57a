from datetime import timedelta

import pytest
from django.utils import timezone

from articles.queries.history import compare_texts, shown_at
from articles.workflow import keep, reschedule, take_down
from tests.factories import (
    head_of,
    make_author,
    make_image,
    make_section,
    make_story,
    make_tag,
    publish_story,
    write_text,
)


def lines(before, after):
    return [
        (line.kind, line.before and line.before.text, line.after and line.after.text)
        for line in compare_texts(before, after).lines
    ]


@pytest.fixture
def story(site, section):
    body = "<p>Giá vé là 5 nghìn đồng.</p><p>Ga mở lúc sáu giờ sáng.</p><p>Hết.</p>"
    return make_story(site, texts={"title": "Tựa", "dek": "", "body": body})


def test_changed_gone_new_and_marked_up_lines(story):
    before = head_of(story, "vi")
    body = "<p>Tàu chạy đêm.</p><p>Giá vé là 7 nghìn đồng.</p><p><strong>Hết</strong>.</p>"
    write_text(story, "vi", body=body)

    assert lines(before, head_of(story, "vi")) == [
        ("same", "Tựa", "Tựa"),
        ("new", None, "Tàu chạy đêm."),
        ("changed", "Giá vé là 5 nghìn đồng.", "Giá vé là 7 nghìn đồng."),
        ("gone", "Ga mở lúc sáu giờ sáng.", None),
        ("marked", "Hết.", "Hết."),
    ]


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("zh-hans", "<p>这座桥长四百二十米。</p>", "<p>这座桥长五百米。</p>"),
        ("ar", "<p>يبلغ طول الجسر 420 مترا.</p>", "<p>يبلغ طول الجسر 500 متر.</p>"),
    ],
)
def test_other_scripts_change_line_by_line_too(site, section, code, before, after):
    story = make_story(site, (code,), texts={"body": before})
    first = head_of(story, code)
    write_text(story, code, body=after)

    assert [kind for kind, _, _ in lines(first, head_of(story, code))] == [
        "same", "same", "changed",
    ]  # fmt: skip


def test_fields_and_pictures_are_compared_by_name(story, site):
    first = head_of(story, "vi")
    author, tag = make_author("Lê An"), make_tag("cau", languages=("vi",))
    story.bylines.create(author=author)
    story.tags.add(tag)
    story.lead_image = make_image(site)
    story.save()
    picture = make_image(site)
    figure = f'<figure data-image-id="{picture.pk}"><figcaption></figcaption></figure>'
    write_text(story, "vi", slug="dia-chi", body=first.body + figure)

    found = compare_texts(first, head_of(story, "vi"))

    fields = {field.name: field.after for field in found.fields}
    assert fields["authors"] == ("Lê An",)
    assert fields["tags"] == ("cau vi",)
    assert fields["slug"] == ("dia-chi",)
    lead, body = found.pictures
    assert (lead.is_lead, lead.gone, lead.new) == (True, (), (story.lead_image,))
    assert (body.is_lead, body.gone, body.new) == (False, (), (picture,))
    assert not found.is_same
    assert compare_texts(first, first).is_same


def test_text_as_it_stood_at_any_time(story, site, monkeypatch):
    start = timezone.now()
    hours = [start + timedelta(hours=number) for number in range(8)]
    first = head_of(story, "vi")

    def at(hour):
        monkeypatch.setattr(timezone, "now", lambda: hours[hour])

    at(1)
    publish_story(story, site)
    at(2)
    write_text(story, "vi", title="Bản hai")
    at(3)
    publish_story(story, site)
    second = head_of(story, "vi")
    at(5)
    take_down(story, actor=None)

    def shown(hour):
        found = shown_at(story, site, "vi", hours[hour] + timedelta(minutes=1))
        return found and found.revision

    assert [shown(hour) for hour in (0, 1, 2, 3, 4, 5, 6)] == [
        None, first, first, second, second, None, None,
    ]  # fmt: skip
    assert shown_at(story, site, "en", hours[4]) is None


def test_what_is_only_planned_or_over_was_not_seen(story, site):
    now = timezone.now()
    (publication,) = publish_story(story, site, publish_at=now + timedelta(hours=1))
    end = now + timedelta(hours=4)
    reschedule(publication, actor=None, publish_at=now + timedelta(hours=2), expire_at=end)

    seen = [
        shown_at(story, site, "vi", now + timedelta(hours=hours)) is not None
        for hours in (1.5, 2.5, 4.5)
    ]

    assert seen == [False, True, False]
    assert keep(story, actor=None) == []


def test_headline_section_and_times_are_those_of_then(story, site):
    then, later = make_section(site), make_section(site)
    (publication,) = publish_story(story, site, section=then, headlines={"vi": "Tít cũ"})
    at = timezone.now()
    publish_story(story, site, section=later, headlines={"vi": "Tít mới"})

    shown = shown_at(story, site, "vi", at)

    assert (shown.headline, shown.section_id) == ("Tít cũ", then.pk)
    assert shown.began == shown.changed == publication.publish_at
