// The package of a submission, byte for byte as Vern writes it (SubmissionPackage.cs): so the digest on the receipt can be worked out here, before anything leaves.
import { tables } from './text.js';
import { hex, sha256, utf8 } from './sha256.js';

const escapes = { '\\': '\\\\', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };
const escaped = (letter) => escapes[letter] ?? '\\u' + letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
const quoted = (text) => '"' + text.toWellFormed().replace(/[^ !#$%(-*,-;=?-[\]-_a-~]/g, escaped) + '"';

const person = [
  'row', 'encoding', 'blocks', 'sex', 'nationality', 'birthYear', 'age', 'presumedMinor', 'forms', 'identified', 'identifiedYear', 'offer', 'receivedMeasures', 'identifiedAndAccepted',
  'immigrationStatus', 'criminalStatus', 'housing', 'measures', 'accompanyingChildren', 'childrenElsewhere', 'alsoFollowedBy', 'region', 'declineReason',
];
const whole = ['format', 'year', 'sender', 'schema', 'keyCheck', 'answer', 'remark', 'measureDefinition', 'leftOut', 'agency', 'cases', 'persons'];

function json(value, members) {
  if (Array.isArray(value)) return '[' + value.map((one) => json(one, members)).join(',') + ']';
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  return '{' + (members ?? Object.keys(value).sort()).filter((name) => value[name] !== null && value[name] !== undefined)
    .map((name) => `${quoted(name)}:${name === 'encoding' ? `"${value[name]}"` : json(value[name], { cases: ['form', 'cases', 'victims', 'reclassified'], persons: person }[name])}`).join(',') + '}';
}

// { text, bytes, digest }
export function packageOf(submission) {
  const text = json({ ...submission, format: tables.format }, whole);
  const bytes = utf8(text);
  return { text, bytes, digest: hex(sha256(bytes)) };
}
