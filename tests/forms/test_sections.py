from django.utils import translation

from articles.forms.sections import SectionField
from articles.models import Category
from tests.factories import make_section


def choices(language_code, **options):
    field = SectionField(queryset=Category.objects.all(), **options)
    with translation.override(language_code):
        return list(iter(field.choices))  # `list` alone would count them first, in a query


def test_sections_of_one_site_stand_in_tree_order_by_name(site):
    sport = make_section(site, "sport", vi="Thể thao", en="Sport")
    make_section(site, "culture", vi="Văn hóa", en="Culture")
    make_section(site, "football", parent=sport, vi="Bóng đá", en="Football")

    names = [name for _value, name in choices("vi", empty_label=None)]

    assert names == ["Thể thao", "\u2003Bóng đá", "Văn hóa"]


def test_language_without_a_name_gets_the_first_there_is(site):
    make_section(site, "sport", vi="Thể thao", en="Sport")

    assert choices("zh-hans")[1:][0][1] == "Thể thao"


def test_sections_of_several_sites_are_grouped(site, other_site):
    make_section(site, "sport", vi="Thể thao")
    make_section(other_site, "sport", vi="Bóng đá")

    groups = choices("vi", empty_label=None)

    assert [(group, [name for _value, name in rows]) for group, rows in groups] == [
        ("Trung tâm Tin tức", ["Thể thao"]),
        ("Trung tâm Tin tức", ["Bóng đá"]),
    ]


def test_costs_the_same_for_one_section_and_for_three(site, django_assert_num_queries):
    make_section(site, "a")
    for count in (1, 3):
        if count == 3:
            make_section(site, "b")
            make_section(site, "c")
        with django_assert_num_queries(2):
            assert len(choices("vi", empty_label=None)) == count
