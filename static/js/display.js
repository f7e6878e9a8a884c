// Dark display and large text at once; the form behind each button keeps the choice in a cookie.
const root = document.documentElement;
const dark = document.getElementById("dark");

const choices = {
  theme: {
    on: "dark", off: "light",
    apply(value) {
      root.dataset.bsTheme = value;
      dark.media = value === "dark" ? "screen" : "not all";
    },
  },
  size: {
    on: "elder", off: "normal",
    apply(value) { value === "elder" ? (root.dataset.size = value) : delete root.dataset.size; },
  },
};

function shows(button, isOn) {
  const { on, off } = choices[button.name];
  button.setAttribute("aria-pressed", String(isOn));
  button.value = isOn ? off : on;
}

document.querySelectorAll("form[data-display]").forEach((form) => {
  // Where nobody has chosen, the page may be dark because the system is.
  if (matchMedia(dark.media).matches) shows(form.elements.theme, true);
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
    shows(button, value === choice.on);
  });
});
