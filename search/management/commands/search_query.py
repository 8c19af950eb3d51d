"""Ask the search engine from the command line, and see why each hit is where it is."""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.test import RequestFactory

from accounts.viewer import Viewer, viewer_of
from search.domain.engines import engine, names
from search.domain.queries.find import Found, find
from search.management.on_tables import OnTables
from search.port import LONGEST_QUERY, EngineDown, Query


class Command(OnTables):
    """What ``/zoeken/`` gives, with scores."""

    help = "Ranked hits for a question: address, title, kind, score and why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", help="the question")
        parser.add_argument(
            "--engine", choices=names(), help="this engine and no other; default: as on the site"
        )
        parser.add_argument("--viewer", default="public", metavar="public|E-MAIL", help="on whose behalf")
        parser.add_argument("--json", action="store_true", help="print JSON instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        text = options["text"].encode("utf-8", "ignore").decode()[:LONGEST_QUERY]
        try:
            asked = engine(options["engine"]) if options["engine"] else None
            found = find(Query(text=text, explain=True), self._viewer(options["viewer"]), using=asked)
        except (LookupError, EngineDown) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(self._report(found), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{found.total} hits by {found.results.engine}")
        if found.results.degraded:
            self.stdout.write("Elasticsearch did not answer: search_status says why.")
        if found.results.synonyms:
            self.stdout.write(f"also searched for: {', '.join(found.results.synonyms)}")
        for place, hit in enumerate(self._report(found)["hits"], start=1):
            self.stdout.write(
                f"{place:2}. {hit['score']:7.3f}  {hit['kind']:10} {hit['title']}  {hit['url']}"
            )
            self.stdout.write(f"             {'; '.join(hit['why'])}")

    def _viewer(self, name: str) -> Viewer:
        if name == "public":
            return Viewer.public()
        users = get_user_model()
        user = users._default_manager.filter(**{users.USERNAME_FIELD: name}).first()
        if user is None:
            raise CommandError(f"There is no account of {name}.")
        request = RequestFactory().get("/")
        request.user = user
        return viewer_of(request)

    def _report(self, found: Found) -> dict[str, Any]:
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
