// Folds names as Vern.Linkage does (NameFolding.cs, Transliteration.cs, NameSound.cs), so that a name gives the same bits here. The tables are
// Vern's own, written into this page.
import { tables, trim, upper } from './text.js';

const folding = tables.folding;
const particles = new Set(folding.particles);
const spelled = { æ: 'ae', ä: 'ae', Æ: 'ae', Ä: 'ae', ø: 'oe', ö: 'oe', Ø: 'oe', Ö: 'oe', å: 'aa', Å: 'aa' };
const plainLetters = { đ: 'd', ð: 'd', ɗ: 'd', þ: 'th', ł: 'l', ß: 'ss', ı: 'i', ɨ: 'i', œ: 'oe', ħ: 'h', ŋ: 'n', ɓ: 'b', ƙ: 'k', ƴ: 'y', ə: 'e', ŧ: 't' };
const dropped = /^[\p{Mn}\p{Me}\p{Lm}\p{Cf}]$/u;
const letter = /^[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Mc}]$/u;
const anyLetter = /^\p{L}$/u;
const apostrophes = "'’‘`´ʼ";
const isVowel = (one) => 'aeiouy'.includes(one);

// The words of a name, folded, in the order written.
export function nameWords(name) {
  if (!name || trim(name).length === 0) return [];
  const words = toLatin(plain(name)).split(' ').filter((word) => word.length > 0);
  const kept = words.filter((word) => word.length > 1 && !particles.has(word));
  return (kept.length > 0 ? kept : words).map(fold).filter((word) => word.length > 0);
}

function fold(written) {
  let word = written === 'ma' ? 'maria' : written; // the Philippines' Ma. Cristina
  const prefix = folding.prefixes.find((one) => word.startsWith(one) && word.length >= one.length + 4);
  if (prefix) word = word.slice(prefix.length);
  for (const [from, to] of folding.digraphs) word = word.split(from).join(to);
  let folded = '';
  for (let i = 0; i < word.length; i++) {
    const next = i + 1 < word.length ? word[i + 1] : ' ';
    // An h that is not heard: at the end, and before a consonant.
    if (word[i] === 'h' && i > 0 && !isVowel(next)) continue;
    for (const one of heard(word[i], next).split('')) {
      if (folded.length === 0 || folded[folded.length - 1] !== one) folded += one;
    }
  }
  const result = folded.replaceAll('ai', 'i').replaceAll('ei', 'i').replaceAll('ii', 'i');
  return /^m[aou]?h?[ae]?m+[aeou]?[dt]$/.test(result) ? 'muhamad' : result;
}

// By now a q stands for ch; other c's are soft before e, i and y.
function heard(one, next) {
  switch (one) {
    case 'c': return 'eiy'.includes(next) ? 'c' : 'k';
    case 'q': return 'c';
    case 'w': return 'v';
    case 'x': return 'ks';
    case 'y': case 'j': return 'i';
    default: return one;
  }
}

// Lower case, without marks, apostrophes away, everything that is no letter a blank.
function plain(name) {
  let result = '';
  for (const one of nordic(name)) {
    if (dropped.test(one)) continue;
    if (letter.test(one)) {
      const low = one.toLowerCase();
      const small = low.length === one.length ? low : one;
      result += plainLetters[small] ?? small;
    } else if (!apostrophes.includes(one)) result += ' ';
  }
  return result;
}

// The Nordic letters are letters of their own, not letters with marks; then everything is decomposed.
function nordic(name) {
  if (/\p{Cs}/u.test(name)) return ''; // lone surrogates: not text
  const composed = Array.from(name.normalize('NFKC'), (one) => spelled[one] ?? one).join('');
  // Cyrillic і and й keep what tells them from i and и: й is one letter, and NFKD would take it apart.
  return composed.replaceAll('й', 'і').replaceAll('Й', 'і').replaceAll('ї', 'і').replaceAll('Ї', 'і').normalize('NFKD');
}

