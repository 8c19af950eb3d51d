// Explanations show by hover, focus and tap without this; here Escape puts one away until one comes back to its word.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".rb-term:is(:hover, :focus-within)")) {
    term.classList.add("is-closed");
    const open = () => term.classList.remove("is-closed");
    term.addEventListener("mouseenter", open, { once: true });
    term.addEventListener("focusin", open, { once: true });
  }
});
