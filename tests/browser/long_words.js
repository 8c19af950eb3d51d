// Words as an editor may write them, put in every place of a page, and what they do to it.
(() => {
  // 61 letters. Dutch makes them as easily as that.
  const WORD = "Arbeidsmarktregiosamenwerkingsovereenkomstbegeleidingsgroepen";
  const style = (element) => getComputedStyle(element);
  const UNSEEN = "svg, script, style, select, .rb-hidden, .rb-skip";
  // What is ours and never longer: signs, numbers, words on one line of their own.
  const OURS = [
    ".rb-wordmark, .rb-header summary, .rb-search__bar button, .rb-results__sort, .rb-row__facts dt",
    ".rb-knot, .rb-facets__count, .rb-agenda__day, .rb-pages, .rb-colours",
  ].join(", ");

  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const holder = walker.currentNode.parentElement;
      if (/\p{L}/u.test(walker.currentNode.data) && !holder.closest(UNSEEN)) {
        found.push({ node: walker.currentNode, holder });
      }
    }
    return found;
  };
  const clipped = (holder) => {
    for (let at = holder; at; at = at.parentElement) if (style(at).clipPath === "inset(50%)") return true;
    return false;
  };
  const seen = () =>
    texts().filter(({ holder }) => holder.checkVisibility({ visibilityProperty: true }) && !clipped(holder));
  const shown = (node, from = 0, to = node.data.length) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
  };
  const scrolls = (element) => ["auto", "scroll"].includes(style(element).overflowX);
  const says = (node) => `“${node.data.trim().replace(WORD, "…").slice(0, 40)}”`;

  // The nearest box around a text whose edge is seen, or that cuts off what sticks out of it.
  const box = (holder) => {
    for (let at = holder; at && at !== document.body; at = at.parentElement) {
      if (scrolls(at)) return null;
      const { display, overflowX, borderInlineEndWidth, backgroundColor } = style(at);
      const drawn = borderInlineEndWidth !== "0px" || backgroundColor !== "rgba(0, 0, 0, 0)";
      if (display !== "inline" && (drawn || overflowX !== "visible")) return at;
    }
    return document.body;
  };

  const sideways = () => {
    const page = document.documentElement;
    return page.scrollWidth > window.innerWidth ? [`the page is ${page.scrollWidth} px wide`] : [];
  };
  const outside = () =>
    seen().flatMap(({ node, holder }) => {
      const around = box(holder);
      if (!around) return [];
      const edge = around.getBoundingClientRect();
      const cut = style(around).overflowY !== "visible" && around !== document.body;
      const out = shown(node).some(
        (rect) =>
          rect.left < edge.left - 1 || rect.right > edge.right + 1 || (cut && rect.bottom > edge.bottom + 1),
      );
      return out ? [`sticks out of ${around.className || around.tagName}: ${says(node)}`] : [];
    });

  // Of two texts that lie over each other: the middle of a line counts, for letters are smaller than lines.
  const overlapping = () => {
    const lines = seen().flatMap(({ node, holder }) =>
      shown(node).map((rect) => ({
        node,
        holder,
        left: rect.left + 1,
        right: rect.right - 1,
        top: rect.top + rect.height * 0.3,
        bottom: rect.bottom - rect.height * 0.3,
      })),
    );
    lines.sort((one, other) => one.top - other.top);
    const found = new Set();
    lines.forEach((one, index) => {
      for (let next = index + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
        const other = lines[next];
        const covers = one.left < other.right && other.left < one.right;
        if (covers && one.node !== other.node) found.add(`${says(one.node)} lies over ${says(other.node)}`);
      }
    });
    for (const drawn of document.querySelectorAll("main :is(img, svg.rb-icon, .rb-outline path)")) {
      const sign = drawn.getBoundingClientRect();
      for (const line of drawn.checkVisibility() && sign.width ? lines : []) {
        const beside = sign.right <= line.left || sign.left >= line.right;
        const covers = !beside && sign.top < line.bottom && line.top < sign.bottom;
        if (covers) found.add(`${says(line.node)} lies over a picture`);
      }
    }
    return [...found];
  };

  return {
    // Put the word in after what stands everywhere, as the value of every field too.
    stretch() {
      for (const folded of document.querySelectorAll("main details")) folded.open = true;
      for (const { node, holder } of texts()) {
        if (!holder.closest(OURS)) node.data = node.data.replace(/\s*$/, (end) => ` ${WORD}${end}`);
      }
      for (const field of document.querySelectorAll("input[type=search], input[type=text], textarea")) {
        field.value = WORD;
      }
    },
    trouble: () => [...sideways(), ...outside(), ...overlapping()],
    outside: () => [...sideways(), ...outside()],
    // Ordinary words, up to so many letters, that stand on two lines; an address is none.
    broken: (most) =>
      seen().flatMap(({ node }) =>
        [...node.data.matchAll(/(?<![\p{L}\p{N}@./])[\p{L}\p{N}]+(?![\p{L}\p{N}@]|\.\p{L})/gu)]
          .filter(([word]) => word.length <= most)
          .filter(({ 0: word, index }) => {
            const rects = shown(node, index, index + word.length);
            return rects.some((rect) => rect.top > rects[0].bottom - 2);
          })
          .map(([word]) => `${word} in ${says(node)}`),
      ),
  };
})()
