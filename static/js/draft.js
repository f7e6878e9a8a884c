// What is typed is kept every ten seconds; without a network it waits in this window.
const form = document.querySelector("form[data-draft]");
if (form) {
  const says = form.querySelector("[data-draft-says]");
  const version = form.elements.draft_version;
  const here = "draft:" + form.dataset.draft;
  const say = (words, alarm) => {
    if (alarm) says.setAttribute("role", "alert");
    says.textContent = words;
  };
  const typed = () => {
    const data = new FormData(form);
    for (const name of ["csrfmiddlewaretoken", "draft_version", "rules_seen"]) data.delete(name);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data).toString();
  };

  form.elements.draft_window.value = crypto.randomUUID?.() || String(Math.random());
  const keepHere = (sent) => sessionStorage.setItem(here, JSON.stringify([version.value, sent, typed()]));

  // What the network or an expired session did not take comes back when this window opens the page again.
  const [seen, sent, left] = JSON.parse(sessionStorage.getItem(here) || "[]");
  const back = left && (seen === version.value || !sent);
  if (back) {
    version.value = seen;
    for (const [field, value] of new URLSearchParams(left)) {
      const input = form.elements[field];
      if (!input || field === "draft_window") continue;
      if (input.type === "checkbox") input.checked = true;
      else input.value = value;
    }
  }

  let kept = back ? "" : typed();
  let busy = false;
  let stopped = false;
  const save = async () => {
    const now = typed();
    if (busy || stopped || form.dataset.sent || now === kept) return;
    busy = true;
    try {
      const body = new URLSearchParams(now);
      body.set("draft_version", version.value);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body, redirect: "manual", keepalive: true, headers: { Accept: "application/json" },
      });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) {
        kept = now;
        version.value = said.version;
        sessionStorage.removeItem(here);
        form.dataset.savedAt = said.words.slice(0, 5);
        say(said.words);
        document.dispatchEvent(new Event("xx:seen"));
      } else if (answer.type === "opaqueredirect" || answer.status === 403) {
        keepHere(false);
        stopped = true;
        const at = form.dataset.savedAt;
        say(at ? form.dataset.expired.replace("00:00", at) : form.dataset.expiredEarly, true);
      } else {
        stopped = answer.status === 409;
        say(said.words || form.dataset.refused, true);
      }
    } catch {
      keepHere(false);
      say(form.dataset.offline, true);
    } finally {
      busy = false;
    }
  };
  setInterval(save, 10000);
  addEventListener("online", save);
  document.addEventListener("xx:keep", save);
  addEventListener("visibilitychange", () => document.hidden && save());
  form.addEventListener("submit", () => keepHere(true));
}
