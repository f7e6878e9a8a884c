// The desk by keyboard (the list stands in templates/repair/parts/keys.html), and what the desk says by itself.
const rows = [...document.querySelectorAll(".xx-q ol a")];
const decide = document.querySelector("form#decide");
const help = document.querySelector("dialog[data-keys]");
const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

// Whoever speaks to the computer, or shares it with a cat, turns the single keys off: kept in this browser.
const KEPT = "desk-keys";
const switches = document.querySelectorAll("input[data-single-keys]");
const singleKeys = () => localStorage.getItem(KEPT) !== "off";
switches.forEach((box) => {
  box.checked = singleKeys();
  box.addEventListener("change", () => {
    localStorage.setItem(KEPT, box.checked ? "on" : "off");
    switches.forEach((other) => { other.checked = box.checked; });
  });
});

function through(step) {
  const at = rows.findIndex((row) => row === document.activeElement);
  const from = at >= 0 ? at : rows.findIndex((row) => row.getAttribute("aria-current"));
  rows[Math.min(Math.max(from + step, 0), rows.length - 1)]?.focus();
}

function choose(letter) {
  const option = decide?.querySelector(`input[data-letter=${letter}]:not(:disabled)`);
  if (!option) return;
  option.checked = true;
  option.focus();
  option.dispatchEvent(new Event("change", { bubbles: true }));
}

const single = {
  j: () => through(1),
  k: () => through(-1),
  a: () => choose("a"),
  s: () => choose("s"),
  r: () => choose("r"),
  e: () => decide?.querySelector("textarea[name=reason]")?.focus(),
  p: () => document.querySelector("[data-preview]")?.click(),
  u: () => document.querySelector("[data-take-back] form")?.requestSubmit(),
  "/": () => document.querySelector(".xx-search input")?.focus(),
  "?": () => help?.showModal(),
};

addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey) return;
  if (event.ctrlKey) {
    if (event.key === "Enter" && decide && !help?.open) {
      event.preventDefault();
      decide.requestSubmit();
    }
    return;
  }
  if (!singleKeys() || typing(event.target) || help?.open || event.repeat && !"jk".includes(event.key)) return;
  const act = single[event.key.length === 1 ? event.key.toLowerCase() : ""];
  if (!act) return;
  event.preventDefault();
  act();
});

document.querySelectorAll("[data-open-keys]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => help?.showModal());
});

// The button says what it will do.
const chooser = document.querySelector("form[data-decide]");
if (chooser) {
  const button = chooser.querySelector(".xx-acts button[type=submit]");
  const plain = button.textContent;
  chooser.addEventListener("change", () => {
    const chosen = chooser.querySelector("input[name=decision]:checked");
    const label = chosen?.nextElementSibling?.textContent.trim();
    button.textContent = label ? `${label} · ${plain}` : plain;
  });
}

// What is ticked in the reasons library is copied into the words, where it can be changed.
document.querySelectorAll("[data-library]").forEach((library) => {
  const words = document.getElementById(`id_${library.dataset.library}`);
  library.querySelectorAll("input").forEach((box) => {
    box.removeAttribute("name");
    box.addEventListener("change", () => {
      const lines = words.value.split("\n").filter((line) => line.trim() && line !== box.dataset.text);
      words.value = (box.checked ? [...lines, box.dataset.text] : lines).join("\n");
      words.dispatchEvent(new Event("input", { bubbles: true }));
    });
    if (box.checked) box.dispatchEvent(new Event("change"));
  });
});

document.querySelectorAll("select[data-fills]").forEach((select) => {
  const words = document.getElementById(`id_${select.dataset.fills}`);
  let filled = "";
  select.addEventListener("change", () => {
    if (words.value.trim() && words.value !== filled) return;
    filled = select.selectedOptions[0].dataset.text || "";
    words.value = filled;
    words.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

document.querySelectorAll("[data-shown-to-applicant]").forEach((shown) => {
  const words = document.getElementById(`id_${shown.dataset.shownToApplicant}`);
  const list = shown.querySelector("ol");
  const show = () => {
    const items = words.value.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    });
    list.replaceChildren(...items);
    shown.hidden = !items.length;
  };
  words.addEventListener("input", show);
  show();
});

// One box for all the boxes of the page.
const all = document.querySelector("[data-tick-all]");
if (all) {
  const boxes = [...document.querySelectorAll("input[name=case][form=bulk]")];
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    boxes.forEach((box) => { box.checked = event.target.checked; });
  });
}

// What was issued can be taken back for some seconds: counted down in sight, said once when they are over.
document.querySelectorAll("[data-take-back]").forEach((strip) => {
  const [says, form, left] = [strip.querySelector("p"), strip.querySelector("form"), strip.querySelector("[data-seconds]")];
  const end = performance.now() + left.dataset.seconds * 1000;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const count = setInterval(() => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds > 0) {
      if (!still) left.textContent = left.dataset.left.replace(left.dataset.seconds, seconds);
      return;
    }
    clearInterval(count);
    const focused = form.contains(document.activeElement);
    form.remove();
    left.remove();
    says.append(` · ${strip.dataset.over}`);
    if (focused) says.focus();
  }, 250);
});

// Cases that come in while the page is open are announced; the list stays where it is until it is asked to change.
const arrived = document.querySelector("[data-arrived]");
if (arrived) {
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(arrived.dataset.arrived, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { count, words } = await answer.json();
    if (!count) return;
    arrived.querySelector("span").textContent = words;
    arrived.hidden = false;
  }, 60_000);
}
