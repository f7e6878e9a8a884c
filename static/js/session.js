// Five minutes before an idle session ends the page says so; going on is one click. Tabs tell each other.
const box = document.querySelector("[data-idle]");
if (box) {
  const length = 1000 * Number(box.dataset.idle);
  const warning = Math.min(5 * 60 * 1000, length / 2);
  const now = () => Date.now();
  const seen = () => {
    try { localStorage.setItem("xx-seen", String(now())); } catch { box.dataset.seen = String(now()); }
    box.hidden = true;
  };
  const last = () => {
    try { return Number(localStorage.getItem("xx-seen")); } catch { return Number(box.dataset.seen); }
  };
  seen(); // this page has just come
  document.addEventListener("xx:seen", seen);
  const form = box.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.ok) seen();
    else location.reload();
  });
  setInterval(() => {
    const left = length - (now() - last());
    if (left > warning) {
      box.hidden = true;
      return;
    }
    if (box.hidden) {
      document.dispatchEvent(new Event("xx:keep")); // a draft is saved before the words say so
      box.hidden = false;
    }
    if (left <= 0) {
      box.querySelector("[data-words]").textContent = box.dataset.over;
      form.querySelector("button").hidden = true;
      box.querySelector("a").hidden = false;
    }
  }, 1000);
}
