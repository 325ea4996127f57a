"""The page of the glossary: whose terms are seen and kept by whom, filters, files."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.enums import Role
from articles.models import GlossaryTerm
from tests.admin.desk import errors_on, signed_in
from tests.factories import make_term, make_user

LIST = reverse("admin:articles_glossaryterm_changelist")
ADD = reverse("admin:articles_glossaryterm_add")
IMPORT = reverse("admin:articles_glossaryterm_import")
EXPORT = reverse("admin:articles_glossaryterm_export")
CSV = "source_language,term,target_language,translation\nvi,Hà Nội,en,Hanoi\n"


def change(term, name="change"):
    return reverse(f"admin:articles_glossaryterm_{name}", args=[term.pk])


def posted(site, **fields):
    return {
        "site": site.pk if site else "",
        "source_language": "vi",
        "source": " Hà  Nội",
        "target_language": "en",
        "target": "Hanoi",
        "alternatives": "Ha Noi\r\n\r\n",
    } | fields


def listed(client, **filters):
    return {term.pk for term in client.get(LIST, filters).context["cl"].result_list}


def upload(client, text=CSV, **fields):
    file = SimpleUploadedFile("terms.csv", text.encode(), content_type="text/csv")
    return client.post(IMPORT, {"file": file} | fields)


def test_editor_adds_a_term_to_their_site(site, editor):
    response = signed_in(editor).post(ADD, posted(site))

    assert response.status_code == 302, errors_on(response)
    term = GlossaryTerm.objects.get()
    assert (term.site, term.source, term.accepted) == (site, "Hà Nội", ["Hanoi", "Ha Noi"])


def test_editor_adds_none_to_other_sites_or_to_all(site, other_site, editor):
    client = signed_in(editor)

    for owner in (None, other_site):
        assert "site" in client.post(ADD, posted(owner)).context["adminform"].form.errors
    assert not GlossaryTerm.objects.exists()


def test_terms_of_all_sites_are_seen_by_all_and_kept_by_administrators(site, editor, admin):
    term = make_term(None)
    client, root = signed_in(editor), signed_in(admin)

    assert listed(client) == {term.pk}
    assert client.get(change(term)).status_code == 200
    assert client.post(change(term), posted(site)).status_code == 403
    assert client.post(change(term, "delete"), {"post": "yes"}).status_code == 403
    assert root.post(change(term), posted(None, target="X")).status_code == 302
    term.refresh_from_db()
    assert (term.site, term.target) == (None, "X")


def test_editor_moves_no_term_to_another_site(site, other_site, editor):
    term = make_term(site)

    response = signed_in(editor).post(change(term), posted(other_site))

    assert "site" in response.context["adminform"].form.errors


def test_editor_deletes_a_term_of_their_site(site, editor):
    term = make_term(site)

    signed_in(editor).post(change(term, "delete"), {"post": "yes"})

    assert not GlossaryTerm.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"target_language": "vi"}, "Choose two different languages."),
        ({"source": "Hội An"}, "This term is in the glossary already."),
        ({"target": ""}, "This field is required."),
    ],
)
def test_wrong_terms_are_refused(site, editor, fields, message):
    make_term(site, "Hội An")

    response = signed_in(editor).post(ADD, posted(site, **fields))

    assert message in errors_on(response)


def test_list_is_filtered_searched_and_exported_as_filtered(site, other_site):
    both = make_user((Role.EDITOR, site), (Role.EDITOR, other_site))
    ours, theirs = make_term(site), make_term(other_site, "Sài Gòn", alternatives="Saigon")
    common = make_term(None, "Hội An", source_language="ar")
    client = signed_in(both)

    assert listed(client) == {ours.pk, theirs.pk, common.pk}
    assert listed(client, site="sports") == {theirs.pk}
    assert listed(client, site="-") == {common.pk}
    assert listed(client, languages="ar>en") == {common.pk}
    assert listed(client, q="saigon") == {theirs.pk}
    exported = client.get(EXPORT, {"site": "sports"}).content.decode("utf-8-sig")
    assert exported.splitlines()[1:] == ["sports,vi,Sài Gòn,en,Sài Gòn,Saigon,no,"]


def test_words_are_marked_with_their_language(site, editor):
    make_term(site, "Cầu", target_language="ar", target="جسر")

    page = signed_in(editor).get(LIST).content.decode()

    assert '<bdi lang="vi">Cầu</bdi>' in page
    assert '<bdi lang="ar">جسر</bdi>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_makes_the_same_queries(site, editor, django_assert_num_queries, count):
    for number in range(count):
        make_term(site, f"Hội {number}")
        make_term(None, f"An {number}")
    client = signed_in(editor)

    with django_assert_num_queries(7):
        client.get(LIST)


def test_file_is_taken_over_and_the_history_says_so(site, editor):
    client = signed_in(editor)

    response = upload(client, site=site.pk)

    assert response.url == LIST
    term = GlossaryTerm.objects.get()
    assert (term.site, term.target) == (site, "Hanoi")
    assert "Terms: 1 created, 0 updated, 0 unchanged." in client.get(LIST).content.decode()
    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.object_id) == (editor, str(term.pk))


def test_faults_of_a_file_are_shown(site, editor):
    client = signed_in(editor)

    page = upload(client, CSV + "vi,<b>,xx,\n", site=site.pk).content.decode()

    assert "Nothing was imported." in page
    assert "Line 3, column “target_language”: “xx” is no language of ours." in page
    assert "Line 3, column “translation”" in page
    assert not GlossaryTerm.objects.exists()


def test_editor_imports_for_own_sites_only(site, other_site, editor, admin):
    client = signed_in(editor)

    for fields in ({}, {"site": other_site.pk}):
        assert "site" in upload(client, **fields).context["form"].errors
    assert not GlossaryTerm.objects.exists()
    assert upload(signed_in(admin)).status_code == 302
    assert GlossaryTerm.objects.get().site is None


@pytest.mark.parametrize("role", [Role.REPORTER, Role.TRANSLATOR, Role.PHOTO_DESK])
def test_readers_of_the_glossary_export_and_do_not_import(site, role):
    make_term(site)
    client = signed_in(make_user((role, site)))

    assert client.get(EXPORT).status_code == 200
    assert client.get(IMPORT).status_code == 403
    assert upload(client, site=site.pk).status_code == 403
    assert IMPORT not in client.get(LIST).content.decode()


def test_strangers_get_no_terms(other_site, site, outsider):
    make_term(site, "Bí mật")

    assert "Bí mật" not in signed_in(outsider).get(EXPORT).content.decode()
    assert "/login/" in signed_in(make_user(is_staff=False)).get(EXPORT).url
