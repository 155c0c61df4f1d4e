// A second click on a button of a POST form sends nothing more: «Подписать» clicked twice signs once.
// The server has its own guard; this one only spares the person a confusing answer.
// Forms that answer with a file (data-download) stay usable.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || "download" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});

// the page came back from the browser's memory by «Назад»
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});
