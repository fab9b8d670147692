/** A severity's sign: form and word as well as colour, filled while it waits for a person. */
import { html, svg } from 'lit';
import { needsPerson } from '../lib/feed-store.js';
import { t } from '../lib/i18n.js';

const FORMS = {
  CRITICAL: svg`<path d="M3 3h18v18H3z"/>`,
  HIGH: svg`<path d="M12 2.5 22 21H2z"/>`,
  MEDIUM: svg`<path d="M12 1.8 22.2 12 12 22.2 1.8 12z"/>`,
  LOW: svg`<circle cx="12" cy="12" r="9"/>`,
};
const MARKS = { CRITICAL: '1', HIGH: '2', MEDIUM: '3', LOW: '4' };

export function severitySign(severity, filled = true) {
  return html`<svg class="sign ${severity.toLowerCase()} ${filled ? 'filled' : 'outlined'}" viewBox="0 0 24 24"
    role="img" aria-label=${t(`severity.${severity}`)}>
    ${FORMS[severity]}<text x="12" y=${severity === 'HIGH' ? 18.5 : 16.5} text-anchor="middle">${MARKS[severity]}</text>
  </svg>`;
}

export function alertSign(alert) {
  return severitySign(alert.severity, needsPerson(alert));
}
