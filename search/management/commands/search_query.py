"""Ask the search engine from the command line, and see why each hit is where it is."""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.test import RequestFactory
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer, viewer_of
from search.domain.engines import ENGINES
from search.domain.queries.find import Found, find
from search.management.progress import OnTables
from search.port import LONGEST_QUERY, EngineDown, Query


class Command(OnTables):
    help = _("Ranked hits for a question: address, title, kind, score and why.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", help=_("the question"))
        parser.add_argument(
            "--engine", choices=ENGINES, help=_("this engine and no other; without it, as on the site")
        )
        parser.add_argument(
            "--viewer", default="public", metavar="public|E-MAIL", help=_("on whose behalf to search")
        )
        parser.add_argument("--json", action="store_true", help=_("print JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        text = options["text"].encode("utf-8", "ignore").decode()[:LONGEST_QUERY]
        try:
            engine = ENGINES[options["engine"]]() if options["engine"] else None
            found = find(Query(text=text, explain=True), _viewer(options["viewer"]), using=engine)
        except (LookupError, EngineDown) as error:
            raise CommandError(str(error)) from error
        report = _report(found)
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._lines(report)

    def _lines(self, report: dict[str, Any]) -> None:
        counted = ngettext("%(n)d hit (%(engine)s)", "%(n)d hits (%(engine)s)", report["total"])
        self.stdout.write(counted % {"n": report["total"], "engine": report["engine"]})
        if report["degraded"]:
            self.stdout.write(_("Elasticsearch did not answer: search_status says why."))
        if report["synonyms"]:
            self.stdout.write(_("Also searched for: %(words)s") % {"words": ", ".join(report["synonyms"])})
        for place, hit in enumerate(report["hits"], start=1):
            self.stdout.write(
                f"{place:2}. {hit['score']:7.3f}  {hit['kind']:10} {hit['title']}  {hit['url']}"
            )
            self.stdout.write(f"             {'; '.join(hit['why'])}")


def _viewer(name: str) -> Viewer:
    if name == "public":
        return Viewer.public()
    users = get_user_model()
    user = users._default_manager.filter(**{users.USERNAME_FIELD: name}).first()
    if user is None:
        raise CommandError(_("There is no account of %(address)s.") % {"address": name})
    request = RequestFactory().get("/")
    request.user = user
    return viewer_of(request)


def _report(found: Found) -> dict[str, Any]:
    return {
        "engine": found.results.engine,
        "degraded": found.results.degraded,
        "total": found.total,
        "synonyms": list(found.results.synonyms),
        "hits": [
            {
                "url": one.page.url or "",
                "title": one.page.title,
                "kind": one.hit.kind,
                "score": one.hit.score,
                "why": list(one.hit.why),
            }
            for one in found.hits
        ],
    }
