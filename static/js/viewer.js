// The viewer by keyboard: 1 to 5 materials, Z and X size, T turn, comma and full stop pages.
const sheet = document.querySelector("[data-sheet]");
const ZOOMS = [50, 75, 100, 150, 200];
const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function now(letter, known) {
  return known.find((each) => sheet.classList.contains(`xx-${letter}${each}`)) ?? known[0];
}

function become(letter, old, next) {
  sheet.classList.replace(`xx-${letter}${old}`, `xx-${letter}${next}`);
}

function zoom(step) {
  if (!sheet) return;
  const old = now("z", ZOOMS);
  const next = ZOOMS[Math.min(Math.max(ZOOMS.indexOf(old) + step, 0), ZOOMS.length - 1)];
  become("z", old, next);
}

function turn() {
  if (!sheet) return;
  const old = now("r", [0, 90, 180, 270]);
  become("r", old, (old + 90) % 360);
}

document.querySelectorAll("[data-zoom]").forEach((link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    zoom(Number(link.dataset.zoom));
  });
});
document.querySelector("[data-turn]")?.addEventListener("click", (event) => {
  event.preventDefault();
  turn();
});

const single = {
  z: () => zoom(1),
  x: () => zoom(-1),
  t: turn,
  ",": () => document.querySelector("[data-page=before]")?.click(),
  ".": () => document.querySelector("[data-page=after]")?.click(),
};

addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
  if (localStorage.getItem("desk-keys") === "off" || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const place = /^[1-5]$/.test(event.key) && document.querySelector(`[data-place="${event.key}"]`);
  const act = place ? () => place.click() : single[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
