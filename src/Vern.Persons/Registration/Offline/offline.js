// A meeting where there is no signal. What is typed is sealed to the agency's public key before it is kept, so that the phone holds nothing that
// the phone can read: a draft that is kept here can be sent or discarded, not opened again.
import { utf8, hex } from './sha256.js';
import { seal } from './seal.js';

const form = document.getElementById('offline');
const kept = document.getElementById('kept');
const told = document.getElementById('told');
const say = (name, ...places) => { told.textContent = form.dataset[name].replace(/\{(\d)\}/g, (whole, at) => places[at] ?? whole); };
// days as the other pages write them: of the world's English, Britain's
const locale = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
const idle = 1500;
let id = null, waiting = 0, writing = Promise.resolve();

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open('vern-offline', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('drafts', { keyPath: 'id' });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
async function inStore(mode, work) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('drafts', mode);
    const request = work(transaction.objectStore('drafts'));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
const drafts = () => inStore('readonly', (store) => store.getAll());
const remove = (which) => inStore('readwrite', (store) => store.delete(which));

const audience = () => new FormData(form).get('audience');

// Only what is asked of such a person is there; what was typed into a question that fell away is forgotten.
function adapt() {
  const about = audience();
  for (const part of form.querySelectorAll('[data-for]')) {
    const asked = about !== null && part.dataset.for.split(' ').includes(about);
    part.hidden = !asked;
    if (asked) continue;
    for (const input of part.querySelectorAll('input, select, textarea')) {
      if (input.type === 'radio' || input.type === 'checkbox') input.checked = false;
      else input.value = '';
    }
  }
  for (const step of form.querySelectorAll('details')) step.hidden = step.querySelector('[data-for]:not([hidden])') === null;
}

function typed() {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (name === 'audience' || value === '') continue;
    values[name] = name in values ? `${values[name]} ${value}` : value;
  }
  return values;
}

async function keep() {
  clearTimeout(waiting);
  const values = typed(), about = audience();
  if (about === null || Object.keys(values).length === 0) return false;
  id ??= hex(crypto.getRandomValues(new Uint8Array(16)));
  const draft = id;
  const envelope = await seal(utf8(JSON.stringify({ audience: about, values })), 'draft', draft);
  // One after the other: an older sealing never overwrites a newer one.
  writing = writing.catch(() => {}).then(async () => inStore('readwrite', (store) => store.put({ id: draft, at: new Date().toISOString(), envelope: new TextDecoder().decode(envelope) })));
  await writing;
  say('kept', new Date().toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' }));
  await list();
  return true;
}

async function list() {
  const waitingDrafts = (await drafts()).sort((a, b) => (a.at < b.at ? 1 : -1));
  kept.hidden = waitingDrafts.length === 0;
  const rows = kept.querySelector('ul');
  rows.replaceChildren(...waitingDrafts.map((draft) => {
    const row = kept.querySelector('template').content.firstElementChild.cloneNode(true);
    row.querySelector('time').textContent = new Date(draft.at).toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short' });
    row.querySelector('[data-do=send]').addEventListener('click', () => attempt(() => send(draft)));
    row.querySelector('[data-do=discard]').addEventListener('click', () => attempt(async () => {
      if (!confirm(form.dataset.sure)) return;
      await remove(draft.id);
      if (draft.id === id) again();
      await list();
    }));
    return row;
  }));
}

// Empties the page: what was typed is not left behind on it.
function again() {
  id = null;
  form.reset();
  adapt();
}

async function send(draft) {
  if (!navigator.onLine) { say('nosignal'); return; }
  let answer;
  try {
    const permit = await fetch('/people/offline/token', { credentials: 'same-origin', redirect: 'manual', cache: 'no-store' });
    if (!permit.ok) { say('signin'); document.getElementById('signin').hidden = false; return; }
    const { field, token } = await permit.json();
    answer = await fetch('/people/offline', { method: 'POST', credentials: 'same-origin', redirect: 'manual', body: new URLSearchParams({ [field]: token, envelope: draft.envelope }) });
  } catch {
    say('nosignal');
    return;
  }
  if (!answer.ok) { say(answer.status === 401 ? 'signin' : 'refused'); return; }
  const { address } = await answer.json();
  await remove(draft.id);
  if (draft.id === id) again();
  location.assign(address);
}

async function attempt(work) {
  try { await work(); } catch { say('failed'); }
}

form.hidden = false;
form.addEventListener('input', (event) => {
  if (event.target.name === 'audience') adapt();
  clearTimeout(waiting);
  waiting = setTimeout(() => attempt(keep), idle);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    if (!await keep()) { say('empty'); return; }
    if (event.submitter?.value === 'another') { again(); scrollTo(0, 0); return; }
    await send((await drafts()).find((draft) => draft.id === id));
  });
});
// The page goes: the last letters too are kept.
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') attempt(keep); });
adapt();
attempt(list);
navigator.serviceWorker?.register(`/people/offline/worker?lang=${document.documentElement.lang}`, { scope: '/people/offline' }).catch(() => say('notkept'));
