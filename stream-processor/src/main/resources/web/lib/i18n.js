/** Words in two languages, from dictionaries; a missing word shows its key, which a test looks for. */
const LANGUAGES = ['en', 'zh'];
let words = {};
let language = 'en';

function preferred() {
  const kept = localStorage.getItem('lw-language');
  if (LANGUAGES.includes(kept)) {
    return kept;
  }
  return (navigator.language ?? 'en').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export async function loadLanguage(wanted = preferred()) {
  const response = await fetch(`/web/i18n/${wanted}.json`);
  words = await response.json();
  language = wanted;
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
  dispatchEvent(new CustomEvent('lw-language'));
}

export async function toggleLanguage() {
  const next = language === 'en' ? 'zh' : 'en';
  localStorage.setItem('lw-language', next);
  await loadLanguage(next);
}

export const currentLanguage = () => language;
export const locale = () => (language === 'zh' ? 'zh-CN' : 'en-GB');

/** The text of a key with {placeholders} filled. */
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** The text of a key, or `otherwise` where the dictionary has none. */
export function tOr(key, otherwise) {
  return words[key] ?? otherwise;
}

/** A failure in a person's language: ours by code, else the server's own sentence. */
export function failureText(error) {
  return tOr(`error.${error.code}`, error.message || t('error.internal')).replace('{message}', error.message ?? '');
}
