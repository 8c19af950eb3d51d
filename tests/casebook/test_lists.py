"""The four lists: rows, filters with counts, pages, and what to let go of."""

from datetime import date

import pytest
from django.test import Client

from casebook.enums import Origin, Outcome, Phase
from outbox.drain import drain
from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook", "english")


def read(client: Client, address: str) -> dict:
    """Ask for a list, and give what its template got."""
    response = client.get(address)
    assert response.status_code == 200
    return response.context


def titles(context: dict) -> list[str]:
    return [row["title"] for row in context["rows"]]


def options(context: dict, title: str) -> dict[str, int]:
    """Give the options of one filter with their counts."""
    for facet in context["facets"]:
        if facet["title"] == title:
            return {option["label"]: option["count"] for option in (*facet["options"], *facet["folded"])}
    return {}


def test_lessons_stand_newest_first_without_drafts_and_aliases(client: Client):
    for title in ("Eerste", "Tweede"):
        factories.lesson(title)
    factories.lesson("Concept").unpublish()

    context = read(client, "/lessen/")

    assert titles(context) == ["Tweede", "Eerste"]
    assert context["count_text"] == "2 lessons"


def test_lessons_are_counted_per_outcome_perspective_obstacle_sector_and_region(client: Client):
    obstacle = factories.obstacle("J1", title="Van niemand")
    partnership = factories.partnership(
        sectors=[factories.sector("Zorg")], regions=[factories.region("Zeeland")]
    )
    factories.lesson(obstacles=[obstacle], partnerships=[partnership], outcome=Outcome.FAILURE)
    factories.lesson(obstacles=[obstacle], perspectives=[factories.perspective("legal")])

    context = read(client, "/lessen/")

    assert options(context, "Outcome") == {"It worked": 1, "It did not work, but taught something": 1}
    assert options(context, "Perspective") == {"Juridisch": 1}
    assert options(context, "Obstacle") == {"Van niemand": 2}
    assert options(context, "Sector") == {"Zorg": 1}
    assert options(context, "Region") == {"Zeeland": 1}


def test_lesson_of_two_partnerships_in_a_sector_counts_once(client: Client):
    sector = factories.sector("Zorg")
    partnerships = [factories.partnership(sectors=[sector]) for _number in range(2)]
    factories.lesson(partnerships=partnerships)

    assert options(read(client, "/lessen/"), "Sector") == {"Zorg": 1}


def test_filter_narrows_and_leaves_its_own_counts_alone(client: Client):
    one, two = factories.obstacle("J1", title="Een"), factories.obstacle("J2", title="Twee")
    factories.lesson("Gelukt", obstacles=[one])
    factories.lesson("Mislukt", obstacles=[one, two], outcome=Outcome.FAILURE)

    context = read(client, "/lessen/?uitkomst=failure")

    assert titles(context) == ["Mislukt"]
    assert options(context, "Outcome") == {"It worked": 1, "It did not work, but taught something": 1}
    assert options(context, "Obstacle") == {"Een": 1, "Twee": 1}
    assert [(tag["label"], tag["url"]) for tag in context["tags"]] == [
        ("It did not work, but taught something", "/lessen/")
    ]


def test_two_filters_narrow_together_and_can_be_let_go_of_one_by_one(client: Client):
    obstacle = factories.obstacle("J1", title="Een")
    factories.lesson("Beide", obstacles=[obstacle], outcome=Outcome.FAILURE)
    factories.lesson("Alleen mislukt", outcome=Outcome.FAILURE)

    context = read(client, "/lessen/?uitkomst=failure&drempel=J1")

    assert titles(context) == ["Beide"]
    assert {tag["url"] for tag in context["tags"]} == {"/lessen/?drempel=J1", "/lessen/?uitkomst=failure"}
    assert (context["clear_url"], context["noindex"]) == ("/lessen/", True)


def test_chosen_option_lets_go_of_itself(client: Client):
    factories.lesson(outcome=Outcome.FAILURE)

    (facet, *_rest) = read(client, "/lessen/?uitkomst=failure")["facets"]

    assert [(option["chosen"], option["url"]) for option in facet["options"]] == [(True, "/lessen/")]


def test_obstacle_that_was_withdrawn_is_no_filter(client: Client):
    obstacle = factories.obstacle("J1", title="Geheime drempel")
    factories.lesson("Les", obstacles=[obstacle])
    obstacle.unpublish()

    assert options(read(client, "/lessen/"), "Obstacle") == {}
    assert read(client, "/lessen/?drempel=J1")["tags"] == []


