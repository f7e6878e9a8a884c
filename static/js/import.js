// How far an import is, asked every second; a lost connection is waited out, and the end shows the page anew.
const POLL = 1000;
const box = document.querySelector("[data-import-progress]");

const ask = async () => {
  let wait = POLL;
  try {
    const answer = await fetch(box.dataset.importProgress, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const said = await answer.json();
      if (!said.working) {
        location.reload();
        return;
      }
      const words = box.querySelector("[data-words]");
      if (words.textContent !== said.words) words.textContent = said.words;
      const bar = box.querySelector("progress");
      bar.max = said.total || 1;
      if (said.done) bar.value = said.done; // without one it only shows that something goes on
    } else wait = 5 * POLL;
  } catch {
    wait = 5 * POLL;
  }
  setTimeout(ask, wait);
};

if (box) setTimeout(ask, POLL);
