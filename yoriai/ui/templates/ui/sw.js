{% comment %}The service worker. Keeps the page for being offline and static files whose name carries their hash; no page, nothing personal.{% endcomment %}// {% static 'ui/css/yoriai.css' %} names this version
const KEEP = "yoriai:{% static 'ui/css/yoriai.css' %}";
const OFFLINE = "{% url 'ui:offline' %}";
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.(css|js|svg|png|woff2)$/;

self.addEventListener("install", (event) => {
  const page = new Request(OFFLINE, { credentials: "omit", cache: "reload" });
  event.waitUntil(caches.open(KEEP).then((kept) => kept.addAll([page, "{% static 'ui/css/yoriai.css' %}"])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("yoriai:") && name !== KEEP).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (HASHED.test(url.pathname)) {
    event.respondWith(caches.match(request).then((found) => found || fetch(request).then((answer) => {
      if (answer.ok) { const copy = answer.clone(); caches.open(KEEP).then((kept) => kept.put(request, copy)); }
      return answer;
    })));
  } else if (url.pathname === "{% static 'ui/css/yoriai.css' %}") {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
