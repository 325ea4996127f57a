"""The commands of the glossary."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import GlossaryTerm

CSV = "source_language;term;target_language;translation\nvi;Hà Nội;en;Hanoi\n"


def run(name, *args, **options):
    out = StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue().strip()


def test_terms_come_and_go(site, tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text(CSV, encoding="utf-8")

    assert run("import_glossary", path, site="news", dry_run=True) == (
        "Dry run, nothing was changed: Terms: 1 created, 0 updated, 0 unchanged."
    )
    assert not GlossaryTerm.objects.exists()
    assert run("import_glossary", path, site="news") == (
        "Terms: 1 created, 0 updated, 0 unchanged."
    )
    assert GlossaryTerm.objects.get().site == site

    out = tmp_path / "out.csv"
    assert run("export_glossary", out, source="vi") == f"Terms written to {out}: 1."
    assert run("import_glossary", out) == "Terms: 0 created, 0 updated, 1 unchanged."


def test_faults_are_named(db, tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text(CSV.replace("Hanoi", ""), encoding="utf-8")

    with pytest.raises(CommandError, match=r"nothing was imported\. Line 2, column “translation”"):
        run("import_glossary", path)
    with pytest.raises(CommandError, match="No such file"):
        run("import_glossary", tmp_path / "none.csv")
    assert not GlossaryTerm.objects.exists()
