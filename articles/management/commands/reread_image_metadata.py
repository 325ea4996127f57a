"""`manage.py reread_image_metadata`: rights of pictures, from what their files still say."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from articles import workflow
from articles.forms.image_rights import FROM_FILE, take_over, told_by_file
from articles.imaging.renditions import UnreadableOriginalError
from articles.imaging.rereading import attribution_in_file
from articles.models import Image

BATCH = 500


class Command(BaseCommand):
    """Fill empty rights from the files; safe to repeat, and to stop at any moment."""

    help = (
        "Reads the stored files of pictures again and fills rights that are empty (creator, "
        "copyright notice …); what somebody wrote is never changed. Safe to repeat. Exits with "
        "an error if a file could not be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        filled, complete, silent, failed = 0, 0, 0, 0
        images = Image.objects.order_by("pk")
        with tqdm(
            total=images.count(), desc="Pictures", unit="picture", disable=None, file=sys.stderr
        ) as progress:
            for image in images.iterator(chunk_size=BATCH):
                progress.update()
                try:
                    attribution = attribution_in_file(image)
                except UnreadableOriginalError as error:
                    self.stderr.write(f"picture {image.pk}: {error}")
                    failed += 1
                    continue
                said = attribution.said()
                if not said:
                    silent += 1
                elif _fill(image.pk, said, dry_run=options["dry_run"]):
                    filled += 1
                else:
                    complete += 1
        closing = (
            f"{filled + complete + silent + failed} pictures: {filled} "
            f"{'to fill' if options['dry_run'] else 'filled'}, {complete} complete already, "
            f"{silent} whose files say nothing, {failed} failed."
        )
        if failed:
            raise CommandError(closing)
        self.stdout.write(closing)


@transaction.atomic
def _fill(pk: int, said: dict[str, str], *, dry_run: bool) -> bool:
    """Whether something was empty. The row is locked: somebody may be writing it now."""
    image = Image.objects.select_for_update(of=("self",)).select_related("site").get(pk=pk)
    known = {field: getattr(image, field) for field in FROM_FILE}
    taken = take_over(known, told_by_file(said), {})
    is_new = not image.file_says
    if (taken or is_new) and not dry_run:
        for field in taken:
            setattr(image, field, known[field])
        image.file_says = image.file_says or said
        workflow.keep_picture(image, actor=None)
    return bool(taken or is_new)
