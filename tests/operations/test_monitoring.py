"""The example alerts and dashboard ask for figures that the site gives, under the labels that they have."""

import json
from collections.abc import Iterator

import promql_parser
import pytest
import yaml
from django.core.cache import cache
from prometheus_client.parser import text_string_to_metric_families

from operations import monitoring
from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.periodic_tasks import run_due_tasks
from search.models import ExternalIndex
from tests.architecture.rooms import CHECKOUT

MONITORING = CHECKOUT / "docker" / "monitoring"
RULES = yaml.safe_load((MONITORING / "regiobrug.rules.yml").read_text())["groups"][0]["rules"]
PANELS = json.loads((MONITORING / "grafana-dashboard.json").read_text())["panels"]
ASKED = {
    **{f"alert {rule['alert']}": rule["expr"] for rule in RULES},
    **{
        f"panel {panel['title']} {target['refId']}": target["expr"]
        for panel in PANELS
        for target in panel["targets"]
    },
}
# What Prometheus itself adds to what it scraped.
OF_PROMETHEUS = ("up", {"job": "regiobrug", "instance": "web:8000"})
TOKEN = "a-token-of-the-monitor"

Series = list[tuple[str, dict[str, str]]]


@pytest.fixture
def given(client, settings, home, monkeypatch) -> Series:
    """The series of a site where each figure has something to tell of."""
    monkeypatch.setattr(monitoring, "last_look", None)
    settings.METRICS_TOKEN = TOKEN
    client.get("/zoeken/", {"q": "les"})
    client.get("/beheer/login/")
    # Nothing has run a periodic task yet, so this answers 503.
    client.get("/healthz")
    run_due_tasks()
    cache.clear()
    settings.PAGE_CACHE_SECONDS = 60
    for _number in range(2):
        client.get("/", headers={"host": "localhost"})
    OutboxMessage.objects.create(kind="renditions", key="renditions:1", state=State.FAILED)
    ExternalIndex.objects.create(name="regiobrug-1")
    answer = client.get(
        "/metrics", headers={"authorization": f"Bearer {TOKEN}", "host": "web:8000"}, secure=False
    )
    families = text_string_to_metric_families(answer.content.decode())
    samples = [sample for family in families for sample in family.samples]
    return [OF_PROMETHEUS, *((sample.name, dict(sample.labels)) for sample in samples)]


def parts(expression: promql_parser.Expr) -> Iterator[promql_parser.Expr]:
    """The expression and all that it is made of."""
    found: list[promql_parser.Expr] = []
    promql_parser.walk(expression, found.append)
    yield from found


def selectors(expression: promql_parser.Expr) -> list[promql_parser.VectorSelector]:
    return [each for each in parts(expression) if isinstance(each, promql_parser.VectorSelector)]


def missing(text: str, given: Series) -> list[str]:
    """What this expression asks for and nobody gives; raises for what is no PromQL."""
    asked = promql_parser.parse(text)
    wrong = []
    for selector in selectors(asked):
        equal = {m.name: m.value for m in selector.matchers.matchers if m.op == promql_parser.MatchOp.Equal}
        if not any(name == selector.name and equal.items() <= labels.items() for name, labels in given):
            wrong.append(str(selector))
    for aggregate in parts(asked):
        if isinstance(aggregate, promql_parser.AggregateExpr) and aggregate.modifier:
            for selector in selectors(aggregate.expr):
                labels = [set(labels) for name, labels in given if name == selector.name]
                by = set(aggregate.modifier.labels)
                wrong += [f"{by} of {selector}"] if not all(by <= each for each in labels) else []
    return wrong


@pytest.mark.django_db
def test_every_alert_and_panel_asks_for_figures_that_there_are(given):
    assert {name: missing(text, given) for name, text in ASKED.items() if missing(text, given)} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "regiobrug_outbox_age > 1",
        'regiobrug_search_dropped_hits_total{reason="gone"} > 0',
        "sum by (name) (regiobrug_periodic_task_late_seconds)",
    ],
)
def test_figure_that_nobody_gives_is_seen(given, text):
    assert len(missing(text, given)) == 1


def test_text_that_is_no_promql_is_seen():
    with pytest.raises(ValueError):
        missing("sum by (task) (regiobrug_periodic_task_late_seconds", [])


def test_alerts_and_panels_tell_of_all_that_can_go_wrong():
    told = {selector.name for text in ASKED.values() for selector in selectors(promql_parser.parse(text))}
    alarms = {s.name for rule in RULES for s in selectors(promql_parser.parse(rule["expr"]))}

    assert alarms - told == set()
    assert {
        "regiobrug_request_seconds_count",
        "regiobrug_request_seconds_bucket",
        "regiobrug_outbox_oldest_due_seconds",
        "regiobrug_outbox_messages",
        "regiobrug_search_lag_seconds",
        "regiobrug_search_repaired_total",
        "regiobrug_search_breaker_open",
        "regiobrug_search_dropped_hits_total",
        "regiobrug_search_seconds_bucket",
        "regiobrug_periodic_task_finished_timestamp_seconds",
    } <= alarms


def test_every_alert_says_how_bad_it_is_and_what_to_do():
    assert {rule["labels"]["severity"] for rule in RULES} == {"critical", "warning"}
    assert [
        rule["alert"] for rule in RULES if not all(rule["annotations"].get(n) for n in ("summary", "mend"))
    ] == []


def test_prometheus_is_told_where_the_site_is_and_which_rules_to_keep():
    told = yaml.safe_load((MONITORING / "prometheus.yml").read_text())

    assert told["rule_files"] == ["regiobrug.rules.yml"]
    assert told["scrape_configs"][0]["static_configs"] == [{"targets": ["web:8000"]}]
    assert told["scrape_configs"][0]["authorization"]["type"] == "Bearer"
