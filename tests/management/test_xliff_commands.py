"""`export_xliff` and `import_xliff`: what they write, say and answer."""

import zipfile
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.xliff.reading import read_xliff
from articles.models import Revision, Story
from tests.exchange.xliff.bridge import make_bridge
from tests.factories import body_of, head_of, make_story, write_text


def run(command, *args, **options):
    """The report, what was complained about, and the exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *args, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


def export(output, *arguments, site="news", language="en"):
    return run(
        "export_xliff", f"--site={site}", "--language", *language.split(), f"--output={output}",
        *arguments,
    )  # fmt: skip


def translate(path, words="The opening."):
    """As a translator would, the last segment of the last story."""
    text = path.read_text("utf-8")
    empty = '<target xml:lang="en" state="needs-translation"/>'
    assert empty in text
    head, _empty, tail = text.rpartition(empty)
    path.write_text(f'{head}<target state="translated">{words}</target>{tail}', "utf-8")


def test_all_stories_go_into_one_file(site, section, tmp_path):
    stories = [make_bridge(site), make_bridge(site)]
    make_story(site, ("en", "vi"))

    out, err, code = export(tmp_path / "all.xlf", "--version", "1.2", language="en ar")

    assert (err, code) == ("", 0)
    document = read_xliff((tmp_path / "all.xlf").read_bytes())
    assert document.version == "1.2"
    addresses = [(file.address.story, file.address.target_language) for file in document.files]
    assert sorted(addresses)[:4] == [(s.pk, c) for s in stories for c in ("ar", "en")]
    assert len(addresses) == 5
    assert out == f"{tmp_path / 'all.xlf'}: 5 texts, 27 segments.\n"


def test_a_folder_and_an_archive_get_a_file_each(site, section, tmp_path):
    first, second = make_bridge(site), make_bridge(site)
    names = {f"news-{story.pk}-vi-en.xlf" for story in (first, second)}

    export(f"{tmp_path}/out/")
    export(tmp_path / "out.zip")

    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert set(archive.namelist()) == names
        assert all(archive.read(name) == (tmp_path / "out" / name).read_bytes() for name in names)


def test_a_choice_of_stories_and_segments(site, section, tmp_path):
    first, second = make_bridge(site), make_bridge(site)
    Story.objects.get(pk=first.pk).translations.update(
        changed_at=head_of(second, "vi").created_at - timedelta(days=2)
    )
    today = head_of(second, "vi").created_at.astimezone(site.tzinfo).date().isoformat()

    def exported(*arguments):
        export(tmp_path / "some.xlf", *arguments)
        files = read_xliff((tmp_path / "some.xlf").read_bytes()).files
        return [(file.address.story, len(file.units)) for file in files]

    assert exported("--story", str(first.pk)) == [(first.pk, 6)]
    assert exported("--since", today) == [(second.pk, 6)]
    assert exported("--only", "missing,stale") == [(first.pk, 2), (second.pk, 2)]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"site": "nowhere"}, "There is no site “nowhere”. Sites: news"),
        ({"language": "zh-Hans"}, "no edition in “zh-hans”. Editions: vi, en, ar"),
        ({"more": ["--story", "999999"]}, "has no story 999999"),
        ({"more": ["--since", "yesterday"]}, "“yesterday” is no date"),
        ({"more": ["--since", "2031-02-31"]}, "“2031-02-31” is no date"),
        ({"more": ["--only", "all"]}, "all is not one of missing, stale, unconfirmed"),
        ({"language": "en ar"}, "one pair of languages, and these are: vi → ar, vi → en"),
    ],
)
def test_what_cannot_be_exported_writes_nothing(site, section, tmp_path, arguments, complaint):
    make_bridge(site)
    arguments = {"more": []} | arguments

    _out, err, code = export(
        tmp_path / "x.xlf",
        *arguments["more"],
        **{name: value for name, value in arguments.items() if name != "more"},
    )

    assert (complaint in err, code) == (True, 1)
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_translate_is_said(site, section, tmp_path):
    make_story(site, ("vi", "en"))

    for name in ("x.xlf", "x.zip", "x/"):
        out, err, code = export(f"{tmp_path}/{name}", "--only", "missing")
        assert (out, err, code) == ("Nothing to translate: no file was written.\n", "", 0)

    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written_is_named(site, section, tmp_path):
    make_bridge(site)

    _out, err, code = export(tmp_path / "no folder" / "x.xlf")

    assert ("no folder" in err, "No such file" in err, code) == (True, True, 1)


def test_files_come_back(site, section, tmp_path, translator):
    story = make_bridge(site)
    export(tmp_path / "x.xlf", "--version=1.2")
    translate(tmp_path / "x.xlf")

    out, err, code = run("import_xliff", tmp_path / "x.xlf", user="translator")

    assert (err, code) == ("", 0)
    assert out.splitlines() == [
        f"{tmp_path}/x.xlf: story {story.pk} in en, “New bridge joins two banks”",
        "1 applied, 4 unchanged, 1 not translated in the file, 0 changed by somebody else "
        "meanwhile, 0 no longer in the original, 0 rejected; 0 refused.",
    ]
    assert head_of(story, "en").created_by == translator
    assert "The opening." in body_of(story)


def test_a_dry_run_changes_nothing(site, section, tmp_path):
    make_bridge(site)
    export(tmp_path / "x.xlf", "--version=1.2")
    translate(tmp_path / "x.xlf")
    before = Revision.objects.count()

    out, _err, code = run("import_xliff", tmp_path / "x.xlf", dry_run=True)

    assert out.splitlines()[-1].startswith("Dry run, nothing was changed: 1 applied")
    assert (Revision.objects.count(), code) == (before, 0)


def test_what_stays_out_is_told_with_lines_and_an_exit_code(site, section, tmp_path):
    story = make_bridge(site)
    path = tmp_path / "x.xlf"
    export(path, "--version=1.2")
    path.write_text(path.read_text("utf-8").replace("Two years of work", "In two years"), "utf-8")
    write_text(story, "en", body=body_of(story).replace("Two years of work", "Years of work"))
    line = (
        next(
            number
            for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)
            if "In two years" in text
        )
        - 2
    )  # the unit begins two lines above its target

    out, err, code = run("import_xliff", path)

    assert out.splitlines()[1:4] == [
        f"  line {line}, Changed by somebody else meanwhile: “Hai năm thi công” "
        "Nothing was written: choose between the two in the story.",
        "    in the file: “In two years”",
        "    in the story: “Years of work”",
    ]
    assert (err, code) == ("Not everything went in: see above.", 1)


def test_files_that_cannot_be_read_are_named_and_the_others_go_in(site, section, tmp_path):
    story = make_bridge(site)
    export(tmp_path / "good.xlf", "--version=1.2")
    translate(tmp_path / "good.xlf")
    (tmp_path / "bad.xlf").write_text("<xliff>", "utf-8")

    out, err, code = run(
        "import_xliff", tmp_path / "bad.xlf", tmp_path / "none.xlf", tmp_path / "good.xlf"
    )

    assert f"{tmp_path}/bad.xlf: nothing was imported. Line 1 is not well-formed XML" in err
    assert f"{tmp_path}/none.xlf: nothing was imported. No such file" in err
    assert out.splitlines()[-1].endswith("; 2 refused.")
    assert code == 1
    assert "The opening." in body_of(story)


def test_an_unknown_user_is_named(site, section, tmp_path):
    _out, err, code = run("import_xliff", tmp_path / "x.xlf", user="nobody")

    assert (err, code) == ("There is no user “nobody”.", 1)
