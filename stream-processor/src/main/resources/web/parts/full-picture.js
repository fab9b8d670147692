/** A full picture: asked for, how far it is, and the picture itself once it has come. */
import { html, nothing } from 'lit';
import { get, post } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { fullTime } from '../lib/format.js';
import { failureText, t } from '../lib/i18n.js';
import { session } from '../lib/session.js';

const LOOK_MS = 2_000;

class FullPicture extends Part {
  // Of an alert or of a part, never of both.
  static properties = { digest: {}, alertId: {}, partId: {}, standing: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.standing = null;
    this.failure = '';
  }

  willUpdate(changed) {
    if (changed.has('digest')) {
      this.standing = null;
      this.#look();
    }
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  async #look() {
    clearTimeout(this.timer);
    const digest = this.digest;
    if (!digest) {
      return;
    }
    try {
      const standing = await get(`/api/pictures/state?digest=${encodeURIComponent(digest)}`);
      if (digest === this.digest) {
        this.#take(standing);
      }
    } catch (error) {
      this.failure = failureText(error);
      this.#again();
    }
  }

  #take(standing) {
    this.standing = standing;
    this.failure = '';
    if (standing.state === 'ASKED') {
      this.#again();
    }
  }

  #again() {
    if (this.isConnected) {
      this.timer = setTimeout(() => this.#look(), LOOK_MS);
    }
  }

  async #ask(event) {
    event.stopPropagation();
    try {
      this.#take(await post('/api/pictures/ask', { digest: this.digest, alertId: this.alertId ?? null, partId: this.partId ?? null }));
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  #button() {
    return session.may('ENGINEER')
      ? html`<button @click=${this.#ask} data-testid="picture-ask">${t('picture.ask')}</button>`
      : html`<span class="muted">${t('picture.ask.role')}</span>`;
  }

  #standing() {
    const { state, askedBy, askedAt, heardAt, away, problem } = this.standing;
    switch (state) {
      case 'ARRIVED':
        return html`<a href=${this.#source()} target="_blank" rel="noopener" @click=${(event) => event.stopPropagation()}><img class="full-picture" data-testid="full-picture" alt=${t('picture.full')} src=${this.#source()}></a>`;
      case 'ASKED':
        return html`<span>${t('picture.asked', { by: askedBy ?? '', at: fullTime(askedAt) })} ${
          away ? html`<span class="warn-text">${heardAt ? t('picture.away', { at: fullTime(heardAt) }) : t('picture.away.never')}</span>` : t('picture.coming')}</span>`;
      case 'GONE':
        return html`<span>${t('picture.gone')}</span> ${this.#button()}`;
      case 'REFUSED':
        return html`<span class="warn-text">${t('picture.refused', { problem })}</span> ${this.#button()}`;
      default:
        return this.#button();
    }
  }

  #source() {
    return `/api/pictures/file?digest=${encodeURIComponent(this.digest)}`;
  }

  render() {
    if (!this.digest) {
      return html`<p class="muted" data-testid="picture-standing" data-state="NOT_KEPT">${t('picture.notkept')}</p>`;
    }
    return html`<p data-testid="picture-standing" data-state=${this.standing?.state ?? ''} data-away=${String(this.standing?.away ?? false)}>
      ${this.failure ? html`<span class="failure" role="alert">${this.failure}</span> ` : nothing}${this.standing ? this.#standing() : nothing}</p>`;
  }
}

customElements.define('lw-full-picture', FullPicture);
