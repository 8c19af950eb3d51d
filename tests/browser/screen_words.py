"""The words that somebody sees or hears on a screen, and those that do not belong there."""

import re

from playwright.sync_api import Page

# Texts and names of what is on the screen; not what somebody typed.
READ = """() => {
  const found = [];
  const look = (node) => {
    if (node.nodeType === 3) {
      if (node.textContent.trim() && node.parentElement?.checkVisibility({ visibilityProperty: true }))
        found.push(node.textContent.trim());
      return;
    }
    if (node.nodeType !== 1 || ["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"].includes(node.tagName)) return;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = node.getAttribute(name)?.trim();
      if (text && node.checkVisibility()) found.push(text);
    }
    node.childNodes.forEach(look);
  };
  look(document.body);
  return found;
}"""
# Of the machine, or English. "Of", "to" and the like are Dutch too, or stand in an address.
FORBIDDEN = re.compile(
    r"\b(live|workflows?|slug|valid\w*|revisies?|chooser|documenten|document|snippets?|moderatie|url"
    r"|actions?|grid|minimap|true|false|none|checks|dashboard|wagtail"
    r"|the|and|your|this|page|pages|select|search|save|delete|edit|view|add|choose|draft)\b",
    re.IGNORECASE,
)


def strange_words(page: Page) -> list[str]:
    """What is read on this screen and does not belong there."""
    return [text for text in dict.fromkeys(page.evaluate(READ)) if FORBIDDEN.search(text)]
