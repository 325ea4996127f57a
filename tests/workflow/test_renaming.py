from articles.models import Redirect
from articles.workflow import leave_section_address, leave_tag_address
from tests.factories import make_tag


def rename(name, slug):
    old, name.slug = name.slug, slug
    name.save()
    return old


def redirects(site):
    return dict(Redirect.objects.filter(site=site).values_list("old_path", "new_path"))


def test_section_leaves_a_redirect_of_its_language_only(site, section):
    name = section.translations.get(language_code="vi")

    leave_section_address(name, rename(name, "tin-moi"))

    assert redirects(site) == {"/vi/thoi-su/": "/vi/tin-moi/"}


def test_addresses_are_written_as_browsers_send_them(site, section):
    name = section.translations.get(language_code="ar")

    leave_section_address(name, rename(name, "news"))

    [old] = redirects(site)
    assert old.isascii()
    assert old != "/ar/news/"


def test_renaming_twice_leads_there_in_one_step(site, section):
    name = section.translations.get(language_code="vi")

    leave_section_address(name, rename(name, "tin-moi"))
    leave_section_address(name, rename(name, "tin-nong"))

    assert redirects(site) == {
        "/vi/thoi-su/": "/vi/tin-nong/",
        "/vi/tin-moi/": "/vi/tin-nong/",
    }


def test_going_back_to_the_old_name_leaves_no_loop(site, section):
    name = section.translations.get(language_code="vi")

    leave_section_address(name, rename(name, "tin-moi"))
    leave_section_address(name, rename(name, "thoi-su"))

    assert redirects(site) == {"/vi/tin-moi/": "/vi/thoi-su/"}


def test_saving_with_the_same_slug_leaves_nothing(site, section):
    name = section.translations.get(language_code="vi")

    leave_section_address(name, name.slug)

    assert redirects(site) == {}


def test_tag_leaves_one_on_every_site_with_the_language(site, other_site):
    name = make_tag("cau").translations.get(language_code="ar")
    both = make_tag("song").translations.get(language_code="vi")

    leave_tag_address(name, rename(name, "bridge"))
    leave_tag_address(both, rename(both, "dong-song"))

    assert set(redirects(site).values()) == {"/ar/tag/bridge/", "/vi/tag/dong-song/"}
    assert set(redirects(other_site).values()) == {"/vi/tag/dong-song/"}
