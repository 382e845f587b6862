// Keeps a region of the page fresh. The live process says only "version n"; the region is then fetched as any reader would.
//   <div data-live="{address of the stream, with its ticket}" data-live-from="{address of the region}" aria-live="polite">
// The answer replaces what is inside. Without this module a reload shows the same.
const PAUSE = 700; // ms: a burst of votes is one fetch

for (const region of document.querySelectorAll("[data-live]")) follow(region);

function follow(region) {
  let waiting = null;
  let version = "";
  let failed = 0;
  let stream = null;

  async function refresh() {
    waiting = null;
    // Never under somebody's fingers: wait until the field inside has been left.
    if (region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) {
      waiting = setTimeout(refresh, 2000);
      return;
    }
    const answer = await fetch(region.dataset.liveFrom, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
    region.innerHTML = await answer.text();
    if (focused) document.getElementById(focused)?.focus();
    window.htmx?.process(region);
    region.dispatchEvent(new CustomEvent("live:fresh", { bubbles: true }));
  }

  function listen() {
    stream = new EventSource(region.dataset.live);
    stream.onmessage = (event) => {
      failed = 0;
      if (event.data === version) return;
      version = event.data;
      waiting ??= setTimeout(refresh, PAUSE);
    };
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      failed += 1;
      setTimeout(failed < 6 ? listen : refresh, Math.min(60000, 2000 * 2 ** failed));
    };
  }

  listen();
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { listen(); refresh(); } });
}
