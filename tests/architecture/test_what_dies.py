"""The README's table of what is lost when something dies: each row names a proof that exists."""

import ast
import re

import yaml

from tests.architecture.rooms import CHECKOUT

HEADING = "## What is lost when something dies\n"
PROOF = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rows() -> list[list[str]]:
    """The cells of each row, below the headings."""
    section = (CHECKOUT / "README.md").read_text("utf-8").partition(HEADING)[2].partition("\n## ")[0]
    table = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in table[2:]]


def functions(path: str) -> set[str]:
    """The functions of a file of this checkout; none when there is no such file."""
    file = CHECKOUT / path
    tree = ast.parse(file.read_text("utf-8")) if file.is_file() else ast.Module([], [])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_row_says_what_is_noticed_and_lost_and_who_proves_it():
    assert [row for row in rows() if len(row) != 4 or not all(row) or not PROOF.search(row[3])] == []
    assert len(rows()) > 10


def test_every_proof_that_is_named_exists():
    named = [proof for row in rows() for proof in PROOF.findall(row[3])]

    assert [(path, name) for path, name in named if name not in functions(path)] == []


def test_every_service_of_the_containers_has_a_row():
    services = yaml.safe_load((CHECKOUT / "docker" / "compose.yml").read_text("utf-8"))["services"]
    named = {name for row in rows() for name in re.findall(r"`(\w+)`", row[0])}

    assert set(services) - named == set()