function toLatin(text) {
  let latin = '';
  const ukrainian = /[іїєґ]/.test(text);
  for (let i = 0; i < text.length; i++) {
    const one = text[i];
    if (one >= '\u0400' && one <= '\u04FF') latin += ofCyrillic(one, ukrainian);
    else if (one >= '\u1200' && one <= '\u1357') latin = withGeez(latin, one);
    else if (one >= '\u0600' && one <= '\u06FF') latin = withArabic(latin, text, i);
    else latin += lookUp(folding.greek, one) ?? one;
  }
  return latin;
}

function lookUp([letters, latin], one) {
  const at = letters.indexOf(one);
  return at < 0 ? undefined : latin[at];
}

function ofCyrillic(one, ukrainian) {
  if (ukrainian && one === 'г') return 'h';
  if (ukrainian && one === 'и') return 'y';
  return lookUp(folding.cyrillic, one) ?? one;
}

function withGeez(before, one) {
  let latin = before;
  const place = one.charCodeAt(0) - 0x1200;
  const consonant = folding.geezRows[place >> 3], vowel = place & 7;
  // Ge'ez writes no vowel in the sixth order: two consonants at the start of a word are spoken with one between them.
  const last = latin.length - 1;
  if (latin.length > 0 && !isVowel(latin[last]) && latin[last] !== ' ' && (latin.length === 1 || latin[last - 1] === ' ')) latin += 'i';
  // After a throat sound the first order is an a; alone, the sixth is an i or e.
  const spoken = (consonant === '' || consonant === 'h') && vowel === 0 ? 'a' : consonant === '' && vowel === 5 ? 'i' : folding.geezVowels[vowel];
  return latin + consonant + spoken;
}

// Short vowels are not written: an a between two consonants meets most names half-way (hsn, hasan).
function withArabic(latin, text, at) {
  const one = text[at];
  const atStart = latin.length === 0 || latin[latin.length - 1] === ' ';
  const atEnd = at + 1 === text.length || text[at + 1] === ' ';
  const afterVowel = !atStart && isVowel(latin[latin.length - 1]);
  const consonant = (sound) => latin + (!atStart && !afterVowel ? 'a' : '') + sound;
  if (one === 'و') return latin + (atStart || afterVowel || (!atEnd && 'ایي'.includes(text[at + 1])) ? 'v' : 'u');
  if ('یيىئے'.includes(one)) return latin + (one === 'ى' && atEnd ? 'a' : atStart ? 'y' : 'i');
  if (one === 'ع') return atStart || !afterVowel ? latin + 'a' : latin;
  if (one === 'ة' || ('هہۃە'.includes(one) && atEnd)) return afterVowel ? latin : latin + 'a';
  if ('هہە'.includes(one)) return consonant('h');
  if (one === 'ھ') return latin;
  if ('اٱ'.includes(one)) return afterVowel ? latin : latin + 'a';
  const known = folding.arabic[0].indexOf(one);
  if (known > 0) return consonant(folding.arabic[1][known]);
  return anyLetter.test(one) && one !== 'ء' ? latin + one : latin;
}

const classes = { b: 'P', p: 'P', f: 'F', v: 'F', d: 'T', t: 'T', g: 'K', k: 'K', s: 'S', z: 'S', c: 'S', m: 'M', n: 'N', l: 'L', r: 'R' };

// How a folded word sounds, roughly; at most eight letters.
export function nameSound(word) {
  let sound = '', before = ' ';
  for (let i = 0; i < word.length; i++) {
    const kind = classes[word[i]] ?? ('haeiou'.includes(word[i]) ? (sound.length === 0 ? 'A' : ' ') : upper(word[i]));
    if (kind !== ' ' && kind !== before && !(kind === 'A' && sound.length > 0)) {
      if (sound.length === 8) break;
      sound += kind;
    }
    before = kind;
  }
  return sound;
}
