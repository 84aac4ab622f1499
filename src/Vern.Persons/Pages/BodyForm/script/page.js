// The four steps. What the page knows is in one object; whatever changes, what depends on it is shown anew, so that a change of language keeps everything.
import { choose, FileProblem, language, message, say, t, tables } from './text.js';
import { languages } from './words.js';
import { inOneLine, readForm } from './reading.js';
import { PersonEncoder } from './encode.js';
import { isKeyFile, plainKey, readKey } from './key.js';
import { packageOf } from './package.js';
import { difference } from './compare.js';
import { earlier, online, send, leaving } from './send.js';
import { sealing } from './seal.js';
import { bodyName, make, showSubmission, titleOf } from './show.js';

const at = (id) => document.getElementById(id);
const state = { left: message('page.state.nothing'), file: null, checked: null, unreadable: null, submission: null, packed: null, keyProblem: null, history: null, receipt: null, sendProblem: null };
const names = { nb: 'Norsk bokmål', en: 'English', da: 'Dansk', sv: 'Svenska' };
const when = (moment) => new Date(moment).toLocaleString(language(), { dateStyle: 'long', timeStyle: 'short' });
const heading = (text) => make('h3', { tabindex: '-1' }, text);
const problems = (title, ...children) => make('div', { class: 'problems' }, heading(title), children);
const focusFirst = (place) => place.querySelector('h3, h2')?.focus();

// ---- Showing

function showAll() {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
  at('languages').replaceChildren(...languages.map((one) => make('li', null, make('button', {
    type: 'button', lang: one, 'aria-pressed': String(one === language()), 'aria-label': `${one.toUpperCase()}, ${names[one]}`,
    onclick: () => { choose(one); showAll(); at('languages').querySelector('[aria-pressed="true"]').focus(); },
  }, one.toUpperCase()))));
  document.title = `${t('page.title', tables.year)} · Vern`;
  at('title').textContent = t('page.title', tables.year);
  at('file-label').textContent = t('page.file', tables.year);
  at('get-file').hidden = !online();
  showBodies();
  showForm();
  showKey();
  showLeaves();
}

function showBodies() {
  const chosen = at('body').value;
  const sorted = [...tables.register].sort((a, b) => bodyName(a).localeCompare(bodyName(b), language()));
  at('body').replaceChildren(make('option', { value: '' }, t('page.body.choose')), ...sorted.map((body) => make('option', { value: body.id }, bodyName(body))));
  at('body').value = chosen;
  const body = tables.register.find((one) => one.id === chosen);
  at('ground').hidden = !body;
  at('ground-text').textContent = body ? tables.grounds[language()][body.legal] : '';
  at('right-text').textContent = tables.right[language()];
}

function showLeft() {
  at('state').dataset.tone = state.receipt ? 'wait' : 'good';
  at('state').textContent = say(state.left);
}

function showForm() {
  const place = at('form-result');
  place.replaceChildren();
  if (state.unreadable) place.append(problems(t('page.unreadable', state.file.name), make('p', null, say(state.unreadable))));
  if (!state.checked) return;
  const { submission, problems: found, count, warnings } = state.checked;
  if (!submission) {
    const many = count === 1 ? t('page.problems.one') : t('page.problems.many', count);
    place.append(problems(t('page.problems', state.file.name, many), count > found.length ? make('p', null, t('page.problems.first', found.length)) : '', make('ul', null, found.map((problem) => make('li', null, inOneLine(problem))))));
  } else place.append(make('p', { class: 'good' }, submission.persons.length > 0 ? t('page.file.good', state.file.name, submission.persons.length) : t('page.file.none', state.file.name, t(`page.answer.${submission.answer}`))));
  if (warnings.length > 0) place.append(make('div', { class: 'odd' }, make('h3', null, t('page.warnings')), make('ul', null, warnings.map((warning) => make('li', null, inOneLine(warning))))));
}

function showKey() {
  const place = at('key-result');
  const ready = state.checked?.submission;
  at('key-form').hidden = state.submission !== null;
  place.replaceChildren();
  if (state.keyProblem) place.append(problems(t('key.heading'), make('p', null, say(state.keyProblem))));
  else if (state.submission) place.append(make('p', { class: 'good' }, ready && ready.keyCheck ? t('page.key.done', ready.keyCheck) : t('page.key.not-needed')));
}

