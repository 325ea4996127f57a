"""`manage.py evaluate_detection`: how well foreign paragraphs are told from own ones."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.integrity.evaluation.corpus import Half, languages
from articles.integrity.evaluation.report import Bounds, as_json, as_table, failures
from articles.integrity.evaluation.scoring import evaluate


class Command(BaseCommand):
    help = (
        "Run the rule that finds paragraphs in another language over documents spliced from texts "
        "that come with the project, and tell its precision, recall and how often look-alikes are "
        "accused. Exits with 1 where the total, an edition or a script is outside of the bounds. "
        "Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["table", "json"], default="table")
        parser.add_argument(
            "--language",
            action="append",
            choices=languages(),
            metavar="CODE",
            help="the edition to try, such as vi; may be given several times; default: all",
        )
        parser.add_argument(
            "--half",
            type=Half,
            choices=list(Half),
            default=Half.HELD_OUT,
            help="the texts that thresholds were chosen on, or the others (default)",
        )
        parser.add_argument("--min-precision", type=_share, default=0.98, metavar="SHARE")
        parser.add_argument("--min-recall", type=_share, default=0.97, metavar="SHARE")
        parser.add_argument("--max-trap-rate", type=_share, default=0.02, metavar="SHARE")
        parser.add_argument(
            "--errors", type=int, default=0, metavar="N", help="show N texts judged wrongly"
        )

    def handle(self, *, format: str, half: Half, errors: int, **options: Any) -> None:  # noqa: A002
        editions = options["language"] or languages()
        bounds = Bounds(options["min_precision"], options["min_recall"], options["max_trap_rate"])
        with tqdm(total=len(editions), disable=None, unit="edition") as bar:
            evaluation = evaluate(editions, half, bar.update)
        if format == "json":
            self.stdout.write(as_json(evaluation, bounds))
        else:
            self.stdout.write(as_table(evaluation, bounds, errors=errors))
        if failures(evaluation, bounds):
            raise CommandError(_("The detection is not as good as asked for."))


def _share(value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise ArgumentTypeError(
            _("“%(value)s”: write a share from 0 to 1, such as 0.98.") % {"value": value}
        )
    return share
