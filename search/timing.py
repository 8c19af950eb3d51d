"""How long searches take and who answers them, for whoever keeps an eye on the site."""

from prometheus_client import Counter, Histogram

SECONDS = Histogram(
    "regiobrug_search_seconds",
    "Whole search, with the hits read back, by the engine that answered.",
    ["engine"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2),
)
DEGRADED = Counter(
    "regiobrug_search_degraded_total", "Searches that another engine answered than the one asked first."
)