function showLeaves() {
  const ready = state.submission !== null && at('body').value !== '';
  at('wait3').hidden = ready;
  at('wait4').hidden = ready;
  at('sending').hidden = !ready || state.receipt !== null;
  at('send-form').hidden = !online();
  at('sealed').textContent = sealing() ? t('send.sealed', tables.unit.fingerprint) : t('send.unsealed');
  at('save-why').textContent = t(online() ? 'send.save.instead' : 'send.save.offline');
  if (!ready) at('leaves').replaceChildren(state.submission ? make('p', null, t('page.key.body')) : '');
  else {
    state.submission.sender = at('body').value;
    state.packed = packageOf(state.submission);
    showSubmission(at('leaves'), state.submission, state.packed);
  }
  showHistory();
  showReceipt();
  showLeft();
}

function showHistory() {
  const place = at('history');
  const next = (state.history?.versions[0]?.version ?? 0) + 1;
  at('send').textContent = next > 1 ? t('send.again', next) : t('send.do');
  place.replaceChildren();
  if (state.sendProblem) place.append(problems(t(state.sendProblem.heading), make('p', null, say(state.sendProblem.what))));
  if (!state.history || !state.submission) return;
  const { versions, persons } = state.history;
  place.append(heading(t('send.before')));
  if (versions.length === 0) { place.append(make('p', null, t('send.before.none', tables.year))); return; }
  const head = ['send.version', 'send.when', 'send.rows', 'send.state'].map((key) => make('th', { scope: 'col' }, t(key)));
  const line = (one) => make('tr', null, make('th', { scope: 'row' }, String(one.version)), make('td', null, when(one.receivedAt)), make('td', null, String(one.rows)), make('td', null, t(`send.state.${one.state}`, one.reason ?? '')));
  place.append(make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('send.before') }, make('table', { class: 'ds-table vern' }, make('thead', null, make('tr', null, head)), make('tbody', null, versions.map(line)))));
  const { added, removed, changed, unchanged } = difference(persons, state.submission.persons);
  const changes = ({ row, fields }) => make('li', null, t('send.difference.row', row, fields.map(({ field, was, is }) => `${titleOf(field)} ${was || '–'} → ${is || '–'}`).join('; ')));
  place.append(make('h3', null, t('send.difference')), make('p', null, t('send.difference.counts', added.length, removed.length, changed.length, unchanged)), make('ul', null, changed.slice(0, 20).map(changes)), make('p', null, t('send.difference.none')));
}

function showReceipt() {
  const place = at('receipt');
  place.replaceChildren();
  if (!state.receipt) return;
  const { version, receivedAt, digest } = state.receipt;
  const same = digest === state.packed.digest;
  place.append(heading(t('send.receipt')), make('p', { class: 'good' }, t('send.received', version, when(receivedAt))), make('p', { class: 'digest' }, t(same ? 'send.digest.same' : 'send.digest.other', digest)),
    make('div', { class: 'actions' }, make('button', { class: 'ds-button', 'data-variant': 'secondary', type: 'button', onclick: () => save(JSON.stringify(state.receipt, null, 2) + '\n', `${state.receipt.sender}-${tables.year}.receipt.json`) }, t('send.receipt.save'))));
}

