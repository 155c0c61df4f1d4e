// Saves a form as one types, and keeps what could not be sent until it can be.
//
//   <form method="post" action="…" data-autosave data-autosave-status="#saved">     ← the status is optional:
//     {% csrf_token %}<input type="hidden" name="version" value="{{ … }}">             default is [data-autosave-status]
//     … <button>Сохранить</button>   works without JavaScript: an ordinary POST         inside the form
//   </form>
//   <p id="saved" class="autosave" data-autosave-status role="status"></p>             empty, filled from here
//
// A second after the last keystroke, and at once on leaving a field, the whole form is POSTed to its action with the header
// `X-Autosave: 1`. The server answers:
//   200 {"version": 8}                  saved; every key of the answer is put into the field of that name in this form
//   422 {"errors": {"field": ["…"]}}    not saved; the sentences are shown in the status
//   409 HTML                            somebody else saved first: components/conflict.html, put after the form; nothing is
//                                       overwritten. A stale version with equal texts is no conflict: answer 200
//   401, 403, or a redirect             logged out: says to enter again in another tab, then sends
// Anything else, or no answer within half a minute, counts as a lost connection: sent again on `online` and every 15 s. A button of the form
// waits for a save under way, so that the person is not in conflict with themselves. A link or another form of the page
// («Подписать») waits until all that was typed is saved; when that fails, the person stays and reads why, and a second
// click leads on.
//
// What is not yet saved lives in localStorage under the person (body[data-person]) and the form's action, so it outlives a
// closed tab; on return the fields are filled and sent with the version they were typed against. Files and passwords are
// not kept. Events on the form, bubbling: `autosave:saved` (detail = the answer), `autosave:conflict`.
// Forms that htmx brings later work too.

import { wasTouched } from "./touched.js";

const PAUSE = 1000;
const RETRY = 15000;
const PATIENCE = 30000;
const states = new WeakMap();

const keyOf = (form) => `autosave:${document.body.dataset.person}:${form.getAttribute("action")}`;
const stateOf = (form) => {
  if (!states.has(form))
    states.set(form, {
      timer: 0, sending: false, changed: false, stopped: false, told: false, failed: false, delivery: null, button: undefined,
    });
  return states.get(form);
};

function say(form, kind, text) {
  const place = form.dataset.autosaveStatus
    ? document.querySelector(form.dataset.autosaveStatus)
    : form.querySelector("[data-autosave-status]");
  if (!place || place.textContent === text) return;
  place.dataset.state = kind;
  place.textContent = text;
}

function keep(form) {
  const fields = [...new FormData(form)].filter(
    ([name, value]) =>
      typeof value === "string" && name !== "csrfmiddlewaretoken" && form.elements[name]?.type !== "password"
  );
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(fields));
  } catch {
    say(form, "refused", "Браузер не даёт хранить текст: не закрывайте страницу, пока он не сохранён");
  }
}

function put(form, name, values) {
  const fields = [...form.elements].filter((field) => field.name === name && field.type !== "file");
  for (const field of fields) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else if (values.length) field.value = values[Math.min(fields.indexOf(field), values.length - 1)];
  }
}

function restore(form) {
  const kept = localStorage.getItem(keyOf(form));
  if (!kept) {
    if ([...form.elements].some(wasTouched)) noticed(form, PAUSE);
    return;
  }
  const values = new Map();
  for (const [name, value] of JSON.parse(kept)) values.set(name, [...(values.get(name) ?? []), value]);
  const names = new Set([...form.elements].map((field) => field.name));
  names.delete("");
  names.delete("csrfmiddlewaretoken");
  for (const name of names) put(form, name, values.get(name) ?? []);
  stateOf(form).changed = true;
  send(form);
}

function send(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (state.sending || state.stopped || !state.changed || !form.isConnected) return;
  state.delivery = deliver(form, state);
}

