"""The catalogues of translated texts in `articles/locale/`, and what is wrong with them.

The texts are those that Django's makemessages finds in the tree. polib does the rest, so that
compiled catalogues can be proved from their sources where gettext is not installed.
"""

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "articles" / "locale"
# Texts of Django in our words, kept by hand.
CORRECTIONS = ROOT / "newscenter" / "locale"
SOURCES = ("articles", "newscenter", "templates", "static")
DOMAINS = ("django", "djangojs")

# The plural rules are Django's own, whose catalogues these are merged with.
PLURAL_FORMS = {
    "vi": "nplurals=1; plural=0;",
    "zh_Hans": "nplurals=1; plural=0;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
}
LOCALES = tuple(PLURAL_FORMS)

# The admin does not speak these; their catalogues hold what visitors read.
PUBLIC_ONLY = {"ar"}
PUBLIC = (
    "articles/feeds/",
    "articles/richtext/rendering.py",
    "articles/sitemaps/",
    "articles/sites/",
    "articles/templatetags/",
    "articles/views/",
    "static/js/components/",
    "static/js/views.js",
    "templates/404.html",
    "templates/500.html",
    "templates/articles/",
    "templates/base.html",
    "templates/components/",
)
OF_THE_DESK = (
    "articles/templatetags/desk.py",
    "articles/views/account.py",
    "articles/views/image_picker.py",
    "articles/views/invitations.py",
    "articles/views/password_reset.py",
    "articles/views/signing_in.py",
)

TRANSLATES = {"_", "gettext", "ngettext", "npgettext", "pgettext"}
TRANSLATES |= {f"{name}_lazy" for name in TRANSLATES}

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w+\}")
_WIDE = 100_000

Texts = dict[str, polib.POFile]


def collect(root: Path = ROOT) -> Texts:
    """What is to be translated now, by domain. The tree itself stays as it is."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for name in SOURCES:
            ignored = shutil.ignore_patterns("locale", "__pycache__", "*.toml", "*.woff2")
            shutil.copytree(root / name, copy / name, ignore=ignored)
        (copy / "locale").mkdir()
        return {domain: _collect_domain(copy, domain) for domain in DOMAINS}


def _collect_domain(copy: Path, domain: str) -> polib.POFile:
    options = ["--domain", domain, "--locale", "en", "--add-location", "file", "--verbosity", "0"]
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "django", "makemessages", *options], cwd=copy, check=True
    )
    collected = copy / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(collected)) if collected.is_file() else polib.POFile()


def hidden(root: Path = ROOT) -> Iterator[str]:
    """Texts to translate inside f-strings: xgettext passes over them without a word."""
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.JoinedStr) and any(map(_translates, ast.walk(node))):
                    yield (
                        f"{path.relative_to(root)}:{node.lineno}: a text inside an f-string is "
                        "not collected; give it a name before."
                    )


def _translates(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in TRANSLATES


def wanted(locale: str, texts: Iterable[polib.POEntry]) -> list[polib.POEntry]:
    """The texts that a locale has to translate."""
    return [text for text in texts if locale not in PUBLIC_ONLY or is_public(text)]


def is_public(text: polib.POEntry) -> bool:
    """Whether visitors may read it: one of the files it stands in makes public pages."""
    return any(
        name.startswith(PUBLIC) and not name.startswith(OF_THE_DESK)
        for name, _line in text.occurrences
    )


def source_of(locale: str, domain: str, folder: Path = FOLDER) -> Path:
    return folder / locale / "LC_MESSAGES" / f"{domain}.po"


def update(locale: str, domain: str, texts: Iterable[polib.POEntry], folder: Path = FOLDER) -> None:
    """Write a catalogue of these texts with the translations known so far, and compile it."""
    path = source_of(locale, domain, folder)
    known = {key(entry): entry for entry in polib.pofile(str(path))} if path.is_file() else {}
    catalogue = polib.POFile(wrapwidth=_WIDE)
    # No dates: they would differ in every collection, and Git knows them.
    catalogue.metadata = {
        "Project-Id-Version": "Newscenter",
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[locale],
    }
    catalogue.extend(_with_translation(text, known.get(key(text))) for text in texts)
    if not catalogue:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{catalogue}\n", encoding="utf-8")
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def _with_translation(text: polib.POEntry, known: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=text.msgid,
        msgctxt=text.msgctxt,
        msgid_plural=text.msgid_plural,
        comment=text.comment,
        occurrences=text.occurrences,
        flags=[flag for flag in text.flags if flag != "fuzzy"],
    )
    if text.msgid_plural:
        entry.msgstr_plural = known.msgstr_plural if known else {}
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry


def compile_all(folder: Path) -> None:
    """Compile the catalogues of a folder as they stand."""
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())


def complaints(locale: str, domain: str, folder: Path = FOLDER) -> Iterator[str]:
    """What is wrong with one catalogue as it stands, whatever the tree holds now."""
    path = source_of(locale, domain, folder)
    if not path.is_file():
        return
    catalogue = polib.pofile(str(path))
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])
    for entry in catalogue:
        if entry.obsolete:
            yield f"{locale}: not in use any more, run `make messages`: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"{locale}: fuzzy: {entry.msgid!r}"
        elif not all(translations(entry, forms)):
            yield f"{locale}: not translated: {entry.msgid!r}"
        elif not keeps_placeholders(entry, forms):
            yield f"{locale}: other placeholders: {entry.msgid!r}"
    compiled = path.with_suffix(".mo")
    if not compiled.is_file() or compiled.read_bytes() != catalogue.to_binary():
        yield f"{locale}: {compiled.name} is not that of {path.name}; run `make messages`."


def missing(
    locale: str, domain: str, texts: Iterable[polib.POEntry], folder: Path = FOLDER
) -> Iterator[str]:
    """Texts of the tree that no catalogue holds, and texts that only the catalogue still holds."""
    path = source_of(locale, domain, folder)
    held = {key(entry) for entry in polib.pofile(str(path))} if path.is_file() else set()
    found = {key(text) for text in wanted(locale, texts)}
    for _context, text in sorted(found - held):
        yield f"{locale}: not collected, run `make messages`: {text!r}"
    for _context, text in sorted(held - found):
        yield f"{locale}: not in use any more, run `make messages`: {text!r}"


def translations(entry: polib.POEntry, forms: int) -> list[str]:
    """One for each plural form; empty where there is none."""
    if not entry.msgid_plural:
        return [entry.msgstr]
    return [entry.msgstr_plural.get(form, "") for form in range(forms)]


def keeps_placeholders(entry: polib.POEntry, forms: int) -> bool:
    """Only a plural form may leave a name out, as for exactly one or two; it may not add one."""
    given = placeholders(entry.msgid_plural or entry.msgid)
    *special, general = map(placeholders, translations(entry, forms))
    return general == given and all(
        names == given or (names <= given and all("(" in n or "{" in n for n in given - names))
        for names in special
    )


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def key(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgctxt or "", entry.msgid)
