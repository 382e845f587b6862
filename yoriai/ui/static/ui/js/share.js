// Copy, pass on, print. The buttons are hidden until this runs; the address in its field works without it.
const canShare = typeof navigator.share === "function";

for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.hidden = false;
if (canShare) for (const button of document.querySelectorAll("[data-pass-on]")) button.hidden = false;

function say(button, words) {
  const status = button.closest("[data-share]")?.querySelector("[data-status]");
  if (status) status.textContent = words;
  const label = button.querySelector("span");
  if (!label) return;
  const before = label.textContent;
  label.textContent = words;
  setTimeout(() => { label.textContent = before; }, 2500);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-pass-on], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) return print();
  if ("passOn" in button.dataset) {
    return navigator.share({ url: button.dataset.passOn, title: button.dataset.title }).catch(() => {});
  }
  const field = document.getElementById(button.dataset.copy);
  if (!field) return;
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent);
  } catch {
    field.select?.();
    document.execCommand("copy"); // no clipboard without https: the old way
  }
  say(button, button.dataset.done);
});
