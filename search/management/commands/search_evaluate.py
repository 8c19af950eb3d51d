"""Measure search: build a throw-away index of passages, ask questions, print how good and how quick."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from search.analysis.synonyms import SynonymTable, shipped_sets
from search.documents import Document
from search.domain.engines import ENGINES, searcher
from search.domain.synonyms import synonym_table
from search.evaluation.measure import FaultyFile, ask, by_type, read_passages, read_questions, summary
from search.evaluation.throwaway import throwaway_index
from search.management.progress import Progress
from search.models import Synonym
from search.port import EngineDown

COLUMNS = ("n", "ndcg@10", "recall@10", "mrr", "no_hit", "p50_ms", "p95_ms")


class Command(BaseCommand):
    """The synonyms are those of the site; before ``setup`` loaded them, the shipped ones."""

    help = _("Ask QUESTIONS of a throw-away index of PASSAGES, and print nDCG@10, recall@10, MRR and times.")

    def add_arguments(self, parser: CommandParser) -> None:
        questions = '{"id", "text", "type", "relevant": {id: grade}}'
        parser.add_argument("passages", type=Path, help='{"id", "title", "text"}, .jsonl, .jsonl.gz')
        parser.add_argument("questions", type=Path, help=questions)
        parser.add_argument(
            "--engine", default=searcher().name, choices=ENGINES, help=_("the engine that answers")
        )
        parser.add_argument("--json", action="store_true", help=_("print JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            passages = read_passages(options["passages"])
            questions = read_questions(options["questions"])
        except FaultyFile as error:
            raise CommandError(str(error)) from error
        documents = [
            Document(page_id=number, title=row.title, body=row.text, readers=("public",))
            for number, row in enumerate(passages, start=1)
        ]
        keys = {number: row.key for number, row in enumerate(passages, start=1)}
        indexing, asking = Progress(self.stderr, _("Indexing")), Progress(self.stderr, _("Asking"))
        try:
            with throwaway_index(
                documents, self._synonyms(), engine=options["engine"], progress=indexing
            ) as make_engine:
                answers = ask(make_engine(), questions, keys, progress=asking)
        except (LookupError, EngineDown) as error:
            raise CommandError(str(error)) from error
        report = {"engine": options["engine"], "overall": summary(answers), "types": by_type(answers)}
        if options["json"]:
            self.stdout.write(json.dumps(report, indent=2))
        else:
            self._table({**report["types"], "all": report["overall"]})

    def _synonyms(self) -> SynonymTable:
        try:
            if Synonym.objects.exists():
                return synonym_table()
        except DatabaseError:
            # A checkout without a database can be measured too.
            pass
        return SynonymTable.of(shipped_sets().values())

    def _table(self, rows: dict[str, dict[str, Any]]) -> None:
        self.stdout.write("type".ljust(16) + "".join(name.rjust(11) for name in COLUMNS))
        for name, row in rows.items():
            self.stdout.write(name.ljust(16) + "".join(str(row[column]).rjust(11) for column in COLUMNS))
