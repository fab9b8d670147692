/** Who changed what, when and why. */
import { html, nothing } from 'lit';
import { get } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { fullTime } from '../lib/format.js';
import { failureText, t, tOr } from '../lib/i18n.js';

class Audit extends Part {
  static properties = { entries: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.entries = null;
    this.failure = '';
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.entries = await get('/api/audit');
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  render() {
    return html`<div class="page"><div class="page-head"><h1>${t('nav.audit')}</h1></div>
      ${this.failure ? html`<p class="failure">${this.failure}</p>` : nothing}
      ${this.entries?.length ? html`<div class="table-wrap"><table class="list"><thead><tr><th>${t('audit.at')}</th><th>${t('audit.who')}</th><th>${t('audit.what')}</th><th>${t('audit.subject')}</th><th>${t('audit.detail')}</th><th>${t('audit.why')}</th></tr></thead>
        <tbody>${this.entries.map((entry) => html`<tr><td class="nowrap">${fullTime(entry.at)}</td><td>${entry.actor}</td><td>${tOr(`audit.${entry.action}`, entry.action)}</td><td class="breakable">${entry.subject}</td><td class="breakable">${entry.detail}</td><td>${entry.reason || '–'}</td></tr>`)}</tbody></table></div>`
        : this.entries ? html`<p class="none">${t('audit.none')}</p>` : nothing}</div>`;
  }
}

customElements.define('lw-audit', Audit);
