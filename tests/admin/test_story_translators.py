"""Stories out to translators and back, in the admin."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.enums import Role
from articles.exchange.xliff.packing import pack
from articles.exchange.xliff.reading import read_xliff
from articles.forms import translation_files
from articles.models import Revision
from tests.admin.desk import signed_in, story_url
from tests.exchange.xliff.bridge import make_bridge, written
from tests.factories import body_of, make_story, make_user, write_text

EMPTY = '<target xml:lang="en" state="needs-translation"/>'


@pytest.fixture
def story(site, section):
    return make_bridge(site)


def file_url(story, language="en", version="2.0"):
    return f"{story_url('translators', story)}{language}-{version}.xlf"


def translated(story, words="The opening."):
    """The file after the translator wrote the last segment."""
    head, _empty, tail = written(story, "1.2").rpartition(EMPTY)
    return f'{head}<target state="translated">{words}</target>{tail}'


def upload(user, story, document, name="back.xlf"):
    content = document if isinstance(document, bytes) else document.encode()
    return signed_in(user).post(
        story_url("translators", story), {"file": SimpleUploadedFile(name, content)}
    )


def hidden_fields(preview):
    return dict(re.findall(r'<input type="hidden" name="(name|content)" value="([^"]*)"', preview))


def take_in(user, story, preview):
    """Press the button of the preview."""
    fields = hidden_fields(preview) | {"apply": "1"}
    return signed_in(user).post(story_url("translators", story), fields)


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_a_story_is_exported_for_a_language(story, translator, version):
    response = signed_in(translator).get(file_url(story, "en", version))

    assert response["Content-Type"] == "application/xliff+xml"
    assert response["Content-Disposition"] == (f'attachment; filename="news-{story.pk}-vi-en.xlf"')
    document = read_xliff(response.content)
    assert (document.version, len(document.files[0].units)) == (version, 6)


def test_only_what_is_to_be_done(story, translator):
    response = signed_in(translator).get(file_url(story), {"only": "to-do"})

    assert len(read_xliff(response.content).files[0].units) == 2


@pytest.mark.parametrize("language", ["vi", "zh-hans", "xx"])
def test_a_language_that_the_story_has_not_is_not_found(story, translator, language):
    assert signed_in(translator).get(file_url(story, language)).status_code == 404
    assert signed_in(translator).get(file_url(story, "en", "1.9")).status_code == 404


def test_the_page_offers_every_language(story, translator):
    html = signed_in(translator).get(story_url("translators", story)).content.decode()

    for language in ("en", "ar"):
        for version in ("1.2", "2.0"):
            assert f'href="{file_url(story, language, version)}"' in html
    assert f'href="{file_url(story)}?only=to-do"' in html
    assert "2 segments behind the original" in html
    assert story_url("translators", story) in (
        signed_in(translator).get(story_url("change", story)).content.decode()
    )


def test_a_file_is_looked_at_before_it_is_taken_in(story, translator):
    before = Revision.objects.count()

    preview = upload(translator, story, translated(story)).content.decode()

    assert "What this file would change" in preview
    assert "Applied: 1" in preview
    assert "The opening." in preview
    assert (Revision.objects.count(), "The opening." in body_of(story)) == (before, False)
    done = take_in(translator, story, preview).content.decode()
    assert "What this file changed" in done
    assert "The opening." in body_of(story)
    assert Revision.objects.latest("pk").created_by == translator


def test_a_conflict_shows_both_texts(story, translator):
    document = translated(story).replace("Two years of work", "In two years")
    write_text(story, "en", body=body_of(story).replace("Two years of work", "Years of work"))

    html = upload(translator, story, document).content.decode()

    assert "Changed by somebody else meanwhile: 1" in html
    assert re.search(
        r'<td lang="en" dir="ltr">Years of work</td>\s*<td lang="en" dir="ltr">In two years</td>',
        html,
    )


def test_what_changed_after_the_preview_is_not_overwritten(story, translator):
    document = translated(story).replace("Two years of work", "In two years")
    preview = upload(translator, story, document).content.decode()
    write_text(story, "en", body=body_of(story).replace("Two years of work", "Years of work"))

    take_in(translator, story, preview)

    assert "Years of work" in body_of(story)
    assert "The opening." in body_of(story)


def test_texts_of_a_file_are_shown_as_text(story, translator):
    document = translated(story, "&lt;script&gt;alert(1)&lt;/script&gt;")

    html = upload(translator, story, document, "<b>.xlf").content.decode()

    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert "<b>.xlf" not in html


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (b"", "The submitted file is empty"),
        (b"no XML", "Nothing of it was taken. Line 1 is not well-formed XML"),
        (b"PK\x03\x04 broken", "The ZIP archive is damaged."),
        (b"<html/>", "This is not an XLIFF file: its outermost element is “html”."),
    ],
)
def test_other_files_are_refused_with_words(story, translator, document, words):
    response = upload(translator, story, document)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert 'name="apply"' not in response.content.decode()


def test_a_large_file_is_refused(story, translator, monkeypatch):
    monkeypatch.setattr(translation_files, "MAX_UPLOAD", 100)

    assert "too large for this page" in (
        upload(translator, story, translated(story)).content.decode()
    )


@pytest.mark.parametrize("fields", [{}, {"name": "x", "content": "%%%"}])
def test_a_file_that_did_not_arrive_whole_changes_nothing(story, translator, fields):
    response = signed_in(translator).post(story_url("translators", story), fields | {"apply": "1"})

    assert "choose it again" in response.content.decode()


def test_a_file_about_another_story_is_refused(story, site, editor):
    other = make_story(site)

    html = upload(editor, other, translated(story)).content.decode()

    assert "It is about another story" in html
    assert "The opening." not in body_of(story)


def test_who_may_export_and_import(story, site, other_site):
    """Export for all who may read the story; import for who may translate into that language."""
    outcomes = {}
    for role in Role:
        for languages in ((), ("en",), ("ar",)):
            member = make_user((role, site), languages=languages)
            page = signed_in(member).get(story_url("translators", story))
            post = upload(member, story, translated(story))
            outcomes[role, languages] = (
                signed_in(member).get(file_url(story)).status_code,
                'type="file"' in page.content.decode(),
                post.status_code,
                "Applied: 1" in post.content.decode(),
            )
        stranger = signed_in(make_user((role, other_site)))
        for url in (file_url(story), story_url("translators", story)):
            assert stranger.get(url).status_code == 404
            assert stranger.post(url).status_code == 404

    translates = set(Role) - {Role.PHOTO_DESK}
    assert outcomes == {
        (role, languages): (200, True, 200, languages != ("ar",))
        if role in translates
        else (200, False, 403, False)
        for role in Role
        for languages in ((), ("en",), ("ar",))
    }


def export_selected(user, stories, **fields):
    return signed_in(user).post(
        story_url("changelist"),
        {"action": "export_selected", "_selected_action": [s.pk for s in stories]} | fields,
    )


def test_several_stories_come_as_an_archive(story, site, translator):
    other = make_bridge(site)

    asked = export_selected(translator, [story, other]).content.decode()
    response = export_selected(
        translator, [story, other], confirmed="yes", languages=["en", "ar"], version="1.2"
    )

    assert "You get a ZIP archive" in asked
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        sizes = {
            name: len(read_xliff(archive.read(name)).files[0].units) for name in archive.namelist()
        }
    assert sizes == {
        f"news-{one.pk}-vi-{language}.xlf": {"en": 2, "ar": 6}[language]
        for one in (story, other)
        for language in ("en", "ar")
    }


def test_an_archive_of_nothing_is_a_warning(site, section, translator):
    whole = make_story(site, ("vi", "en"))
    client = signed_in(translator)

    response = client.post(
        story_url("changelist"),
        {"action": "export_selected", "_selected_action": [whole.pk], "confirmed": "yes"}
        | {"languages": ["en"], "version": "2.0"},
        follow=True,
    )

    assert [str(one) for one in response.context["messages"]] == ["There is nothing to translate."]


def test_languages_are_asked_for(story, translator):
    html = export_selected(translator, [story], confirmed="yes").content.decode()

    assert "This field is required." in html


def test_an_archive_for_several_stories_comes_back_to_the_list(story, site, translator):
    other = make_bridge(site)
    archive = pack(
        [("one.xlf", translated(story).encode()), ("two.xlf", translated(other).encode())]
    )
    client, url = signed_in(translator), story_url("import_translations")
    assert url in client.get(story_url("changelist")).content.decode()

    preview = client.post(url, {"file": SimpleUploadedFile("back.zip", archive)}).content.decode()
    client.post(url, hidden_fields(preview) | {"apply": "1"})

    assert preview.count("Applied: 1") == 2
    assert "The opening." in body_of(story)
    assert "The opening." in body_of(other)


@pytest.mark.parametrize("role", Role)
def test_who_may_import_at_the_list(story, site, role):
    client = signed_in(make_user((role, site)))
    url = story_url("import_translations")

    may = role != Role.PHOTO_DESK

    assert client.get(url).status_code == (200 if may else 403)
    assert (url in client.get(story_url("changelist")).content.decode()) is may


def test_the_page_can_carry_the_largest_file(settings):
    letters = translation_files.MAX_UPLOAD * 4 / 3

    assert letters + 10_000 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
