/** What people say of a picture: fine or defective, and why; a second person approves. */
import { html, nothing } from 'lit';
import { get, post } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { failureText, t } from '../lib/i18n.js';
import { session } from '../lib/session.js';

class PictureLabels extends Part {
  static properties = { digest: {}, alertId: {}, partId: {}, labels: { attribute: false }, said: { state: true }, asked: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.labels = null;
    this.said = [];
    this.asked = '';
    this.failure = '';
  }

  /** What the page gave stays what it was, whenever it is drawn again; what is said since is ours. */
  willUpdate(changed) {
    if (changed.has('labels') && this.labels !== null) {
      this.said = this.labels;
    }
    if (changed.has('digest') && this.labels === null) {
      this.#load();
    }
  }

  async #load() {
    if (this.digest) {
      try {
        this.said = (await get(`/api/labels?digest=${encodeURIComponent(this.digest)}`)).labels;
      } catch (error) {
        this.failure = failureText(error);
      }
    }
  }

  async #send(event) {
    event.preventDefault();
    const reason = String(new FormData(event.target).get('reason')).trim();
    try {
      await post('/api/labels', { digest: this.digest, alertId: this.alertId ?? null, partId: this.partId ?? null, label: this.asked, reason });
      this.asked = '';
      this.failure = '';
      await this.#load();
      this.dispatchEvent(new CustomEvent('lw-labelled', { bubbles: true }));
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  #choose(event, label) {
    event.stopPropagation();
    this.asked = label;
  }

  #form() {
    return html`<form class="fields" @submit=${this.#send} @click=${(event) => event.stopPropagation()} @keydown=${(event) => event.stopPropagation()}>
      <label class="field">${t(`label.why.${this.asked}`)}<input name="reason" required maxlength="500" data-testid="label-reason"></label>
      <button class="primary" data-testid="label-send">${t('label.send')}</button>
      <button type="button" @click=${(event) => this.#choose(event, '')}>${t('dialog.cancel')}</button></form>`;
  }

  render() {
    if (!this.digest) {
      return nothing;
    }
    return html`<div data-testid="picture-labels">
      ${this.said.map((one) => html`<div data-testid="label" data-label=${one.label} data-state=${one.state}>${t(`label.${one.label}`)} · ${one.author} <span class="muted">(${t(`label.state.${one.state}`)})</span>${one.contradicted ? html` <span class="warn-text">${t('label.contradicted')}</span>` : nothing}</div>`)}
      ${this.failure ? html`<p class="failure" role="alert">${this.failure}</p>` : nothing}
      ${session.may('OPERATOR') ? (this.asked ? this.#form() : html`<button @click=${(event) => this.#choose(event, 'FINE')} data-testid="label-fine">${t('label.FINE')}</button> <button @click=${(event) => this.#choose(event, 'DEFECT')} data-testid="label-defect">${t('label.DEFECT')}</button>`) : nothing}
    </div>`;
  }
}

customElements.define('lw-picture-labels', PictureLabels);
