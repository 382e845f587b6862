// The entry bench: 1, 2, 3 choose the sort with Alt (see ui/js/keys.js), and plainly while no text is being typed.
// Without this module every field is reached by Tab, and the radio buttons by the arrow keys.
const form = document.querySelector("form[data-cards]");
if (form) {
  const sorts = [...form.querySelectorAll("input[type=radio][name=sort]")];
  sorts.forEach((radio, place) => { radio.dataset.key = String(place + 1); });
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const typing = event.target.matches?.("textarea, input:not([type=radio], [type=checkbox])");
    const radio = typing ? null : sorts[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.click();
    form.querySelector("[data-first]")?.focus();
  });
  // After a sort was chosen by Alt+1, 2, 3 the cursor goes back to the words; whoever walks with the arrows stays.
  form.addEventListener("keys:pressed", (event) => {
    if (event.target.name === "sort") form.querySelector("[data-first]")?.focus();
  });
}
