// Dark display and large text at once; the form behind each button keeps the choice in a cookie.
const root = document.documentElement;
const dark = document.getElementById("dark");
const AS_THE_SYSTEM = "screen and (prefers-color-scheme: dark)";

const choices = {
  theme: {
    on: "dark", off: "light",
    apply(value) {
      if (value === "system") delete root.dataset.bsTheme;
      else root.dataset.bsTheme = value;
      dark.media = { dark: "screen", light: "not all", system: AS_THE_SYSTEM }[value];
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
  const toggle = form.querySelector("[name=theme][aria-pressed]");
  const system = form.querySelector("[name=theme][value=system]");
  // Where nobody has chosen, the page may be dark because the system is.
  const isDark = () => matchMedia(dark.media).matches;
  if (isDark()) shows(toggle, true);
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
    if (button === system) {
      shows(toggle, isDark());
      toggle.focus(); // before the button under the finger goes
    } else shows(button, value === choice.on);
    if (button.name === "theme") system.hidden = value === "system";
  });
});
