// The desk by keyboard: J/K through the queue, / to search. Ctrl or Alt combinations stay the browser's.
const rows = [...document.querySelectorAll(".xx-q ol a")];
const typing = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (event.key === "/") {
    document.querySelector(".xx-search input")?.focus();
    event.preventDefault();
    return;
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !rows.length) return;
  const at = rows.findIndex((row) => row === document.activeElement || row.getAttribute("aria-current"));
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.focus();
});

// The button says what it will do.
const form = document.querySelector("form[data-decide]");
if (form) {
  const button = form.querySelector(".xx-acts button");
  const plain = button.textContent;
  form.addEventListener("change", () => {
    const chosen = form.querySelector("input[name=decision]:checked");
    const label = chosen?.nextElementSibling?.textContent.trim();
    button.textContent = label ? `${label} · ${plain}` : plain;
  });
}
