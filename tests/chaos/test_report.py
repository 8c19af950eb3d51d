"""What a campaign found can be written down."""

import json
from collections import Counter

from tests.chaos.campaign import Kill, Report


def test_report_is_json_with_its_counts_and_the_least_and_longest():
    kills = [
        Kill("kill web", 31, ["web"], 5.8, {}, {"until all was right": 6.0}),
        Kill("kill beat", 22, ["beat"], 41.9, {"sitemap": ["x"]}, {"until all was right": 42.0}),
    ]
    report = Report("seed", kills, Counter({"index filled": 1}), Counter({"page edit": 3}), 60.0)

    said = json.loads(json.dumps(report.as_dict()))

    assert (said["hit"], said["not_reached"], said["operations"]) == (
        {"kill web": 1, "kill beat": 1},
        {"index filled": 1},
        {"page edit": 3},
    )
    assert (said["least_in_flight"], said["longest_to_rest"]) == (22, 41.9)
    assert said["mean_split"] == {"until all was right": 24.0}
    assert said["kills"][1]["wrong"] == {"sitemap": ["x"]}
