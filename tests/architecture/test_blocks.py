"""A block that its template's parents do not have shows nothing, and nobody is told: every name is known."""

from django.template import Template, engines
from django.template.loader_tags import BlockNode, ExtendsNode

from tests.architecture.rooms import files

ENGINE = engines["django"].engine


def parent_of(template: Template) -> Template | None:
    """The template that this one extends; None for none, or one that is only known when it is shown."""
    for extends in template.nodelist.get_nodes_by_type(ExtendsNode):
        name = extends.parent_name.var
        if isinstance(name, str):
            # One that extends the template whose place it takes.
            return ENGINE.find_template(name, skip=[template.origin])[0]
    return None


def blocks_of(template: Template | None) -> set[str]:
    """The names of all blocks of a template and of those that it extends."""
    if template is None:
        return set()
    own = {block.name for block in template.nodelist.get_nodes_by_type(BlockNode)}
    return own | blocks_of(parent_of(template))


def test_blocks_that_a_template_fills_are_there_in_what_it_extends():
    looked_at, unknown = 0, {}
    for _room, path in files("templates/**/*.html"):
        name = "/".join(path.parts[path.parts.index("templates") + 1 :])
        template = ENGINE.get_template(name)
        parent = parent_of(template)
        if parent is not None:
            looked_at += 1
            (extends,) = template.nodelist.get_nodes_by_type(ExtendsNode)
            filled = {node.name for node in extends.nodelist if isinstance(node, BlockNode)}
            if missing := filled - blocks_of(parent):
                unknown[name] = missing

    assert looked_at
    assert unknown == {}
