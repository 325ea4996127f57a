"""What a check of the archive found, in the forms that people and other programs read."""

from articles.exchange.check_reports.base import FAIL_ON, Report, Totals
from articles.exchange.check_reports.document import JsonReport
from articles.exchange.check_reports.junit import JunitReport
from articles.exchange.check_reports.sarif import SarifReport
from articles.exchange.check_reports.table import TableReport

REPORTS: dict[str, type[Report]] = {
    "table": TableReport,
    "json": JsonReport,
    "sarif": SarifReport,
    "junit": JunitReport,
}

__all__ = ["FAIL_ON", "REPORTS", "Report", "Totals"]
