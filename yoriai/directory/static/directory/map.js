// The map: wards as outlines, thousands of pins joined by a grid at each scale, only those in sight drawn. The list works without it.
const box = document.getElementById("map");
const says = document.getElementById("map-says");
const CELL = 56; // pixels: two fingertips
const FEW = 8; // so many are shown as cards rather than by coming closer
const CLOSEST = 17;
const BATCH = 16; // pins of one frame: the largest stand at once, and a slow phone can be scrolled meanwhile

const colour = (name) => getComputedStyle(box).getPropertyValue(name).trim();

function unpack(data) {
  const count = data.x.length;
  const latitudes = new Float64Array(count), longitudes = new Float64Array(count);
  let y = 0;
  for (let i = 0; i < count; i += 1) {
    y += data.y[i];
    latitudes[i] = y / 1e5;
    longitudes[i] = data.x[i] / 1e5;
  }
  return { count, latitudes, longitudes, kinds: data.kinds, kindOf: data.k, codes: data.c };
}

function world(pins) {
  // Where each pin lies at scale 0 (Leaflet's own projection, without an object for each); at scale z it is 2^z times as far.
  const xs = new Float64Array(pins.count), ys = new Float64Array(pins.count);
  for (let i = 0; i < pins.count; i += 1) {
    const sine = Math.sin((pins.latitudes[i] * Math.PI) / 180);
    xs[i] = 256 * (pins.longitudes[i] / 360 + 0.5);
    ys[i] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  }
  return { xs, ys };
}

function groups(map, pins, at) {
  const scale = 2 ** map.getZoom();
  const bounds = map.getPixelBounds();
  const found = new Map();
  for (let i = 0; i < pins.count; i += 1) {
    const x = at.xs[i] * scale, y = at.ys[i] * scale;
    if (x < bounds.min.x - CELL || x > bounds.max.x + CELL || y < bounds.min.y - CELL || y > bounds.max.y + CELL) continue;
    const key = Math.floor(x / CELL) * 1e7 + Math.floor(y / CELL);
    const group = found.get(key);
    if (group) {
      group.members.push(i);
      group.x += x;
      group.y += y;
    } else found.set(key, { members: [i], x, y });
  }
  return joined([...found.values()]);
}

function joined(cells) {
  // A cluster on the border of two cells would lie over its neighbour: such neighbours become one.
  const made = [];
  for (const cell of cells.sort((a, b) => b.members.length - a.members.length)) {
    const x = cell.x / cell.members.length, y = cell.y / cell.members.length;
    const near = made.find((one) => Math.hypot(one.x / one.members.length - x, one.y / one.members.length - y) < 0.7 * CELL);
    if (near) {
      near.members = near.members.concat(cell.members);
      near.x += cell.x;
      near.y += cell.y;
    } else made.push(cell);
  }
  return made;
}

async function show(pins, members, focus) {
  const codes = members.slice(0, 30).map((i) => pins.codes.slice(i * 6, i * 6 + 6)).join(",");
  const answer = await fetch(`${box.dataset.here}?codes=${codes}`);
  if (!answer.ok) return;
  const panel = document.getElementById("here");
  panel.innerHTML = await answer.text(); // our own page, escaped by the server
  panel.hidden = false;
  if (focus) panel.querySelector("h2")?.focus();
  panel.scrollIntoView({ block: "nearest" });
}

let drawn = 0; // which drawing is going on: a newer one ends it

function draw(map, layer, pins, at) {
  const mine = (drawn += 1);
  const waiting = groups(map, pins, at);
  layer.clearLayers();
  const some = () => {
    if (mine !== drawn) return;
    pin(map, layer, pins, waiting.splice(0, BATCH));
    if (waiting.length) requestAnimationFrame(some);
  };
  some();
}