function save(content, name) {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// ---- Step 1: the form

async function openForm(file) {
  letGo();
  Object.assign(state, { file: { name: file.name, bytes: null }, checked: null, unreadable: null, submission: null, packed: null, receipt: null, keyProblem: null, sendProblem: null, history: null });
  if (state.left.key !== 'page.state.nothing') state.left = message('page.state.nothing');
  showAll();
  at('reading').textContent = t('page.reading', file.name);
  try {
    state.file.bytes = new Uint8Array(await file.arrayBuffer());
    state.checked = await read(null);
    if (state.checked.submission && state.checked.identities === 0) finish(state.checked);
    if (!state.checked.submission) letGo();
  } catch (problem) {
    letGo();
    state.unreadable = sayable(problem);
  }
  at('reading').textContent = '';
  showAll();
  if (!state.checked?.submission) focusFirst(at('form-result'));
  else at(state.submission ? 'step3' : 'step2').focus();
}

const read = (encoder, progress) => readForm(state.file.name, state.file.bytes, { sender: at('body').value, year: tables.year, register: tables.register, encoder, progress });

function sayable(problem) {
  if (problem instanceof FileProblem) return problem.say;
  throw problem;
}

// Overwrites the form in memory, and empties the field that it was chosen in.
function letGo() {
  state.file?.bytes?.fill(0);
  if (state.file) state.file.bytes = null;
  at('file').value = '';
}

// ---- Step 2: the key

async function openKey() {
  state.keyProblem = null;
  try {
    if (!state.checked?.submission) throw new FileProblem('page.key.first');
    const encoder = new PersonEncoder(await chosenKey());
    at('encoding').textContent = t('page.encoding');
    const persons = state.checked.submission.persons.length;
    const result = await read(encoder, (done) => { at('encoding').textContent = t('page.progress', done, persons); });
    encoder.forget();
    finish(result);
  } catch (problem) {
    state.keyProblem = sayable(problem);
  }
  at('encoding').textContent = '';
  showAll();
  if (state.keyProblem) focusFirst(at('key-result'));
  else at('step3').focus();
}

async function chosenKey() {
  const [file] = at('key-file').files;
  const pasted = at('key-text').value;
  if (!file && pasted === '') throw new FileProblem('key.missing');
  at('encoding').textContent = t('page.key.working');
  const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(pasted);
  const secret = file || isKeyFile(pasted) ? await readKey(bytes, at('passphrase').value) : plainKey(pasted);
  bytes.fill(0);
  return secret;
}

// From here on there is no identity and no key in the page.
function finish(result) {
  letGo();
  at('key-form').reset();
  state.checked = result;
  state.submission = result.submission;
}

// ---- Step 4: send or save

async function token() {
  const [file] = at('token-file').files;
  return (file ? await file.text() : at('token').value).trim();
}

async function lookUp() {
  state.sendProblem = null;
  try {
    state.history = await earlier(state.submission.sender, await token());
    state.left = message('page.state.asked');
  } catch (problem) {
    state.sendProblem = { heading: 'send.earlier.heading', what: sayable(problem) };
  }
  showLeaves();
  focusFirst(at('history'));
}

async function sendPackage() {
  state.sendProblem = null;
  at('sending-now').textContent = t('send.sending');
  at('send').disabled = true;
  try {
    state.receipt = await send(state.packed.bytes, state.submission.sender, await token());
    state.left = message('page.state.sent');
    at('send-form').reset();
  } catch (problem) {
    state.sendProblem = { heading: 'send.heading', what: sayable(problem) };
  }
  at('send').disabled = false;
  at('sending-now').textContent = '';
  showLeaves();
  focusFirst(at(state.receipt ? 'receipt' : 'history'));
}

async function savePackage() {
  const name = `${state.submission.sender}-${tables.year}.vern.json`;
  save(await leaving(state.packed.bytes, state.submission.sender), name);
  state.left = message('page.state.saved', name);
  showLeft();
}

const onSubmit = (id, run) => at(id).addEventListener('submit', (event) => { event.preventDefault(); run(); });

at('file').addEventListener('change', () => { if (at('file').files.length > 0) openForm(at('file').files[0]); });
at('body').addEventListener('change', () => { showBodies(); state.history = null; showLeaves(); });
onSubmit('key-form', openKey);
onSubmit('send-form', sendPackage);
at('earlier').addEventListener('click', lookUp);
at('save').addEventListener('click', savePackage);
// A file that misses its field must not take the page's place.
for (const kind of ['dragover', 'drop']) document.addEventListener(kind, (event) => event.preventDefault());
for (const [kind, over] of [['dragover', true], ['dragleave', false], ['drop', false]]) at('drop').addEventListener(kind, () => at('drop').classList.toggle('over', over));
at('drop').addEventListener('drop', (event) => { if (event.dataTransfer.files.length > 0) openForm(event.dataTransfer.files[0]); });

const wished = [new URLSearchParams(location.search).get('lang'), ...navigator.languages.map((one) => one.slice(0, 2).toLowerCase().replace(/^n[no]$/, 'nb'))];
choose(wished.find((one) => languages.includes(one)) ?? 'nb');
showAll();
