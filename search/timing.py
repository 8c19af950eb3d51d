"""How long searches take and who answers them, counted in each process of the web server."""

from prometheus_client import Counter, Gauge, Histogram

SECONDS = Histogram(
    "regiobrug_search_seconds",
    "Whole search, with the hits read back, by the engine that answered.",
    ["engine"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2),
)
DEGRADED = Counter(
    "regiobrug_search_degraded_total", "Searches that another engine answered than the one asked first."
)
# Each process of the web server has a breaker of its own: open when one of those that live has it open.
BREAKER_OPEN = Gauge(
    "regiobrug_search_breaker_open",
    "Whether a process leaves the index outside alone.",
    multiprocess_mode="livemax",
)
BREAKER_OPENED = Counter(
    "regiobrug_search_breaker_opened_total", "How often a process began to leave the index outside alone."
)


def breaker_changed(is_open: bool) -> None:
    BREAKER_OPEN.set(is_open)
    if is_open:
        BREAKER_OPENED.inc()
