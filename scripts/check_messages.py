"""Whether every text is translated and compiled: `python scripts/check_messages.py`.

The catalogues are held against the texts that xgettext finds in the tree now. Exits with 1 where
a text is missing, untranslated or fuzzy, or a compiled catalogue is not that of its source.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("vi", "zh_Hans")
SOURCES = ("articles", "newscenter", "templates", "static")
SHOWN = 10


def main() -> int:
    if shutil.which("xgettext") is None:
        say("check_messages: xgettext is not installed (Debian: apt install gettext).")
        return 1
    complaints = [complaint for locale in LOCALES for complaint in complaints_about(locale)]
    for complaint in complaints:
        say(complaint)
    return 1 if complaints else 0


def complaints_about(locale: str) -> list[str]:
    folder = ROOT / "articles" / "locale" / locale / "LC_MESSAGES"
    source, compiled = folder / "django.po", folder / "django.mo"
    if not source.is_file() or not compiled.is_file():
        return [f"{locale}: no catalogue; run `make messages`."]
    catalogue = polib.pofile(str(source))
    missing = sorted(texts_in_tree(locale) - keys(catalogue))
    found = [f"{locale}: not collected, run `make messages`: {text!r}" for _, text in missing]
    found += [
        f"{locale}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()
    ]
    found += [f"{locale}: fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
    if translations(catalogue) != translations(polib.mofile(str(compiled))):
        found.append(f"{locale}: django.mo is not that of django.po; run `make messages`.")
    return found[:SHOWN] + (
        [f"{locale}: and {len(found) - SHOWN} more."] if len(found) > SHOWN else []
    )


def texts_in_tree(locale: str) -> set[tuple[str, str]]:
    """Collect into an empty catalogue of a copy, so that the tree itself stays as it is."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for name in SOURCES:
            ignored = shutil.ignore_patterns("locale", "__pycache__")
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        (copy / "articles" / "locale").mkdir()
        subprocess.run(  # noqa: S603
            [
                sys.executable,
                "-m",
                "django",
                "makemessages",
                "--locale",
                locale,
                "--verbosity",
                "0",
            ],
            cwd=copy,
            check=True,
        )
        collected = copy / "articles" / "locale" / locale / "LC_MESSAGES" / "django.po"
        return keys(polib.pofile(str(collected)))


def keys(catalogue: polib.POFile) -> set[tuple[str, str]]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue if not entry.obsolete}


def translations(catalogue: list[polib.POEntry]) -> dict[tuple[str, str], object]:
    return {
        (entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in catalogue
        if not entry.obsolete and entry.translated()
    }


def say(message: str) -> None:
    sys.stderr.write(message + "\n")


if __name__ == "__main__":
    sys.exit(main())
