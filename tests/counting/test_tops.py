from datetime import date

from articles.counting.tops import KEPT, keep_tops
from articles.models import Publication, TopOfDay, ViewDay
from tests.factories import make_live_story, make_section

DAY = date(2026, 3, 4)


def tell(site, section, views, day=DAY, language="vi"):
    story = make_live_story(site, (language,), section=section)
    publication = Publication.objects.get(story=story)
    ViewDay.objects.create(publication=publication, day=day, views=views)
    return publication


def tops():
    rows = TopOfDay.objects.order_by("section", "language_code", "day")
    return [(row.section_id, row.language_code, row.day, row.publications) for row in rows]


def test_each_section_of_each_edition_keeps_the_first_of_each_day(site):
    first, second = make_section(site), make_section(site)
    many = [tell(site, first, 10 + number) for number in range(KEPT + 2)]
    alone, english = tell(site, second, 1), tell(site, second, 7, language="en")
    before = tell(site, second, 50, day=date(2026, 3, 3))
    tell(site, second, 99, day=date(2026, 3, 1))

    keep_tops(date(2026, 3, 3))

    assert tops() == [
        (first.pk, "vi", DAY, [one.pk for one in reversed(many)][:KEPT]),
        (second.pk, "en", DAY, [english.pk]),
        (second.pk, "vi", date(2026, 3, 3), [before.pk]),
        (second.pk, "vi", DAY, [alone.pk]),
    ]


def test_a_later_look_replaces_the_day(site):
    section = make_section(site)
    one, two = tell(site, section, 5), tell(site, section, 3)
    keep_tops(DAY)
    ViewDay.objects.filter(publication=two).update(views=9)

    keep_tops(DAY)

    assert tops() == [(section.pk, "vi", DAY, [two.pk, one.pk])]
