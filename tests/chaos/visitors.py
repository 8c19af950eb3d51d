"""Visitors: people without an account, who look at what editors do."""

import time
from typing import Any

import requests

from tests.chaos.admin import ask
from tests.chaos.pages import PAGE, words_in
from tests.chaos.people import Colleague, Person


class Visitor(Person):
    """Somebody without an account, who reads pages and searches."""

    def __init__(self, everybody: list[Colleague], *about: Any) -> None:
        super().__init__(*about)
        self.everybody = everybody
        self.session = requests.Session()

    def do_something(self) -> None:
        pages = self.chance.choice(self.everybody).pages
        if not pages:
            time.sleep(0.1)
            return
        page = self.chance.choice(pages)
        key, place = page.key, page.place
        by = "search" if self.chance.random() < 0.2 else "page"
        look = self.log.write("look", who=self.name, kind=PAGE.name, key=key, by=by, place=place)
        path = f"/{place}/{key}/" if by == "page" else f"/zoeken/?q={key}"
        answer = ask(self.session, "GET", f"{self.supervisor.url}{path}")
        saw = {"status": answer.status_code, "words": words_in(answer.text, key)}
        saw["found"] = f'/{key}/"' in answer.text
        self.log.write("saw", ref=look, kind=PAGE.name, key=key, **saw)
        time.sleep(0.15)
