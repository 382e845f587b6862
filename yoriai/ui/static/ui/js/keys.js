// Keys for forms that are filled all evening (typing in paper cards). Attached by attributes of the form:
//   data-keys                 Enter goes to the next field, from the last one it sends; Shift+Enter is a new line in a text area
//   data-key="1" on a button, link, tick or radio   Alt+1 presses it from anywhere in the page, and it says "keys:pressed"
//   data-first                the field that has the cursor when the page opens
// Enter that ends a Japanese conversion is left alone.
const FIELDS = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select";

document.querySelector("[data-first]")?.focus();

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    // `code` and not `key`: Alt changes what a key types on some keyboards.
    const sign = /^(?:Digit|Numpad|Key)(\w)$/.exec(event.code)?.[1].toLowerCase();
    const target = sign && document.querySelector(`[data-key="${CSS.escape(sign)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
    if (target.matches("input")) target.focus();
    target.dispatchEvent(new CustomEvent("keys:pressed", { bubbles: true }));
    return;
  }
  const form = event.target.closest?.("form[data-keys]");
  if (!form || event.key !== "Enter" || event.shiftKey || event.target.matches("button, a, summary")) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) return form.requestSubmit();
  const fields = [...form.querySelectorAll(FIELDS)].filter((field) => !field.disabled && !field.readOnly && field.checkVisibility());
  const next = fields[fields.indexOf(event.target) + 1];
  if (fields.includes(event.target) && next) {
    next.focus();
    next.select?.();
  } else {
    form.requestSubmit();
  }
});
