// Files go up one by one, with progress and a way out; without a script the form's own button sends them.
const POLL = 1500;

const boxOf = (node) => node.closest("[data-files]");
const token = (box) => box.closest("form").elements.csrfmiddlewaretoken.value;

const show = (box, said) => {
  box.querySelector("[data-rows]").innerHTML = said.rows; // our own server's markup
  box.querySelector("[data-hint]").textContent = said.hint;
  document.querySelector("[data-sign-again]")?.toggleAttribute("hidden", !said.sign_again);
  summarise();
  if (said.checking) setTimeout(() => ask(box), POLL);
};

const ask = async (box) => {
  if (box.contains(document.activeElement) && document.activeElement.type === "text") {
    setTimeout(() => ask(box), POLL); // somebody is writing an explanation
    return;
  }
  try {
    const answer = await fetch(box.dataset.files, { headers: { Accept: "application/json" } });
    if (answer.ok) show(box, await answer.json());
  } catch {
    setTimeout(() => ask(box), 4 * POLL);
  }
};

const line = (tag, css, words) => {
  const made = document.createElement(tag);
  made.className = css;
  made.textContent = words;
  return made;
};

const problem = (box, words) => {
  const said = line("p", "xx-e", words);
  said.dataset.problem = "";
  box.querySelector("[data-problems]").append(said);
  summarise();
};

// The summary names what stands beside the files, and nothing twice; it comes and goes with them.
const summary = () => {
  const known = document.querySelector(".xx-err-sum");
  if (known) return known;
  const box = document.querySelector("[data-files]");
  const made = line("div", "xx-err-sum", "");
  made.dataset.live = "";
  made.setAttribute("role", "alert");
  made.append(line("h2", "", box.dataset.summary), document.createElement("ul"));
  box.closest("form").before(made);
  return made;
};

const summarise = () => {
  const said = [...document.querySelectorAll("[data-files] [data-problem]")];
  const there = document.querySelector(".xx-err-sum");
  there?.querySelectorAll("li[data-live]").forEach((each) => each.remove());
  if (!said.length) {
    if (there && "live" in there.dataset) there.remove();
    return;
  }
  const list = summary().querySelector("ul");
  const known = [...list.children].map((each) => each.textContent.trim());
  said.forEach((each) => {
    const words = each.textContent.trim();
    if (known.some((one) => one.endsWith(words))) return;
    const row = document.createElement("li");
    row.dataset.live = "";
    const link = line("a", "", words);
    link.href = "#" + boxOf(each).querySelector("input[type=file]").id;
    row.append(link);
    list.append(row);
  });
};

// A photo of a phone is made smaller before it travels; what cannot be read here goes as it is.
const LARGE = 5 * 1024 * 1024;
const LONGEST = 4000;
const smaller = async (file) => {
  if (file.size <= LARGE || !/^image\/(jpeg|png)$/.test(file.type)) return file;
  try {
    const photo = await createImageBitmap(file); // upright, as the camera held it
    const share = Math.min(1, LONGEST / Math.max(photo.width, photo.height));
    const sheet = document.createElement("canvas");
    sheet.width = Math.round(photo.width * share);
    sheet.height = Math.round(photo.height * share);
    const drawing = sheet.getContext("2d");
    drawing.fillStyle = "#fff"; // what was transparent is paper
    drawing.fillRect(0, 0, sheet.width, sheet.height);
    drawing.drawImage(photo, 0, 0, sheet.width, sheet.height);
    const made = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.85));
    if (!made || made.size >= file.size) return file;
    return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
};

const send = (box, name, file) => new Promise((done) => {
  const row = document.createElement("li");
  row.className = "xx-f";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const stop = line("button", "btn xx-btn-quiet btn-sm", box.dataset.cancel);
  stop.type = "button";
  row.append(line("span", "xx-th", ""), line("span", "xx-fn", file.name), stop, bar);
  box.querySelector("[data-rows]").append(row);

  const way = new XMLHttpRequest();
  const failed = (words) => {
    bar.remove();
    const said = line("p", "xx-e", words);
    row.append(said);
    stop.textContent = box.dataset.again;
    stop.onclick = () => {
      row.remove();
      done(send(box, name, file));
    };
    stop.focus();
  };
  stop.onclick = () => way.abort();
  way.upload.onprogress = (event) => {
    if (event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
  };
  way.onerror = way.ontimeout = () => failed(box.dataset.failed);
  way.onabort = () => failed(box.dataset.cancelled);
  way.onload = () => {
    let said;
    try {
      said = JSON.parse(way.responseText);
    } catch {
      failed(box.dataset.failed);
      return;
    }
    row.remove();
    show(box, said);
    said.problems.forEach((words) => problem(box, words));
    done();
  };
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token(box));
  body.append(name, file, file.name);
  way.open("POST", box.dataset.files);
  way.setRequestHeader("Accept", "application/json");
  way.send(body);
});

document.querySelectorAll("[data-files]").forEach((box) => {
  const input = box.querySelector("input[type=file]");
  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    box.querySelector("[data-problems]").replaceChildren();
    input.value = "";
    for (const file of chosen) await send(box, input.name, await smaller(file));
    summarise();
  });
  box.querySelector("[data-rows]").addEventListener("change", async (event) => {
    const other = event.target;
    if (other.type !== "file" || !other.files.length) return;
    const [file] = other.files;
    other.value = "";
    await send(box, other.name, await smaller(file));
    summarise();
  });
  if (box.querySelector("[data-checking]")) setTimeout(() => ask(box), POLL);
});
