// Rows of <form data-reorder> are dragged by their handle (.roadmap-handle): <tbody data-section> holds <tr data-line>.
// The drop is sent by the form's own POST as `move` with `before` (a line) or `section` (to its end). Without a mouse or
// a script the buttons of the rows do the same.

document.documentElement.classList.add("can-drag");

let dragged = null;
let place = null;

function mark(row) {
  if (place === row) return;
  place?.classList.remove("is-place");
  place = row;
  place?.classList.add("is-place");
}

function finish() {
  dragged?.classList.remove("is-dragged");
  dragged?.removeAttribute("draggable");
  dragged = null;
  mark(null);
}

// the row before which the dragged one would stand: the one under the mouse, or the one after it
function placeFor(event) {
  const row = event.target.closest?.("[data-reorder] tbody > tr");
  if (!row || !dragged) return null;
  const box = row.getBoundingClientRect();
  const isLower = !("line" in row.dataset) || event.clientY > box.top + box.height / 2;
  return { body: row.parentElement, row: isLower ? row.nextElementSibling : row, over: row };
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.(".roadmap-handle");
  if (handle) handle.closest("tr").draggable = true;
});

document.addEventListener("pointerup", () => {
  if (!dragged) document.querySelector("[data-reorder] tr[draggable]")?.removeAttribute("draggable");
});

document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("[data-reorder] tr[draggable]");
  if (!row) return;
  dragged = row;
  row.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", row.dataset.line);
});

document.addEventListener("dragover", (event) => {
  const found = placeFor(event);
  if (!found) return;
  event.preventDefault();
  mark(found.row ?? found.over);
});

document.addEventListener("drop", (event) => {
  const found = placeFor(event);
  if (!found) return;
  event.preventDefault();
  const form = dragged.closest("form");
  const values = { move: dragged.dataset.line, before: found.row?.dataset.line ?? "", section: found.body.dataset.section };
  const stays = found.row === dragged || (found.over === dragged && found.row === dragged.nextElementSibling);
  finish();
  if (stays) return;
  for (const [name, value] of Object.entries(values)) {
    form.elements[name].disabled = false;
    form.elements[name].value = value;
  }
  form.requestSubmit();
});

document.addEventListener("dragend", finish);