function pin(map, layer, pins, some) {
  for (const group of some) {
    const number = group.members.length;
    const middle = map.unproject(L.point(group.x / number, group.y / number));
    const kind = pins.kinds[pins.kindOf.charCodeAt(group.members[0]) - 48];
    const size = number === 1 ? 30 : Math.min(54, 30 + 5 * Math.log2(number));
    const title = number === 1 ? kind[1] : `${number} ${box.dataset.many}`;
    const className = number === 1 ? `pin one ${kind[0]}` : "pin";
    const icon = L.divIcon({ className, iconSize: [size, size], html: "" });
    const marker = L.marker(middle, { icon, title, alt: title }).addTo(layer);
    const element = marker.getElement();
    element.dataset.number = number === 1 ? "" : number;
    element.setAttribute("aria-label", title);
    marker.on("click keypress", (event) => {
      if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
      if (number <= FEW || map.getZoom() >= CLOSEST) show(pins, group.members, true);
      else map.fitBounds(L.latLngBounds(group.members.map((i) => [pins.latitudes[i], pins.longitudes[i]])).pad(0.2), { maxZoom: CLOSEST });
    });
  }
}

function ground(map, areas) {
  const line = { color: colour("--edge"), weight: 1.5, fillColor: colour("--sheet"), fillOpacity: box.dataset.tiles ? 0 : 1, interactive: false };
  map.createPane("names").style.zIndex = 450; // above the ground, below the pins
  for (const area of areas) {
    L.polygon(area.rings, line).bindTooltip(area.name, { permanent: true, direction: "center", className: "ward-name", pane: "names" }).addTo(map);
  }
}

async function begin() {
  box.hidden = false;
  for (const tool of document.querySelectorAll(".map-tools")) tool.hidden = false;
  const map = L.map(box, { maxZoom: 18, minZoom: 8, zoomSnap: 0.5, zoomControl: false, attributionControl: Boolean(box.dataset.tiles) });
  L.control.zoom({ zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
  if (box.dataset.tiles) {
    map.attributionControl.setPrefix(false);
    const credit = document.createElement("span");
    credit.textContent = box.dataset.credit;
    L.tileLayer(box.dataset.tiles, { attribution: credit.innerHTML, maxZoom: 18 }).addTo(map);
  }
  const [pins, land] = await Promise.all([box.dataset.pins, box.dataset.ground].map(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }));
  const unpacked = unpack(pins);
  const at = world(unpacked);
  const spot = box.dataset.spot?.split(",").map(Number);
  const wards = L.latLngBounds(land.areas.flatMap((area) => area.rings.flat()));
  if (spot) {
    map.setView(spot, 14);
    L.marker(spot, { interactive: false, keyboard: false, icon: L.divIcon({ className: "spot", iconSize: [18, 18] }) }).addTo(map);
  } else if (land.areas.length && !new URLSearchParams(location.search).get("area")) {
    map.fitBounds(wards, { animate: false });
  } else if (unpacked.count) {
    const points = L.latLngBounds(Array.from(unpacked.latitudes, (y, i) => [y, unpacked.longitudes[i]]));
    map.fitBounds(points, { padding: [24, 24], maxZoom: 15, animate: false });
  } else map.setView([38.27, 140.87], 11);
  const layer = L.layerGroup().addTo(map);
  const again = () => draw(map, layer, unpacked, at);
  map.on("moveend", again);
  again();
  performance.mark("pins");
  requestAnimationFrame(() => ground(map, land.areas));
  document.querySelector("[data-centre]").addEventListener("click", () => nearest(map.getCenter().lat, map.getCenter().lng));
}

function nearest(latitude, longitude) {
  const address = new URL(location.href);
  address.searchParams.delete("page");
  address.searchParams.delete("town");
  address.searchParams.set("near", `${latitude.toFixed(3)},${longitude.toFixed(3)}`);
  location.assign(address);
}

document.querySelector("[data-where]")?.addEventListener("click", () => {
  const none = () => { says.textContent = says.dataset.none; };
  if (!navigator.geolocation) return none();
  navigator.geolocation.getCurrentPosition((found) => nearest(found.coords.latitude, found.coords.longitude), none, { timeout: 10000, maximumAge: 60000 });
});

begin().catch(() => { says.textContent = says.dataset.broken; });
