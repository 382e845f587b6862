// Registers the service worker that shows a page of ours when there is no network. Nothing else depends on it.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
