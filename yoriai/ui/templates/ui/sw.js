{% comment %}The service worker. Keeps the page for being offline and static files whose name carries their hash; no page, nothing personal.{% endcomment %}const OFFLINE = "{% url 'ui:offline' %}";
const SHEETS = ["{% static 'ui/css/base.css' %}", "{% static 'ui/css/components.css' %}", "{% static 'ui/css/thread.css' %}"];
const KEEP = `yoriai:${SHEETS.join()}`; // other sheets, another version
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.(css|js|svg|png)$/;

self.addEventListener("install", (event) => {
  const page = new Request(OFFLINE, { credentials: "omit", cache: "reload" });
  event.waitUntil(caches.open(KEEP).then((kept) => kept.addAll([page, ...SHEETS])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("yoriai:") && name !== KEEP;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (HASHED.test(url.pathname)) {
    event.respondWith(caches.match(request).then((found) => found || fetched(request)));
  } else if (SHEETS.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});

// Names with a hash never change what they name: once fetched, kept.
async function fetched(request) {
  const answer = await fetch(request);
  if (answer.ok) {
    const kept = await caches.open(KEEP);
    await kept.put(request, answer.clone());
  }
  return answer;
}
