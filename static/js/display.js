// Dark display and large text at once; the form behind each button keeps the choice in a cookie.
const root = document.documentElement;

const choices = {
  theme: {
    on: "dark", off: "light",
    apply(value) { root.dataset.bsTheme = value; },
  },
  size: {
    on: "elder", off: "normal",
    apply(value) { value === "elder" ? (root.dataset.size = value) : delete root.dataset.size; },
  },
};

document.querySelectorAll("form[data-display]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const choice = button && choices[button.name];
    if (!choice) return;
    event.preventDefault();
    const value = button.value;
    const data = new FormData(form);
    data.set(button.name, value);
    fetch(form.action, { method: "POST", body: data, redirect: "manual", keepalive: true });
    choice.apply(value);
    button.setAttribute("aria-pressed", String(value === choice.on));
    button.value = value === choice.on ? choice.off : choice.on;
  });
});
