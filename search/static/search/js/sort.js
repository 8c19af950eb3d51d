// Another order applies at once; the button beside it is for when this does not run.
const order = document.querySelector("#volgorde");

if (order?.form) {
  const button = order.parentElement.querySelector("button");
  if (button) button.hidden = true;
  order.addEventListener("change", () => order.form.requestSubmit());
}