@pytest.mark.parametrize(
    "query",
    ["drempel=Z9", "sector=%22%27--", "uitkomst=%F0%9F%98%80", "regio=" + "x" * 5000, "perspectief=%25"],
)
def test_choice_that_does_not_exist_is_left_out_and_said_so(client: Client, query: str):
    factories.lesson("Les")

    context = read(client, f"/lessen/?{query}")

    assert (titles(context), context["tags"], context["noindex"]) == (["Les"], [], True)
    (sentence,) = context["notices"]
    assert sentence.startswith("We left out a filter that does not exist (")


def test_choices_that_leave_nothing_together_say_what_to_let_go_of(client: Client):
    factories.lesson("Gelukt", obstacles=[factories.obstacle("J1", title="Van niemand")])
    factories.lesson("Mislukt", outcome=Outcome.FAILURE)

    context = read(client, "/lessen/?drempel=J1&uitkomst=failure")

    assert (titles(context), context["notices"]) == ([], [])
    assert [tag["label"] for tag in context["tags"]] == [
        "It did not work, but taught something",
        "Van niemand",
    ]
    assert context["empty"] == {
        "lead": "Nothing fits all of these choices.",
        "text": "Let go of one, or of all of them.",
        "ways": [
            {"title": "Without It did not work, but taught something (1)", "url": "/lessen/?drempel=J1"},
            {"title": "Without J1 Van niemand (1)", "url": "/lessen/?uitkomst=failure"},
        ],
        "action": {"title": "Remove all choices", "url": "/lessen/"},
    }


def test_empty_list_invites(client: Client):
    context = read(client, "/hulpmiddelen/")

    assert context["empty"]["lead"] == "Nothing shared yet."


def test_long_list_is_cut_in_pages(client: Client):
    obstacle = factories.obstacle()
    for number in range(21):
        factories.lesson(f"Les {number}", obstacles=[obstacle])

    first, second = read(client, "/lessen/"), read(client, "/lessen/?pagina=2")

    assert (len(first["rows"]), titles(second)) == (15, [f"Les {number}" for number in range(5, -1, -1)])
    assert (first["previous_url"], first["next_url"]) == ("", "/lessen/?pagina=2")
    assert (second["previous_url"], second["next_url"]) == ("/lessen/", "")
    assert [page["current"] for page in second["pages"]] == [False, True]


@pytest.mark.parametrize("number", ["0", "-1", "99", "abc", "1e9", "9" * 50])
def test_page_out_of_range_is_the_first_and_says_so(client: Client, number: str):
    factories.lesson("Les")

    context = read(client, f"/lessen/?pagina={number}")

    assert (titles(context), context["notices"]) == (
        ["Les"],
        ["That page does not exist. This is the first one."],
    )


def test_lessons_stand_in_the_order_of_the_dates_that_they_show(client: Client):
    factories.lesson("Nooit")
    factories.lesson("Lang geleden", last_checked=date(2025, 1, 5))
    factories.lesson("Kort geleden", last_checked=date(2026, 5, 1))
    factories.lesson("Nooit, maar nieuwer")

    assert titles(read(client, "/lessen/")) == [
        "Kort geleden",
        "Lang geleden",
        "Nooit, maar nieuwer",
        "Nooit",
    ]


def test_portraits_show_who_and_where_and_the_knots_of_the_margin(client: Client):
    obstacle = factories.obstacle("J1")
    partnership = factories.partnership(
        "Scheldewerk",
        regions=[factories.region("Zeeland")],
        sectors=[factories.sector("Haven")],
        origin=Origin.FICTIONAL,
    )
    factories.portrait(partnership=partnership, body=[factories.text("Kop", obstacle=obstacle)])

    (row,) = read(client, "/portretten/")["rows"]

    assert (row["name"], row["who"]) == ("Scheldewerk (invented)", "Zeeland – Haven")
    assert [knot.code for knot in row["obstacle_links"]] == ["J1"]


def test_portraits_are_narrowed_by_phase_and_sector(client: Client):
    sector = factories.sector("Zorg")
    factories.portrait("Een", partnership=factories.partnership(phase=Phase.LASTING, sectors=[sector]))
    factories.portrait("Twee", partnership=factories.partnership(phase=Phase.RUNNING))

    context = read(client, "/portretten/?fase=lasting")

    assert titles(context) == ["Een"]
    assert options(context, "Phase") == {"Running": 1, "Lasting": 1}
    assert titles(read(client, "/portretten/?sector=zorg")) == ["Een"]


def test_tools_are_narrowed_by_phase(client: Client):
    factories.tool("Een", phases=[Phase.STARTING, Phase.RUNNING])
    factories.tool("Twee", phases=[Phase.RUNNING])

    context = read(client, "/hulpmiddelen/?fase=starting")

    assert titles(context) == ["Een"]
    assert options(context, "Phase") == {"Starting": 1, "Running": 2}


