// Keeps what is being typed: two seconds after the last key, and on leaving. The line `data-keeps` inside a form says when.
//   <p data-keeps="{address of the door}" data-failed="{not kept yet}" data-gone="{signed out}" role="status">
// Never passwords or files. Without this module the button beside it keeps the form as it stands.
const AFTER = 2000;
const AGAIN = 15000;

for (const line of document.querySelectorAll("form [data-keeps]")) keep(line.closest("form"), line);

function keep(form, line) {
  let timer = null;
  let typed = false; // something stands here that is not kept yet
  let underWay = false;
  let sent = false;

  function fields() {
    const data = new FormData(form);
    for (const box of form.querySelectorAll("input[type=password], input[type=file]")) data.delete(box.name);
    return data;
  }

  function say(words) {
    if (line.textContent !== words) line.textContent = words;
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    if (sent || !typed) return;
    if (underWay) return later(AFTER);
    underWay = true;
    typed = false;
    const answer = await fetch(line.dataset.keeps, { method: "POST", body: fields() }).catch(() => null);
    underWay = false;
    if (answer?.redirected || answer?.status === 403) {
      typed = true;
      return say(line.dataset.gone);
    }
    const told = await answer?.json().catch(() => null);
    if (answer?.ok) return say(told.line);
    typed = true;
    say(told?.line ?? line.dataset.failed);
    later(AGAIN);
  }

  function touched(event) {
    if (event.target.matches("[type=password], [type=file]")) return;
    typed = true;
    later(AFTER);
  }

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("submit", (event) => {
    // A button with an address of its own keeps the form on the way there.
    if (event.submitter?.name !== "draft" || event.submitter.hasAttribute("formaction")) {
      sent = true;
      clearTimeout(timer);
      return;
    }
    event.preventDefault();
    typed = true;
    save();
  });
  addEventListener("online", () => later(0));
  addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });
  // A phone that puts the page away says `hidden` and perhaps nothing more.
  function leave() {
    if (!typed || sent) return;
    typed = false;
    clearTimeout(timer);
    if (!navigator.sendBeacon(line.dataset.keeps, fields())) typed = true;
  }

  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
}
