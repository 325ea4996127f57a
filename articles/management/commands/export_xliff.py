"""`manage.py export_xliff`: stories for translators and their tools."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.exchange.xliff.exporting import SELECTIONS, changed_since, story_files, with_texts
from articles.exchange.xliff.packing import by_languages, one_by_one, pack
from articles.exchange.xliff.records import StoryFile
from articles.exchange.xliff.vocabulary import VERSIONS
from articles.exchange.xliff.writing import write_xliff
from articles.models import Site, Story
from articles.text.languages import normal_code


class Command(BaseCommand):
    """A thin shell over `exchange.xliff`; what is written is written whole or not at all."""

    help = (
        "Writes stories as XLIFF for translators: into one file, into a folder or into a ZIP "
        "archive with a file for each story and language."
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Here `--version` is that of XLIFF, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", required=True, help="key of the site whose stories")
        parser.add_argument(
            "--language", required=True, nargs="+", help="codes of the languages to translate into"
        )
        parser.add_argument("--story", type=int, nargs="+", help="numbers of stories; default: all")
        parser.add_argument("--since", help="only stories changed since this date or time")
        parser.add_argument(
            "--only",
            type=_selections,
            default=(),
            help="only these segments, with commas between: " + ", ".join(SELECTIONS),
        )
        parser.add_argument("--version", choices=VERSIONS, default="2.0", help="of XLIFF")
        parser.add_argument(
            "--output",
            required=True,
            help="a file for all stories, a folder (that exists, or with / at its end), or a .zip",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = _site(options["site"])
        languages = list(dict.fromkeys(_language(site, code) for code in options["language"]))
        stories = with_texts(Story.objects.filter(origin=site).order_by("pk"))
        if options["story"]:
            _check_stories(site, options["story"])
            stories = stories.filter(pk__in=options["story"])
        if options["since"]:
            stories = changed_since(stories, _moment(options["since"], site))
        chosen = story_files(stories.iterator(chunk_size=200), languages, only=options["only"])
        tally = _Tally()
        path = options["output"]
        try:
            _write(tally.counted(chosen), path, options["version"])
        except OSError as error:
            raise CommandError(f"{error.filename or path}: {error.strerror or error}") from error
        if not tally.texts:
            self.stdout.write(_("Nothing to translate: no file was written."))
            return
        self.stdout.write(
            _("%(path)s: %(texts)s, %(segments)s.")
            % {
                "path": path,
                "texts": ngettext("%d text", "%d texts", tally.texts) % tally.texts,
                "segments": ngettext("%d segment", "%d segments", tally.segments) % tally.segments,
            }
        )


class _Tally:
    """What goes out, counted on its way."""

    texts = 0
    segments = 0

    def counted(self, files: Iterable[StoryFile]) -> Iterator[StoryFile]:
        for file in files:
            self.texts += 1
            self.segments += len(file.units)
            yield file


def _write(files: Iterator[StoryFile], output: str, version: str) -> None:
    path = Path(output)
    if path.suffix.lower() == ".zip":
        documents = one_by_one(files, version)
        first = next(documents, None)
        if first is not None:
            _put(path, pack(chain([first], documents)))
    elif output.endswith("/") or path.is_dir():
        for name, content in one_by_one(files, version):
            path.mkdir(parents=True, exist_ok=True)
            _put(path / name, content)
    else:
        groups = by_languages(files)
        if version == "2.0" and len(groups) > 1:
            pairs = ", ".join(f"{source} → {target}" for source, target in sorted(groups))
            raise CommandError(
                _(
                    "A file of XLIFF 2.0 has one pair of languages, and these are: %s. Name a "
                    "folder or a .zip as --output, or use --version 1.2."
                )
                % pairs
            )
        if groups:
            _put(path, write_xliff([file for group in groups.values() for file in group], version))


def _put(path: Path, content: bytes) -> None:
    """Whoever looks at the path sees the old file or the whole new one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        place = Path(new.name)
        try:
            new.write(content)
            new.flush()
            place.chmod(0o644)
            place.replace(path)
        except BaseException:
            place.unlink(missing_ok=True)
            raise


def _selections(value: str) -> tuple[str, ...]:
    chosen = tuple(filter(None, (part.strip() for part in value.split(","))))
    unknown = [part for part in chosen if part not in SELECTIONS]
    if unknown or not chosen:
        raise ArgumentTypeError(
            f"{', '.join(unknown) or 'nothing'} is not one of {', '.join(SELECTIONS)}"
        )
    return chosen


def _site(key: str) -> Site:
    found = Site.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(Site.objects.values_list("key", flat=True)) or _("none")
        raise CommandError(
            _("There is no site “%(key)s”. Sites: %(known)s.") % {"key": key, "known": known}
        )
    return found


def _language(site: Site, name: str) -> str:
    """Django's spelling of the code: `zh-Hans` is meant as `zh-hans`."""
    code = normal_code(name)
    editions = list(site.editions.values_list("language_code", flat=True))
    if code not in editions:
        raise CommandError(
            _("The site “%(site)s” has no edition in “%(code)s”. Editions: %(known)s.")
            % {"site": site.key, "code": code, "known": ", ".join(editions)}
        )
    return code


def _check_stories(site: Site, numbers: Iterable[int]) -> None:
    known = set(Story.objects.filter(origin=site, pk__in=numbers).values_list("pk", flat=True))
    missing = sorted(set(numbers) - known)
    if missing:
        raise CommandError(
            _("The site “%(site)s” has no story %(stories)s.")
            % {"site": site.key, "stories": ", ".join(map(str, missing))}
        )


def _moment(value: str, site: Site) -> datetime:
    """A date or a time; without an offset it is by the site's clocks."""
    try:
        moment = parse_datetime(value)
        if moment is None:
            day = parse_date(value)
            moment = datetime.combine(day, time.min) if day else None
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(_("“%s” is no date: write 2031-05-04 or 2031-05-04T07:30.") % value)
    return moment.replace(tzinfo=site.tzinfo) if is_naive(moment) else moment