def test_obstacles_stand_by_perspective_with_how_many_met_them(client: Client):
    legal = factories.obstacle("J1", title="Van niemand")
    factories.obstacle("S1", perspective=factories.perspective("social"))
    for _number in range(2):
        factories.sighting(obstacle=legal, named=False)

    groups = read(client, "/drempels/")["groups"]

    assert [
        (group["perspective"].code, [item["code"] for item in group["obstacles"]]) for group in groups
    ] == [
        ("social", ["S1"]),
        ("legal", ["J1"]),
    ]
    assert groups[1]["obstacles"][0]["note"] == "2 partnerships recognise this"


def test_obstacles_are_narrowed_by_perspective(client: Client):
    factories.obstacle("J1")
    factories.obstacle("S1", perspective=factories.perspective("social"))

    groups = read(client, "/drempels/?perspectief=social")["groups"]

    assert [item["code"] for group in groups for item in group["obstacles"]] == ["S1"]


def test_breadcrumbs_lead_to_the_list_of_the_perspective(client: Client):
    obstacle = factories.obstacle("J1")

    trail = client.get(obstacle.url).context["trail"]

    assert [(step["title"], step["url"]) for step in trail] == [
        ("Drempels", "/drempels/"),
        ("Juridisch", "/drempels/?perspectief=legal"),
    ]


def test_sector_of_a_partnership_that_withheld_its_name_is_no_filter(client: Client):
    obstacle = factories.obstacle("J1")
    for name, named in (("Bouw", True), ("Zorg", False)):
        partnership = factories.partnership(sectors=[factories.sector(name)])
        factories.sighting(obstacle=obstacle, partnership=partnership, named=named)

    shown = options(read(client, "/drempels/"), "Met in sector")
    narrowed = {sector: read(client, f"/drempels/?sector={sector}") for sector in ("bouw", "zorg")}

    assert shown == {"Bouw": 1}
    assert {sector: len(found["tags"]) for sector, found in narrowed.items()} == {"bouw": 1, "zorg": 0}


def test_partnership_that_withholds_its_name_later_is_given_away_by_its_sector_no_longer(client: Client):
    partnership = factories.partnership(sectors=[factories.sector("Zorg")])
    sighting = factories.sighting(obstacle=factories.obstacle("J1"), partnership=partnership, named=True)
    named = options(read(client, "/drempels/"), "Met in sector")

    sighting.named = False
    sighting.save()

    assert (named, options(read(client, "/drempels/"), "Met in sector")) == ({"Zorg": 1}, {})


def test_sighting_that_is_moved_to_another_obstacle_takes_its_sector_along(client: Client):
    one, two = factories.obstacle("J1"), factories.obstacle("J2")
    partnership = factories.partnership(sectors=[factories.sector("Zorg")])
    sighting = factories.sighting(obstacle=one, partnership=partnership, named=True)

    sighting.obstacle = two
    sighting.save()
    drain()

    groups = read(client, "/drempels/?sector=zorg")["groups"]
    assert [item["code"] for group in groups for item in group["obstacles"]] == ["J2"]


def test_lists_stand_in_the_order_that_is_asked_for(client: Client):
    for title, name, day in [("Mos", "Alfa", date(2026, 1, 1)), ("Aak", "Beta", date(2026, 2, 1))]:
        partnership = factories.partnership(name)
        factories.lesson(title, partnerships=[partnership], last_checked=day)
        factories.portrait(title, partnership=partnership)

    orders = {
        address: titles(read(client, address))
        for address in ("/lessen/", "/lessen/?sorteer=titel", "/portretten/", "/portretten/?sorteer=naam")
    }

    assert orders == {
        "/lessen/": ["Aak", "Mos"],
        "/lessen/?sorteer=titel": ["Aak", "Mos"],
        "/portretten/": ["Aak", "Mos"],
        "/portretten/?sorteer=naam": ["Mos", "Aak"],
    }


def test_long_facet_has_its_commonest_values_in_sight_and_the_others_folded(client: Client, monkeypatch):
    monkeypatch.setattr("search.lists.MOST_OPTIONS", 10)
    obstacles = [factories.obstacle(code) for code in (*(f"J{number}" for number in range(10)), "S0", "S1")]
    factories.lesson(obstacles=obstacles[:4])
    factories.lesson(obstacles=obstacles[4:8])
    factories.lesson(obstacles=obstacles[5:9])
    factories.lesson(obstacles=obstacles[9:])

    facet = next(one for one in read(client, "/lessen/")["facets"] if one["title"] == "Obstacle")

    shown = {part: [option["code"] for option in facet[part]] for part in ("options", "folded")}
    assert shown == {"options": ["J0", "J1", "J2", "J5", "J6", "J7"], "folded": ["J3", "J4", "J8", "J9"]}
    assert facet["left_out"] == 2
