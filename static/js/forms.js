// A form is sent once: a second click or Enter while it travels does nothing.
document.querySelectorAll("form[data-once]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return; // a look in another tab leaves the form as it is
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button) button.setAttribute("aria-busy", "true");
  });
});

// Coming back with the browser's Back button opens the form again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-once]").forEach((form) => delete form.dataset.sent);
});

// After a failed submit the summary of errors takes the focus.
document.querySelector(".xx-err-sum")?.focus();
