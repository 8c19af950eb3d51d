// The admin: dates stay as they were typed, and a form that is sent does not meet its own draft on the way.
(() => {
  "use strict";

  // Wagtail's picker replaces a date that it cannot read with today's. The server answers with an error instead.
  jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

  // Wagtail saves a draft by itself while somebody types. A form that is sent at that moment would meet what was
  // saved by itself, so sending waits for what is under way, and after that nothing is saved by itself any more.
  let lastSave = null;
  let leaving = false;
  const autosaveOf = (form) => window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");

  document.addEventListener("w-autosave:save", (event) => {
    lastSave = event;
    if (leaving) event.preventDefault();
  });

  // The Enter key in a field presses the first button of a form, and nobody means to publish with that. By the
  // time a form is submitted the button already shows that it is busy, so this stops what comes before it.
  const BUTTONS = new Set(["button", "color", "file", "image", "reset", "submit"]);
  document.addEventListener(
    "keydown",
    (event) => {
      const field = event.target;
      if (event.key !== "Enter" || event.isComposing || !(field instanceof HTMLInputElement)) return;
      if (field.form?.id === "page-edit-form" && !BUTTONS.has(field.type)) event.preventDefault();
    },
    { capture: true },
  );

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const autosave = autosaveOf(form);
      if (!autosave || leaving) return;
      leaving = true;
      // Does away with one that still waits for a pause in the typing; what the server has is not stopped by it.
      lastSave?.preventDefault();
      if (autosave.submitPromise) {
        event.preventDefault();
        event.stopImmediatePropagation();
        const { submitter } = event;
        autosave.submitPromise.finally(() => sendOn(form, submitter));
      } else {
        setTimeout(() => {
          leaving = !event.defaultPrevented;
        });
      }
    },
    { capture: true },
  );

  // The button may be switched off by now, as it shows that it is busy; then its name would not be sent.
  function sendOn(form, submitter) {
    if (submitter?.name) {
      const name = document.createElement("input");
      name.type = "hidden";
      name.name = submitter.name;
      name.value = submitter.value;
      form.append(name);
    }
    form.requestSubmit();
  }

  // The grid of a table has words of its own in English only, and complains about any other language.
  window.addEventListener(
    "DOMContentLoaded",
    () => {
      const words = JSON.parse(document.getElementById("rb-grid-words").textContent);
      window.Handsontable?.languages.registerLanguageDictionary(document.documentElement.lang, words);
    },
    { capture: true },
  );

  // Somebody who comes back with the browser's own button goes on writing.
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
})();
