// Text as .NET has it, so that the page and `vern submit` see the same in a form; and what is said of it, in the chosen language.

// The tables that Vern made for this page: columns, codes, labels, words, limits, folding (see WritePage.cs).
export const tables = JSON.parse(document.getElementById('tables').textContent);

let chosen = 'nb';
export const language = () => chosen;
export function choose(code) { chosen = code; }

// What .NET calls white space: JavaScript's own set has U+FEFF too, and lacks U+0085.
const white = '\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';
const ends = new RegExp(`^[${white}]+|[${white}]+$`, 'g');
const anyWhite = new RegExp(`[${white}]`, 'g');
export const trim = (text) => text.replace(ends, '');
export const withoutWhite = (text) => text.replace(anyWhite, '');

// Upper case letter by letter: a letter whose capital is two letters (ß) stays, as in .NET.
const ownCase = new Map(tables.ownCase);
export function upper(text) {
  let result = '';
  for (const letter of text) {
    const large = ownCase.get(letter) ?? letter.toUpperCase();
    result += large.length === letter.length ? large : letter;
  }
  return result;
}

// A message is a key with what goes into its places; it becomes words only when it is shown, since the language can change.
export const message = (key, ...places) => ({ key, places });

export function say(what, code = chosen) {
  if (typeof what !== 'object') return String(what);
  if (what.words) return what.words(code);
  return fill(tables.texts[code][what.key] ?? what.key, what.places.map((place) => say(place, code)));
}

export const fill = (template, places) => template.replace(/\{(\d)\}/g, (whole, at) => places[at] ?? whole);
export const t = (key, ...places) => say(message(key, ...places));

// The whole file cannot be read.
export class FileProblem extends Error {
  constructor(key, ...places) {
    super(key);
    this.say = message(key, ...places);
  }
}

const identityNumber = /(?<!\p{Nd})(\p{Nd}{11,12}|\p{Nd}{6}[ \u00A0.-]\p{Nd}{5,6}|\p{Nd}{4}[ \u00A0]\p{Nd}{4}[ \u00A0]\p{Nd}{3,4})(?!\p{Nd})/u;
export const holdsIdentityNumber = (text) => text !== null && text !== undefined && identityNumber.test(text);

// What a message may repeat of what was written.
export const shown = (text) => (text.length <= 40 && !holdsIdentityNumber(text) ? text : '…');

export function columnName(column) {
  let name = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

// A whole number as .NET's decimal reads it (1990, 1990.0, +5), or null.
export function wholeNumber(text) {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!parts || !(parts[2] || parts[3]) || /[1-9]/.test(parts[3] ?? '')) return null;
  const digits = parts[2].replace(/^0+/, '') || '0';
  const number = digits.length > 7 ? Infinity : Number(digits) * (parts[1] === '-' ? -1 : 1);
  return Math.abs(number) <= 1_000_000 ? number + 0 : null;
}

// Digits alone, not above the largest; or null.
export const digitsOnly = (text, largest) => (/^[0-9]+$/.test(text) && Number(text) <= largest ? Number(text) : null);

// A number as a workbook stores it, or null.
export const real = (text) => (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null);
