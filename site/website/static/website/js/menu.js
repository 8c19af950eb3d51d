// The menu on a phone works without this; here it also closes on Escape and on a tap beside it.
const menu = document.querySelector("details.rb-menu");

if (menu) {
  const close = (giveFocusBack) => {
    if (!menu.open) return;
    menu.open = false;
    if (giveFocusBack) menu.querySelector("summary").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) close(false);
  });
}
