// The clock on the hall's screen: how long until the end. Without this module the time of the end stands there.
for (const clock of document.querySelectorAll("[data-ends]")) {
  const ends = Date.parse(clock.dataset.ends);
  const face = clock.querySelector("time");
  const show = () => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    if (left > 6 * 3600) return; // another day: the time itself says more
    const [hours, minutes, seconds] = [left / 3600, (left / 60) % 60, left % 60].map(Math.floor);
    const two = (number) => String(number).padStart(2, "0");
    face.textContent = hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  };
  show();
  setInterval(show, 1000);
}
