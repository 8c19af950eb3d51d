// Who logged in in another tab has another token for forms by then: it is taken from the cookie at the last moment.
(() => {
  "use strict";

  const { cookie } = document.currentScript.dataset;
  document.addEventListener("submit", ({ target: form }) => {
    const kept = document.cookie.split("; ").find((each) => each.startsWith(`${cookie}=`));
    if (kept) form.elements.csrfmiddlewaretoken.value = kept.slice(cookie.length + 1);
  });
})();
