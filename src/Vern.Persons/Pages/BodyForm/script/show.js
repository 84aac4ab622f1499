// What will leave, as a person reads it: labels for codes, a row for each person, and the package itself below.
import { fill, language, t, tables } from './text.js';
import { headerText, label } from './words.js';

const firstRows = 50;

// An element with properties and children; text is set as text, never as markup.
export function make(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const list = (name, values) => values.map((value) => label(language(), name, value)).join('; ');
const one = (name, value) => (value === null ? '' : label(language(), name, value));
const yesNo = (value) => (value === null ? '' : t(value ? 'show.yes' : 'show.no'));
const number = (value) => (value === null ? '' : String(value));
const known = (codes, name) => (value) => (codes[value] ? label(language(), name, codes[value]) : t('show.unknown'));
const sex = known({ woman: 'W', man: 'M' }, 'Sex');
const offer = known({ accepted: 'ACC', declined: 'DECL', evaded: 'EVAD', disappeared: 'DISAP', 'not-offered': 'NOTOFF' }, 'Offer');
const formLabel = (form) => label(language(), tables.lists.Form.includes(form) ? 'Form' : 'SubForm', form);
export const bodyName = (body) => (language() === 'en' ? body.englishName : body.name);
const bodies = (ids) => ids.map((id) => { const body = tables.register.find((other) => other.id === id); return body ? bodyName(body) : id; }).join('; ');

// A column's name without its number: "Form", not "Form 1".
export function titleOf(code) {
  const column = tables.columns.find((other) => other.code === code);
  return column ? headerText(language(), column, '').trim() : code;
}

const columns = [
  ['sex', (person) => sex(person.sex)], ['nationality', (person) => one('Nationality', person.nationality)], ['birth-year', (person) => number(person.birthYear)],
  ['age', (person) => number(person.age)], ['presumed-minor', (person) => yesNo(person.presumedMinor)], ['form', (person) => person.forms.map(formLabel).join('; ')],
  ['identified-year', (person) => (person.identifiedYear === null ? t('show.unclear') : String(person.identifiedYear))], ['offer', (person) => offer(person.offer)],
  ['received-measures', (person) => yesNo(person.receivedMeasures)], ['identified-accepted', (person) => yesNo(person.identifiedAndAccepted)],
  ['immigration', (person) => one('Immigration', person.immigrationStatus)], ['criminal', (person) => one('Criminal', person.criminalStatus)],
  ['housing', (person) => one('Housing', person.housing)], ['measure', (person) => list('Measure', person.measures)],
  ['children-with', (person) => number(person.accompanyingChildren)], ['children-elsewhere', (person) => number(person.childrenElsewhere)],
  ['also', (person) => bodies(person.alsoFollowedBy)], ['region', (person) => one('Region', person.region)], ['decline', (person) => one('Decline', person.declineReason)],
];

// Shows a submission with its package in the place given.
export function showSubmission(place, submission, packed) {
  const { persons } = submission;
  const encoded = persons.filter((person) => person.encoding !== null).length;
  const body = tables.register.find((other) => other.id === submission.sender);
  place.replaceChildren(
    make('p', null, `${t('show.from', body ? bodyName(body) : submission.sender, submission.year)}. `, persons.length === 0 ? t('show.answer', t(`page.answer.${submission.answer}`)) : t('show.summary', persons.length, encoded, persons.length - encoded)),
    parts(submission),
    persons.length > 0 ? rowsOf(persons) : '',
    raw(packed),
  );
}

function parts({ leftOut, persons, agency, cases, remark, measureDefinition }) {
  const rows = [];
  const add = (name, value) => { if (value) rows.push(make('dt', null, name), make('dd', null, value)); };
  const names = (wanted) => tables.columns.filter(wanted).map((column) => titleOf(column.code)).join(', ');
  add(t('show.stays'), `${names((column) => column.identity)}; ${t('show.stays.key')}`);
  if (persons.length > 0) add(t('show.leaves'), names((column) => !column.identity && !leftOut.includes(column.code)));
  if (persons.length > 0) add(t('show.empty'), names((column) => !column.identity && leftOut.includes(column.code)));
  for (const [field, answer] of Object.entries(agency)) add(tables.questions[language()][field], answer);
  add(t('show.cases'), cases.map(caseText).join('; '));
  add(t('show.remark'), remark);
  add(t('show.definition'), measureDefinition);
  return make('dl', { class: 'split-list' }, rows);
}

function caseText({ form, cases, victims, reclassified }) {
  return [t('show.case', formLabel(form), cases), victims === null ? null : t('show.case.victims', victims), reclassified].filter((part) => part !== null).join(', ');
}

function rowsOf(persons) {
  const used = columns.filter(([, value]) => persons.some((person) => value(person) !== ''));
  const line = (person) => make('tr', null, make('th', { scope: 'row' }, String(person.row)), make('td', null, t(person.encoding === null ? 'show.no-identity' : 'show.encoded')), used.map(([, value]) => make('td', null, value(person))));
  const lines = make('tbody', null, persons.slice(0, firstRows).map(line));
  const table = make('table', { class: 'ds-table vern' }, make('caption', null, t('show.table')),
    make('thead', null, make('tr', null, ['show.row', 'show.identity'].map((key) => make('th', { scope: 'col' }, t(key))), used.map(([code]) => make('th', { scope: 'col' }, titleOf(code))))), lines);
  const scroll = make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('show.table') }, table);
  if (persons.length <= firstRows) return scroll;
  const more = make('button', { class: 'ds-button', 'data-variant': 'secondary', type: 'button', onclick: () => { lines.append(...persons.slice(firstRows).map(line)); more.remove(); scroll.focus(); } }, t('show.all', persons.length));
  return make('div', null, scroll, make('div', { class: 'actions' }, more));
}

function raw({ text, bytes, digest }) {
  const whole = make('pre', { class: 'raw', tabindex: '0' });
  const details = make('details', { ontoggle: () => { if (details.open && whole.textContent === '') whole.textContent = text; } }, make('summary', null, t('show.raw', Math.ceil(bytes.length / 1024))), whole);
  return make('div', { class: 'odd' }, details, make('p', null, t('show.digest')), make('p', { class: 'digest' }, digest));
}
