"""How fast `check_translations` is: 10,000 translations of 20 segments, made in a database of its
own.

    python bench/gate.py                 everything, in a new database
    python bench/gate.py --texts 1000    a smaller archive
    python bench/gate.py --keep          leave the database there, for looking around

The texts are those of the demo, cut and shuffled, in Vietnamese with translations into English,
Chinese and Arabic; one segment in 600 was never translated, so that rules find something.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "bench_gate"
ORIGINAL, OTHERS = "vi", ("en", "zh-hans", "ar")
SEGMENTS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=10_000, help="translations to make")
    parser.add_argument("--keep", action="store_true", help="leave the database there")
    parser.add_argument("--run", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")
    os.environ.setdefault("DEBUG", "true")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False  # with it, Django remembers every query
    if options.run is not None:
        check(options.run)
        return
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    started = time.perf_counter()
    made = make_archive(options.texts)
    say(f"{made} texts made in {time.perf_counter() - started:.1f} s")
    connection.close()
    try:
        measure(DATABASE, made)
    finally:
        if not options.keep:
            connection.creation.destroy_test_db(name, verbosity=0)


def measure(database: str, texts: int) -> None:
    segments = texts * SEGMENTS
    first = 0.0
    for label, arguments in (
        ("first run, one process", []),
        ("again, nothing changed", []),
        ("judged anew, two processes", ["--force", "--jobs", "2"]),
    ):
        wall, cpu, memory = child(database, arguments)
        first = first or wall
        say(
            f"{label:28} {wall:7.2f} s  {segments / wall:9,.0f} segments/s  "
            f"{cpu:6.1f} s CPU  {memory:4.0f} MB  x{first / wall:.1f}"
        )


def child(database: str, arguments: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and megabytes at most of one run, in a process of its own."""
    command = [
        sys.executable,
        __file__,
        "--run",
        database,
        *(a.replace("--", "@") for a in arguments),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall, cpu, memory = done.stdout.split()[-3:]
    return float(wall), float(cpu), float(memory)


def check(arguments: list[str]) -> None:
    """One run of the command; says what it took."""
    from django.core.management import call_command
    from django.db import connection

    database, *options = arguments
    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    started = time.perf_counter()
    call_command(
        "check_translations",
        *(option.replace("@", "--") for option in options),
        "--fail-on=none",
        stdout=io.StringIO(),
    )
    wall = time.perf_counter() - started
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    say(f"{wall} {cpu} {peak_memory()}")


def peak_memory() -> float:
    """Megabytes of this process. What `getrusage` says was inherited from the process before."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if "VmHWM" in line).split()[1]) / 1024


def make_archive(translations: int) -> int:
    """Stories with their heads; how many texts there are, originals included."""
    from django.utils import timezone

    from articles.models import Category, CategoryTranslation, Edition, Site, Story

    languages = (ORIGINAL, *OTHERS)
    site = Site.objects.create(key="bench", publisher="Bench")
    for position, code in enumerate(languages):
        Edition.objects.create(site=site, language_code=code, position=position, name="Bench")
    names = {"vi": "Thể thao", "en": "Sport", "zh-hans": "体育", "ar": "رياضة"}
    section = Category.objects.create(site=site, key="sport")
    for code, name in names.items():
        CategoryTranslation.objects.create(master=section, language_code=code, name=name)
    count = -(-translations // len(OTHERS))
    stories = Story.objects.bulk_create(
        (
            Story(
                origin=site, original_language=ORIGINAL, section=section, updated_at=timezone.now()
            )
            for _ in range(count)
        ),
        batch_size=2_000,
    )
    rows = paragraphs(languages)
    for start in range(0, count, 500):
        write(stories[start : start + 500], rows, start)
    return count * len(languages)


def paragraphs(languages: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What the demo says in all these languages, one paragraph a row."""
    found = []
    for path in sorted((ROOT / "articles" / "demo" / "stories").glob("*.toml")):
        texts = tomllib.loads(path.read_text(encoding="utf-8"))["translations"]
        if not set(languages) <= texts.keys():
            continue
        columns = [plain_paragraphs(texts[code]["body"]) for code in languages]
        if len({len(column) for column in columns}) == 1:
            found += list(zip(*columns, strict=True))
    return found


def plain_paragraphs(body: str) -> list[str]:
    from articles.text.segments import SegmentKind, cut_body

    return [segment.text for segment in cut_body(body) if segment.kind == SegmentKind.PARAGRAPH]


def write(stories: list, rows: list[tuple[str, ...]], start: int) -> None:
    from articles.models import Revision, StoryTranslation
    from articles.text.segments import cut_story
    from articles.translation.links import SegmentLink, pack

    languages = (ORIGINAL, *OTHERS)
    originals = Revision.objects.bulk_create(
        revision(story, ORIGINAL, texts(rows, start + number, 0))
        for number, story in enumerate(stories)
    )
    heads = list(originals)
    translations = []
    for number, (story, original) in enumerate(zip(stories, originals, strict=True)):
        sources = cut_story(title=original.title, dek=original.dek, body=original.body)
        for column, code in enumerate(OTHERS, 1):
            translation = revision(story, code, texts(rows, start + number, column))
            targets = cut_story(title=translation.title, dek="", body=translation.body)
            translation.links = pack(
                SegmentLink(target.hash, source.hash, original.pk)
                for target, source in zip(targets, sources, strict=True)
            )
            translations.append(translation)
    heads += Revision.objects.bulk_create(translations)
    StoryTranslation.objects.bulk_create(
        StoryTranslation(
            master_id=head.story_id,
            language_code=head.language_code,
            title=head.title,
            body=head.body,
            slug="bench",
            head=head,
        )
        for head in heads
    )
    assert len(heads) == len(stories) * len(languages)


def texts(rows: list[tuple[str, ...]], number: int, column: int) -> Iterator[str]:
    """A title and the paragraphs of one text; now and then one that was never translated."""
    for place in range(SEGMENTS):
        row = rows[(number * 7 + place * 3) % len(rows)]
        untranslated = column and (number * SEGMENTS + place) % 600 == 7
        yield f"{row[0 if untranslated else column]} {number + 1}"


def revision(story: object, code: str, segments: Iterator[str]) -> object:
    from articles.models import Revision
    from articles.richtext.sanitizer import CleanHtml

    title, *body = segments
    # It is in the sanitiser's form as it stands; reading it once more would take minutes.
    html = CleanHtml("".join(f"<p>{escape(text, quote=False)}</p>" for text in body))
    return Revision(story=story, language_code=code, title=title[:250], body=html, slug="bench")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
