/** The page's own words: English in the code, the other languages from the server's catalogues. */

export const LANGUAGES = { fi: "Suomi", sv: "Svenska", en: "English" };
const CHOICE = "playground.language";

let language = "en";
let catalogue = {};
let pluralForms = null;

/** The language chosen before, else the first of the browser's that the page speaks, else English. */
export function preferredLanguage() {
  const wanted = [localStorage.getItem(CHOICE), ...navigator.languages];
  return wanted.map((tag) => (tag ?? "").slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES) ?? "en";
}

/** Remembers a choice; it shows after the page has loaded again. */
export function chooseLanguage(chosen) {
  localStorage.setItem(CHOICE, chosen);
}

/** Loads the words of a language; English needs none. A missing catalogue leaves English. */
export async function loadTexts(chosen) {
  document.documentElement.lang = chosen;
  language = chosen;
  if (chosen === "en") return;
  const answer = await fetch(`/page/texts.json?lang=${encodeURIComponent(chosen)}`);
  if (!answer.ok) return;
  const loaded = await answer.json();
  catalogue = loaded.texts;
  pluralForms = loaded.plurals;
}

export function currentLanguage() {
  return language;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A text in the page's language, with `{name}` filled in. */
export function t(id, values = {}) {
  return filled(catalogue[id] || id, values);
}

/** A text that depends on a number; `{n}` is the number. The server's table covers 0–199, then repeats by hundreds. */
export function tn(one, many, n, values = {}) {
  const forms = catalogue[one];
  const index = pluralForms ? pluralForms[n < 200 ? n : 100 + (n % 100)] : Number(n !== 1);
  return filled(forms?.[index] || (n === 1 ? one : many), { n, ...values });
}

/** A text of the story's data: one string, or one per language. */
export function worded(text) {
  if (text === undefined || text === null || typeof text === "string") return text ?? "";
  return text[language] ?? text.en ?? Object.values(text)[0] ?? "";
}
