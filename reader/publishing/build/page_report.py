"""What the checks report about one finished page, in the process that made the page."""

from __future__ import annotations

from dataclasses import dataclass

from reader.checks.hreflang import Alternates, read_alternates
from reader.checks.page_facts import read_page
from reader.checks.page_markup import check_markup
from reader.checks.page_rules import check_page
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.library.findings import Finding
from reader.publishing.build.page_weight import weight_findings


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReport:
    """Findings about a page, and the translations it names if search engines may list it."""

    findings: tuple[Finding, ...] = ()
    alternates: Alternates | None = None


def report_on(resource: Resource) -> PageReport:
    """Return what the checks report about a resource. A file to take away is not checked."""
    if not resource.is_page:
        return PageReport()
    page = read_page(resource.body.decode())
    findings = (
        *check_page(page, address=resource.name, language=resource.language),
        *check_markup(page, address=resource.name),
        *weight_findings(resource),
    )
    return PageReport(findings=findings, alternates=read_alternates(page))
