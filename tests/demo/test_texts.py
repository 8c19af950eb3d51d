"""The demo's texts: enough of them, each with its own words, and honest about what is invented."""

import re
from collections import defaultdict

import pytest

from casebook.domain.shipped import shipped_obstacles
from demo.texts import FILES, facts, stories

PROVENANCE = {"written_by", "source", "licence", "last_checked", "review_due"}
LONGEST_SHARED_RUN = 8


def prose(text) -> list[str]:
    """Every piece of prose of an item: its front matter without the provenance, and its body."""
    front = [value for name, value in text.front.items() if name not in PROVENANCE]
    texts = [value for value in front if isinstance(value, str)]
    texts += [line for value in front if isinstance(value, list) for line in value if isinstance(line, str)]
    texts += [row["text"] for row in text.front.get("changes", [])]
    return texts + [part for piece in text.pieces for part in (piece.argument, piece.text)]


def words(text: str) -> list[str]:
    """The words of a text, without the addresses of its links."""
    return re.findall(r"[\w’'-]+", re.sub(r"\]\(\S*\)", "", text.lower()))


def items():
    yield from ((f"obstacle {text.front['code']}", prose(text)) for text in shipped_obstacles())
    for kind in ("portraits", "lessons", "tools", "meetings"):
        yield from ((f"{kind}/{slug}", prose(text)) for slug, text in stories(kind).items())
    for slug, values in facts("partnerships").items():
        helped = [row["what_helped"] for row in values["sightings"]]
        yield f"partnerships/{slug}", [values["question"], *helped]


def test_no_two_items_share_a_run_of_nine_words():
    places = defaultdict(set)
    for name, texts in items():
        for text in texts:
            said = words(text)
            for start in range(len(said) - LONGEST_SHARED_RUN):
                places[tuple(said[start : start + LONGEST_SHARED_RUN + 1])].add(name)

    assert {" ".join(run): names for run, names in places.items() if len(names) > 1} == {}


def test_ten_partnerships_four_from_the_essay_and_six_invented_each_have_a_portrait():
    origins = [values["origin"] for values in facts("partnerships").values()]

    assert (origins.count("essay"), origins.count("fictional")) == (4, 6)
    assert {text.front["partnership"] for text in stories("portraits").values()} == set(facts("partnerships"))


def test_every_portrait_has_at_least_350_words():
    lengths = {
        slug: sum(len(words(piece.text)) for piece in text.pieces)
        for slug, text in stories("portraits").items()
    }

    assert {slug: length for slug, length in lengths.items() if length < 350} == {}


def test_nineteen_lessons_three_failures_and_one_for_each_invented_partnership():
    lessons = stories("lessons").values()
    invented = {slug for slug, values in facts("partnerships").items() if values["origin"] == "fictional"}

    assert len(lessons) == 19
    assert [text.front["outcome"] for text in lessons].count("failure") == 3
    assert invented <= {slug for text in lessons for slug in text.front["partnerships"]}


def test_lessons_of_partnerships_say_what_they_took_and_know_it_themselves():
    taken = {
        slug: (bool(text.front["cost"]), bool(text.front["time_needed"]), text.front["evidence"][0])
        for slug, text in stories("lessons").items()
        if "fictief" in text.front["written_by"]
    }

    assert len(taken) == 12
    assert set(taken.values()) == {(True, True, "own")}


def test_lessons_of_the_essay_were_looked_at_by_others_and_nothing_was_counted():
    kinds = [text.front["evidence"] for text in stories("lessons").values() if "§" in text.front["source"]]

    assert kinds == [["observed"]] * 7


def test_lessons_of_the_essay_name_its_section():
    essay = {slug for slug, values in facts("partnerships").items() if values["origin"] == "essay"}

    silent = [
        slug
        for slug, text in stories("lessons").items()
        if set(text.front["partnerships"]) <= essay and "§" not in text.front["source"]
    ]
    assert silent == []


def test_seven_tools_have_a_blank_and_a_filled_in_file_that_exist_and_say_how_long_they_are():
    tools = stories("tools").values()

    assert len(tools) == 7
    for text in tools:
        assert {"blank", "filled"} == {row["variant"] for row in text.front["files"]}
        assert all((FILES / row["path"]).stat().st_size > 1_000 for row in text.front["files"])
        assert [row["path"] for row in text.front["files"] if not row.get("pages")] == []


def test_every_obstacle_has_a_lesson_or_tool_that_worked_and_nearly_all_have_a_tool():
    codes = {text.front["code"] for text in shipped_obstacles()}
    tools = {code for text in stories("tools").values() for code in text.front["obstacles"]}
    lessons = {
        code
        for text in stories("lessons").values()
        if text.front["outcome"] != "failure"
        for code in text.front["obstacles"]
    }

    assert codes - tools - lessons == set()
    assert codes - tools == {"S4", "S5"}
    assert {"S1", "J4", "J5", "J6", "J7", "J8"} <= lessons


def test_links_lead_to_texts_of_the_demo():
    folders = {"lessen": "lessons", "hulpmiddelen": "tools", "portretten": "portraits"}
    broken = [
        (name, address)
        for kind in ("portraits", "lessons", "tools", "meetings")
        for name, text in stories(kind).items()
        for piece in text.pieces
        for address in re.findall(r"\]\((/\S*)\)", piece.text)
        if address.split("/")[2] not in stories(folders[address.split("/")[1]])
    ]

    assert broken == []


def test_every_portrait_leads_to_a_lesson():
    silent = [
        slug
        for slug, text in stories("portraits").items()
        if not any("](/lessen/" in piece.text for piece in text.pieces)
    ]

    assert silent == []


def test_only_a_lesson_that_its_partnership_signed_says_we():
    ours = re.compile(r"\b(wij|we|ons|onze)\b", re.IGNORECASE)
    unsigned = [
        (slug, found[0])
        for slug, text in stories("lessons").items()
        for told in (text.front["approach"], *(piece.text for piece in text.pieces if piece.kind == "text"))
        if text.front["written_by"].startswith("redactie") and (found := ours.search(told))
    ]

    assert unsigned == []


def test_nearly_every_obstacle_is_met_by_someone():
    met = {row["obstacle"] for values in facts("partnerships").values() for row in values["sightings"]}

    assert len(met) >= 20


def test_one_meeting_was_and_four_come_each_about_other_obstacles_and_with_an_address_to_sign_up():
    meetings = [text.front for text in stories("meetings").values()]
    coming = [front for front in meetings if front["days_from_now"] > 0]
    about = [code for front in coming for code in front["obstacles"]]

    assert (len(meetings), len(coming)) == (5, 4)
    assert len(about) == len(set(about))
    assert "online" in [front["attendance_mode"] for front in coming]
    assert {front["sign_up_email"].endswith("@regiobrug.example") for front in coming} == {True}


@pytest.mark.parametrize("kind", ["portraits", "lessons"])
def test_what_is_invented_says_so_where_it_comes_from(kind):
    invented = {slug for slug, values in facts("partnerships").items() if values["origin"] == "fictional"}

    says_so = {
        slug: "fictief" in text.front["written_by"]
        for slug, text in stories(kind).items()
        if invented.intersection(text.front.get("partnerships", [text.front.get("partnership")]))
    }
    assert says_so
    assert [slug for slug, said in says_so.items() if not said] == []
