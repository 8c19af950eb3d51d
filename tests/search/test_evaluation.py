"""Measuring: the figures by hand-worked examples, faulty files by their line."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.evaluation.measure import (
    Answered,
    FaultyFile,
    ndcg,
    percentile,
    read_passages,
    read_questions,
    recall,
    reciprocal_rank,
    summary,
)
from tests.architecture.rooms import CHECKOUT


def answered(relevant: dict[str, int], *found: str) -> Answered:
    return Answered("title", relevant, found, 1.0)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (answered({"a": 3, "b": 1}, "a", "b"), 1.0),
        (answered({"a": 1}, "x", "a"), 0.6309),
        (answered({"a": 3, "b": 1}, "b", "a"), 0.7098),
        (answered({"a": 1}, "x"), 0.0),
        (answered({}, "x"), 0.0),
    ],
)
def test_ndcg_compares_with_the_best_order(one, expected):
    assert ndcg(one) == pytest.approx(expected, abs=0.0001)


def test_recall_and_reciprocal_rank_look_at_ten_hits():
    one = answered({"a": 3, "b": 1, "c": 0}, "x", "a", *"1234567890", "b")

    assert (recall(one), reciprocal_rank(one)) == (0.5, 0.5)


def test_summary_counts_questions_without_a_relevant_hit():
    figures = summary([answered({"a": 1}, "a"), answered({"a": 1}, "x")])

    assert (figures["n"], figures["ndcg@10"], figures["no_hit"]) == (2, 0.5, 1)


def test_percentile_is_a_value_that_was_measured():
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.95) == 4.0
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0


PASSAGES = [
    {"id": "a", "title": "De provinciegrens", "text": "Een regio over twee provincies."},
    {"id": "b", "title": "Het kwalificatiedossier", "text": "Regels voor een opleiding."},
]
QUESTIONS = [
    {"id": "1", "text": "provinciegrenzen", "type": "title", "relevant": {"a": 3}},
    {"id": "2", "text": "kd", "type": "abbreviation", "relevant": {"b": 3}},
]


@pytest.fixture
def files(tmp_path):
    def write(passages, questions):
        paths = tmp_path / "passages.jsonl", tmp_path / "questions.jsonl"
        for path, rows in zip(paths, (passages, questions), strict=True):
            lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
            path.write_text("\n".join(lines), encoding="utf-8")
        return paths

    return write


def evaluate(folder, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: Django's tests shut every database but the default one."""
    command = [sys.executable, str(CHECKOUT / "manage.py"), "search_evaluate", *map(str, arguments)]
    environment = {**os.environ, "REGIOBRUG_VAR": str(folder), "TMPDIR": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_search_evaluate_reports_per_type_and_in_all_and_leaves_nothing_behind(files, tmp_path):
    folder = tmp_path / "var"
    folder.mkdir()

    result = evaluate(folder, *files(PASSAGES, QUESTIONS), "--json")

    report = json.loads(result.stdout)
    assert report["engine"] == "database"
    assert set(report["types"]) == {"abbreviation", "title"}
    assert report["overall"]["ndcg@10"] == 1.0
    assert set(report["overall"]) >= {"ndcg@10", "recall@10", "mrr", "no_hit", "p50_ms", "p95_ms"}
    assert list(folder.glob("regiobrug-search-*")) == []


@pytest.mark.parametrize(
    ("passages", "questions", "message"),
    [
        (["{"], QUESTIONS, "passages.jsonl:1: geen JSON"),
        (["[]"], QUESTIONS, "passages.jsonl:1: geen object"),
        ([{"id": "a", "title": "x"}], QUESTIONS, "“text” ontbreekt"),
        ([PASSAGES[0], PASSAGES[0]], QUESTIONS, "“a” komt twee keer voor"),
        ([], QUESTIONS, "passages.jsonl is leeg"),
        (PASSAGES, [{**QUESTIONS[0], "relevant": {"a": "3"}}], "een geheel getal"),
        (PASSAGES, [{**QUESTIONS[0], "type": None}], "“type” ontbreekt"),
    ],
)
def test_faulty_file_is_refused_with_its_line(files, passages, questions, message):
    with pytest.raises(CommandError, match=message):
        call_command("search_evaluate", *files(passages, questions), stdout=StringIO(), stderr=StringIO())


def test_line_separators_inside_a_text_do_not_end_a_line(files):
    paths = files([{**PASSAGES[0], "text": "een\u2028twee\u0085drie"}], QUESTIONS)

    assert read_passages(paths[0])[0].text == "een\u2028twee\u0085drie"
    assert [one.kind for one in read_questions(paths[1])] == ["title", "abbreviation"]


def test_missing_file_is_named(tmp_path):
    with pytest.raises(FaultyFile, match=r"weg\.jsonl"):
        read_passages(tmp_path / "weg.jsonl")
