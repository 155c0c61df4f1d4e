// «Скопировать» beside a field: <button data-copy="id of the field" hidden>, the answer in [data-copied].
// Without a script, or without the right to copy, the field itself is there to copy from.

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    const answer = button.parentElement.querySelector("[data-copied]");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      answer.textContent = "Скопировано";
    } catch {
      answer.textContent = "Не удалось: нажмите Ctrl+C";
    }
  });
}
