// After a form came back with errors: go to the summary, so that it is seen and read out.
const summary = document.querySelector(".rb-error-summary");

if (summary) summary.focus();
