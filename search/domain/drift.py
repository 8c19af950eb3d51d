"""Drift: the differences between an Elasticsearch index and the pages, and their repair."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from search.domain.elasticsearch_sync import enqueue_sync
from search.domain.queries.indexable import indexable
from search.domain.queries.pending_removals import pages_being_synced
from search.engines.elasticsearch.connection import Connection
from search.models import ExternalIndex, SourceVersion

# Pages are compared by sums over so many neighbouring ids, and one by one only where those differ.
BUCKET = 1_000


class Sums(NamedTuple):
    pages: int
    ids: int
    versions: int


def differences(connection: Connection, index: str) -> dict[int, int]:
    """The pages that this index lacks, holds too many, or holds in another version, with the version it
    holds (0 for none); changes that are still on their way are none of these."""
    buckets: dict[int, dict[int, int]] = defaultdict(dict)
    for page_id, version in _wanted().items():
        buckets[page_id // BUCKET][page_id] = version
    there = _sums_there(connection, index)
    here = {bucket: _sums(pages) for bucket, pages in buckets.items()}
    found: dict[int, int] = {}
    for bucket in here.keys() | there.keys():
        if here.get(bucket) != there.get(bucket):
            should, held = buckets[bucket], _held(connection, index, bucket)
            every = held.keys() | should.keys()
            found |= {page: held.get(page, 0) for page in every if held.get(page) != should.get(page)}
    moving = pages_being_synced() if found else set()
    return {page_id: version for page_id, version in found.items() if page_id not in moving}


def _sums(pages: Mapping[int, int]) -> Sums:
    return Sums(len(pages), sum(pages), sum(pages.values()))


def repair_index(connection: Connection, row: ExternalIndex) -> int:
    """Enqueue again every page in which this index differs; returns how many."""
    wrong = differences(connection, row.name)
    with transaction.atomic():
        SourceVersion.raise_to(wrong)
        enqueue_sync(wrong.keys())
        ExternalIndex.objects.filter(pk=row.pk).update(repaired=F("repaired") + len(wrong))
    return len(wrong)


def _wanted() -> dict[int, int]:
    versions = dict(SourceVersion.objects.values_list("page_id", "version"))
    return {pk: versions.get(pk, 0) for pk in indexable(timezone.now()).values_list("pk", flat=True)}


def _sums_there(connection: Connection, index: str) -> dict[int, Sums]:
    aggregations: Mapping[str, Any] = {
        "buckets": {
            "histogram": {"field": "page_id", "interval": BUCKET, "min_doc_count": 1},
            "aggs": {"ids": {"sum": {"field": "page_id"}}, "versions": {"sum": {"field": "source_version"}}},
        }
    }
    answer = connection.client().search(
        index=index, size=0, aggregations=aggregations, allow_partial_search_results=False
    )
    return {
        int(one["key"]) // BUCKET: Sums(
            one["doc_count"], int(one["ids"]["value"]), int(one["versions"]["value"])
        )
        for one in answer["aggregations"]["buckets"]["buckets"]
    }


def _held(connection: Connection, index: str, bucket: int) -> dict[int, int]:
    answer = connection.client().search(
        index=index,
        size=BUCKET,
        query={"range": {"page_id": {"gte": bucket * BUCKET, "lt": (bucket + 1) * BUCKET}}},
        source={"includes": ["page_id", "source_version"]},
        allow_partial_search_results=False,
    )
    return {hit["_source"]["page_id"]: hit["_source"]["source_version"] for hit in answer["hits"]["hits"]}
