// Comma- or semicolon-separated values (RFC 4180), as CsvRows.cs reads them.
import { FileProblem, tables } from './text.js';

const limits = tables.limits;

// The rows with their line numbers; empty lines are left out.
export function* csvRows(text, separator) {
  let field = '', fields = [], line = 1, start = 1, quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === '\n') line++;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (letter === '"' && field.length === 0) quoted = true;
    else if (letter === separator || letter === '\n') {
      fields.push(field);
      field = '';
      if (letter === '\n') {
        if (fields.length > 1 || fields[0].length > 0) yield { line: start, fields };
        fields = [];
        start = line;
      }
    } else if (letter !== '\r') field += letter;
    if (field.length > limits.field || fields.length > limits.fields) throw new FileProblem('file.csv-field', start, limits.field, limits.fields);
  }
  if (quoted) throw new FileProblem('file.csv-quote', start);
  if (field.length === 0 && fields.length === 0) return;
  fields.push(field);
  yield { line: start, fields };
}

// What separates the fields of the first line: whichever of the two is there more often.
export function separatorOf(bytes) {
  let commas = 0, semicolons = 0;
  for (const byte of bytes.subarray(0, 4096)) {
    if (byte === 0x0a) break;
    if (byte === 0x2c) commas++;
    if (byte === 0x3b) semicolons++;
  }
  return semicolons > commas ? ';' : ',';
}

// The text of the file; a byte order mark tells UTF-16 from UTF-8.
export function csvText(bytes) {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(marked ?? 'utf-8', { fatal: marked === null }).decode(bytes);
  } catch {
    throw new FileProblem('file.utf8');
  }
}
