"""Narrowing a list down by links: which filters there are, their counts, and what is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from casebook.fields import marked

PAGE = "pagina"
LONGEST_VALUE = 80


@dataclass(frozen=True)
class Option:
    """One value of a filter: what stands in the address, what people read, and how many it leaves."""

    value: str
    label: str
    count: int
    code: str = ""


@dataclass(frozen=True)
class Filter:
    """A filter on a related row or field: `path` leads to the value, `label_path` to what people read.

    `labels` names the values of a fixed list instead; `within` narrows the related rows down to those
    that may be shown; `show_code` puts the value before the label.
    """

    param: str
    title: str
    path: str
    label_path: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    within: Q = field(default_factory=Q)
    show_code: bool = False

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Keep the rows that have a value."""
        return rows.filter(self.within, **{self.path: value})

    def options(self, rows: QuerySet[Any]) -> list[Option]:
        """Give every value that some row has, with its count; one query."""
        label = F(self.label_path) if self.label_path else F(self.path)
        found = (
            rows.filter(self.within)
            .exclude(**{f"{self.path}__isnull": True})
            .order_by()
            .values(filter_value=F(self.path), filter_label=label)
            .annotate(filter_count=Count("pk", distinct=True))
        )
        options = [
            Option(
                row["filter_value"],
                str(self.labels.get(row["filter_value"], row["filter_label"])),
                row["filter_count"],
                row["filter_value"] if self.show_code else "",
            )
            for row in found
        ]
        if self.labels:
            places = list(self.labels)
            return sorted(options, key=lambda option: places.index(option.value))
        return sorted(options, key=lambda option: option.code or option.label.casefold())


@dataclass(frozen=True)
class SetFilter(Filter):
    """A filter on a field that holds several values of a fixed list (`casebook.fields.ChoiceSetField`)."""

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(self._has(value))

    def options(self, rows: QuerySet[Any]) -> list[Option]:
        numbers = rows.aggregate(
            **{f"n{place}": Count("pk", filter=self._has(value)) for place, value in enumerate(self.labels)}
        )
        return [
            Option(value, str(label), numbers[f"n{place}"])
            for place, (value, label) in enumerate(self.labels.items())
            if numbers[f"n{place}"]
        ]

    def _has(self, value: str) -> Q:
        return Q(**{f"{self.path}__contains": marked(value)})


def choices(
    rows: QuerySet[Any], filters: Iterable[Filter], parameters: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Give the chosen values, and the names of filters whose value in the address exists nowhere in the list.

    One query for each chosen value of a filter without a fixed list.
    """
    asked = chosen_values(filters, parameters)
    unknown = [
        item
        for item in filters
        if item.param in asked
        and asked[item.param] not in (item.labels or {option.value for option in item.options(rows)})
    ]
    kept = {param: value for param, value in asked.items() if param not in {item.param for item in unknown}}
    return kept, [item.title for item in unknown]


def left_out(titles: Sequence[str]) -> list[str]:
    """Say which filters were left out, if any."""
    if not titles:
        return []
    names = ", ".join(title.lower() for title in titles)
    return [_("We left out a filter, as that choice does not exist here: %(names)s.") % {"names": names}]


def chosen_values(filters: Iterable[Filter], parameters: Mapping[str, str]) -> dict[str, str]:
    """Give the chosen value of each filter that has one in the address."""
    found = {item.param: parameters.get(item.param, "").strip()[:LONGEST_VALUE] for item in filters}
    return {param: value for param, value in found.items() if value}


def narrowed(
    rows: QuerySet[Any], filters: Iterable[Filter], chosen: Mapping[str, str], but: Filter | None = None
) -> QuerySet[Any]:
    """Keep the rows that have every chosen value, one filter left out on request."""
    for item in filters:
        if item is not but and item.param in chosen:
            # A subquery each, so that the joins of one filter never multiply the rows of another.
            rows = rows.filter(
                pk__in=item.narrow(rows.model.objects.order_by(), chosen[item.param]).values("pk")
            )
    return rows


def filter_context(
    rows: QuerySet[Any], filters: Sequence[Filter], chosen: Mapping[str, str], base: str
) -> dict[str, Any]:
    """Give facets with counts and tags with a way back, for their components; one query a filter."""
    facets = []
    tags = []
    for item in filters:
        options = item.options(narrowed(rows, filters, chosen, but=item))
        if item.param in chosen:
            value = chosen[item.param]
            # What the other choices leave out of the options still has its name.
            label = _label(options, value) or item.labels.get(value) or _label(item.options(rows), value)
            tags.append({"label": label or value, **_way(base, filters, _without(chosen, item.param))})
        if options:
            facets.append(
                {
                    "title": item.title,
                    "options": [_link(item, option, filters, chosen, base) for option in options],
                }
            )
    return {
        "facets": facets,
        "chosen_count": len(chosen),
        "tags": tags,
        "clear_url": base if len(tags) > 1 else "",
    }


def _label(options: Iterable[Option], value: str) -> str:
    return next((option.label for option in options if option.value == value), "")


def address(base: str, chosen: Mapping[str, str], page: int = 1) -> str:
    """Give the address of a list with these choices; each choice has one place in it, that of its filter."""
    query = {**chosen, **({PAGE: str(page)} if page > 1 else {})}
    return f"{base}?{urlencode(query)}" if query else base


def _way(base: str, filters: Iterable[Filter], chosen: Mapping[str, str]) -> dict[str, Any]:
    """Give the address of other choices; robots do not follow it to where choices come together, for of
    those addresses there is no end."""
    in_order = {item.param: chosen[item.param] for item in filters if item.param in chosen}
    return {"url": address(base, in_order), "nofollow": len(in_order) > 1}


def _without(chosen: Mapping[str, str], param: str) -> dict[str, str]:
    return {key: value for key, value in chosen.items() if key != param}


def _link(
    item: Filter, option: Option, filters: Iterable[Filter], chosen: Mapping[str, str], base: str
) -> dict[str, Any]:
    """Give the link of an option: it chooses, or lets go of what is chosen."""
    here = chosen.get(item.param) == option.value
    others = _without(chosen, item.param)
    wanted = others if here else {**others, item.param: option.value}
    return {
        "label": option.label,
        "code": option.code,
        "count": option.count,
        "chosen": here,
        **_way(base, filters, wanted),
    }