async function deliver(form, state) {
  state.sending = true;
  state.changed = false;
  state.failed = true;
  say(form, "saving", "Сохраняем…");
  let response = null;
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const headers = { "X-Autosave": "1" };
    const body = new FormData(form);
    response = await fetch(form.action, { method: "POST", body, headers, redirect: "manual", signal: stop.signal });
  } catch {
    // no connection: answered below
  }
  clearTimeout(patience);
  state.sending = false;
  if (response?.status === 200) await saved(form, await response.json());
  else if (response?.status === 409) conflict(form, await response.text());
  else if (response?.status === 422) refused(form, await response.json());
  else later(form, response);
  if (state.button === undefined || state.stopped) return;
  const button = state.button;
  state.button = undefined;
  form.requestSubmit(button);
}

async function saved(form, answer) {
  stateOf(form).failed = false;
  for (const [name, value] of Object.entries(answer)) put(form, name, [String(value)]);
  form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: answer }));
  if (stateOf(form).changed && stateOf(form).button === undefined) return send(form);
  localStorage.removeItem(keyOf(form));
  const time = new Date().toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
  say(form, "saved", `Сохранено в ${time}`);
}

function conflict(form, html) {
  stateOf(form).stopped = true;
  localStorage.removeItem(keyOf(form));
  say(form, "conflict", "Не сохранено: запись изменил кто-то другой, обе версии ниже");
  form.insertAdjacentHTML("afterend", html);
  form.dispatchEvent(new CustomEvent("autosave:conflict", { bubbles: true }));
}

function refused(form, answer) {
  say(form, "refused", `Не сохранено. ${Object.values(answer.errors).flat().join(" ")}`);
}

function later(form, response) {
  const state = stateOf(form);
  state.changed = true;
  state.told = true;
  keep(form);
  const loggedOut = response && (response.type === "opaqueredirect" || [401, 403].includes(response.status));
  say(
    form,
    "offline",
    loggedOut ? "Вход устарел: войдите снова в соседней вкладке, и текст сохранится" : "Нет связи — сохраним, когда она появится"
  );
  state.timer = setTimeout(() => send(form), RETRY);
}

function changed(event, pause) {
  const form = event.target.form;
  if (form && "autosave" in form.dataset) noticed(form, pause);
}

function noticed(form, pause) {
  const state = stateOf(form);
  state.changed = true;
  state.told = false;
  keep(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => send(form), pause);
}

function isWaiting(form) {
  const { sending, changed, told, stopped } = stateOf(form);
  return form.isConnected && (sending || (changed && !told && !stopped));
}

// → whether all that was typed into the form is saved
async function finished(form) {
  send(form);
  await stateOf(form).delivery;
  return isWaiting(form) ? finished(form) : !stateOf(form).failed;
}

async function holdUntilSaved(event, lead) {
  const waiting = [...forms(document)].filter(isWaiting);
  if (!waiting.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const saved = await Promise.all(waiting.map(finished));
  if (saved.every(Boolean)) lead();
}

function clicked(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.button !== 0 || event.ctrlKey || event.shiftKey || event.metaKey || event.altKey) return;
  const stays = link.matches("[hx-get], [target], [download]") || link.getAttribute("href").startsWith("#");
  if (!stays) holdUntilSaved(event, () => link.click());
}

// the form is being sent whole by its own button
function submitted(event) {
  const form = event.target;
  if (!("autosave" in form.dataset)) {
    if (!form.matches("[hx-get], [hx-post]")) holdUntilSaved(event, () => form.requestSubmit(event.submitter));
    return;
  }
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (state.sending) {
    event.preventDefault();
    state.button = event.submitter;
  } else localStorage.removeItem(keyOf(form));
}

const forms = (root) => root.querySelectorAll("form[data-autosave]");

document.addEventListener("input", (event) => changed(event, PAUSE));
document.addEventListener("change", (event) => changed(event, 0));
document.addEventListener("htmx:load", (event) => forms(event.target.parentElement ?? document).forEach((form) => states.has(form) || restore(form)));
window.addEventListener("online", () => forms(document).forEach(send));
document.addEventListener("submit", submitted, true);
document.addEventListener("click", clicked, true);
forms(document).forEach(restore);
