"""The commands of the translation memory."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import MemoryUnit
from tests.factories import make_story

TMX = """<tmx version="1.4"><header srclang="vi"/><body>
<tu><tuv xml:lang="vi"><seg>Cầu mới</seg></tuv><tuv xml:lang="en"><seg>New bridge</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "memory.tmx"
    path.write_text(TMX, encoding="utf-8")
    return path


def run(name, *args, **options):
    out = StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue().strip()


def test_archive_fills_the_memory_and_again_changes_nothing(site, section):
    make_story(site, ("vi", "en", "ar"))
    MemoryUnit.objects.all().delete()

    first, second = run("rebuild_memory"), run("rebuild_memory", site="news")

    assert first == (
        "Translations: 2. Segments: 6 created, 0 updated, 0 unchanged. Signatures renewed: 0."
    )
    assert second == (
        "Translations: 2. Segments: 0 created, 0 updated, 6 unchanged. Signatures renewed: 0."
    )


def test_file_is_imported_and_exported(site, saved, tmp_path):
    assert run("import_memory", saved, site="news") == (
        "Segments: 1 created, 0 updated, 0 unchanged. Units skipped: 0."
    )
    assert MemoryUnit.objects.get().site == site

    out = run("export_memory", tmp_path / "out.tmx", source="vi", target="en")

    assert out == f"Segments written to {tmp_path / 'out.tmx'}: 1."
    again = run("import_memory", tmp_path / "out.tmx")
    assert again == "Segments: 0 created, 0 updated, 1 unchanged. Units skipped: 0."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["memory.tmx", "out.tmx"]


def test_dry_run_changes_nothing(db, saved):
    assert run("import_memory", saved, dry_run=True) == (
        "Dry run, nothing was changed: "
        "Segments: 1 created, 0 updated, 0 unchanged. Units skipped: 0."
    )
    assert not MemoryUnit.objects.exists()


def test_faults_are_named(db, saved, tmp_path):
    saved.write_text(TMX.replace("</seg></tuv></tu>", ""), encoding="utf-8")

    with pytest.raises(CommandError, match=r"memory.tmx: nothing was imported. Line 3: this is"):
        run("import_memory", saved)
    with pytest.raises(CommandError, match="No such file"):
        run("import_memory", tmp_path / "none.tmx")
    with pytest.raises(CommandError, match="There is no site “nowhere”"):
        run("import_memory", saved, site="nowhere")
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        run("export_memory", tmp_path / "none" / "out.tmx")
