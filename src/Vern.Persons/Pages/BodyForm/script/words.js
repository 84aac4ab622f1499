// What the form's words mean, whichever of the four languages they are in (FormWords.cs); codes are taken as well, in any case.
import { columnName, digitsOnly, fill, message, tables, upper } from './text.js';

export const languages = ['nb', 'en', 'da', 'sv'];

// All columns as they stand in the header: form-1, form-2, …
export const headers = tables.columns.flatMap((column) => Array.from({ length: column.times }, (_, i) => ({
  header: column.times === 1 ? column.code : `${column.code}-${i + 1}`, column, number: i + 1,
})));

export const headerText = (code, column, number) => fill(column.titles[code], [number]);
export const label = (code, list, value) => tables.labels[list]?.[code]?.[tables.lists[list].indexOf(value)] ?? value;

export class Words {
  constructor(register) {
    this.known = new Map();
    this.headers = new Map();
    this.headerWords = new Set();
    for (const list of Object.keys(tables.lists)) this.addList(list);
    for (const body of register) {
      for (const name of [body.id, body.name, body.englishName]) this.add('Body', name, body.id);
      if (body.region) this.add('Region', body.region, body.region);
    }
    for (const [list, codes] of Object.entries(tables.ownWords)) {
      for (const [code, texts] of Object.entries(codes)) {
        this.add(list, code, code);
        for (const one of languages) this.add(list, texts[one], code);
      }
    }
    for (const one of languages) for (const band of tables.bands[one]) this.headerWords.add(upper(band));
    for (const named of headers) {
      this.headers.set(upper(named.header), named);
      for (const one of languages) {
        const text = upper(headerText(one, named.column, named.number));
        if (!this.headers.has(text)) this.headers.set(text, named);
      }
    }
    this.headers.set('CHILDREN-ABROAD', this.headers.get('CHILDREN-ELSEWHERE'));
  }

  addList(list) {
    tables.lists[list].forEach((code, at) => {
      this.listOf(list).set(upper(code), code);
      for (const one of languages) this.add(list, tables.labels[list][one][at], code);
    });
  }

  listOf(list) {
    if (!this.known.has(list)) this.known.set(list, new Map());
    return this.known.get(list);
  }

  add(list, word, code) {
    const known = this.listOf(list);
    if (!known.has(upper(word))) known.set(upper(word), code);
  }

  code(list, word) { return this.known.get(list).get(upper(word)) ?? null; }
  header(word) { return this.headers.get(upper(word)) ?? null; }
  isHeaderWord(word) { return this.headerWords.has(upper(word)) || this.headers.has(upper(word)); }
}

// The language in which the word is this column's header, or null.
export const languageOf = (word, { column, number }) => languages.find((one) => upper(headerText(one, column, number)) === upper(word)) ?? null;

// The year in a form's title, whichever language it is in, or null.
export function yearOfForm(text) {
  for (let at = 0; at + 4 <= text.length; at++) {
    const year = digitsOnly(text.slice(at, at + 4), 9999);
    if (year !== null && languages.some((one) => fill(tables.titles[one], [year]) === text)) return year;
  }
  return null;
}

// A column as the form shows it, in its own language, and by its code; it is not translated with the page.
export const columnShown = (at, { column, number, header }, code) => `${columnName(at)} (${headerText(code, column, number)}, ${header})`;

// What a column takes: its first labels in the form's language.
export function examples(column, code) {
  if (['Nationality', 'Body', 'Region'].includes(column.list)) return message(`examples.${column.list.toLowerCase()}`);
  const codes = tables.lists[column.list];
  return codes.slice(0, 4).map((one) => `${label(code, column.list, one)} (${one})`).join(', ') + (codes.length > 4 ? ', …' : '');
}
