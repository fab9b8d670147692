/** Rejected parts: thumbnails by station and day, what people say of them, and the export. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, post } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { fullTime, number } from '../lib/format.js';
import { failureText, t } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { session } from '../lib/session.js';
import '../parts/full-picture.js';
import '../parts/picture-labels.js';

const key = (one) => `${one.asset}|${one.station}`;

/** A person's day, not that of UTC. */
function dayBounds(day) {
  if (!day) {
    return '';
  }
  const from = new Date(`${day}T00:00:00`);
  const to = new Date(from);
  to.setDate(to.getDate() + 1);
  return `&from=${from.toISOString()}&to=${to.toISOString()}`;
}

class Rejects extends Part {
  static properties = { stations: { state: true }, parts: { state: true }, more: { state: true }, station: { state: true }, day: { state: true }, open: { state: true }, waiting: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.stations = [];
    this.parts = null;
    this.more = false;
    this.station = '';
    this.day = '';
    this.open = null;
    this.waiting = [];
    this.failure = '';
    this.follow(plant);
  }

  async connectedCallback() {
    super.connectedCallback();
    await Promise.all([this.#load(), this.#loadWaiting()]);
  }

  async #load(after) {
    const chosen = this.stations.find((one) => key(one) === this.station);
    const station = chosen ? `&asset=${encodeURIComponent(chosen.asset)}&station=${encodeURIComponent(chosen.station)}` : '';
    const last = after ? `&beforeTime=${encodeURIComponent(after.taken)}&beforeId=${after.id}` : '';
    try {
      const page = await get(`/api/parts?${station}${dayBounds(this.day)}${last}`);
      this.stations = page.stations;
      this.parts = after ? [...this.parts, ...page.parts] : page.parts;
      this.more = page.more;
      this.failure = '';
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  async #loadWaiting() {
    try {
      this.waiting = (await get('/api/labels?state=PROPOSED')).labels;
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  #filter(values) {
    Object.assign(this, values);
    this.parts = null;
    this.#load();
  }

  async #decide(label, to, reason) {
    let refused = '';
    try {
      await post('/api/labels/decide', { id: label.id, to, reason });
    } catch (error) {
      refused = failureText(error);
    }
    await Promise.all([this.#loadWaiting(), this.#load()]);
    // A load that went well has nothing to say of the decision.
    this.failure = refused || this.failure;
  }

  #decline(event, label) {
    event.preventDefault();
    this.#decide(label, 'DECLINED', String(new FormData(event.target).get('reason')).trim());
  }

  #buttons(label) {
    if (label.author === session.me.name) {
      return html`<button @click=${() => this.#decide(label, 'WITHDRAWN', '')} data-testid="label-withdraw">${t('label.withdraw')}</button>`;
    }
    return session.may('ENGINEER') ? html`<button class="primary" @click=${() => this.#decide(label, 'APPROVED', '')} data-testid="label-approve">${t('label.approve')}</button>
      <form class="fields" @submit=${(event) => this.#decline(event, label)}><label class="field">${t('limits.reason')}<input name="reason" required maxlength="500"></label><button data-testid="label-decline">${t('label.decline')}</button></form>` : nothing;
  }

  #waiting() {
    return html`<section class="card rejects-waiting"><h2>${t('label.waiting')}</h2><p class="muted">${t('label.foureyes')}</p>
      ${this.waiting.length ? repeat(this.waiting, (label) => label.id, (label) => html`<div class="waiting-label" data-testid="waiting-label" data-digest=${label.about.digest}>
        <lw-full-picture .digest=${label.about.digest}></lw-full-picture>
        <p><strong>${t(`label.${label.label}`)}</strong> · ${label.author} · ${fullTime(label.at)}: <q>${label.reason}</q>${label.contradicted ? html` <span class="warn-text">${t('label.contradicted')}</span>` : nothing}
        <span class="muted">${label.about.part} · ${label.about.station}</span></p>${this.#buttons(label)}</div>`) : html`<p class="muted">${t('label.waiting.none')}</p>`}</section>`;
  }

  #part({ part, labels }) {
    const open = this.open === part.id;
    return html`<article class="reject ${part.verdict.toLowerCase()}" @lw-labelled=${() => this.#loadWaiting()} data-testid="reject" data-part=${part.part}>
      <button class="quiet reject-open" aria-expanded=${open} @click=${() => (this.open = open ? null : part.id)}>
        ${part.hasThumbnail ? html`<img loading="lazy" alt=${t('picture.alt', { part: part.part })} src=${`/api/parts/thumbnail?id=${part.id}`}>` : nothing}
        <span><strong>${part.part}</strong> ${t(`verdict.${part.verdict}`)}${part.score === undefined || part.score === null ? nothing : html` ${number(part.score)} %`}</span>
        <span class="muted">${part.station} · ${fullTime(part.taken)}</span></button>
      ${open ? html`<lw-full-picture .digest=${part.picture ?? ''} .partId=${part.id}></lw-full-picture>` : nothing}
      <lw-picture-labels .digest=${part.picture ?? ''} .partId=${part.id} .labels=${labels}></lw-picture-labels></article>`;
  }

  #filters() {
    const chosen = this.stations.find((one) => key(one) === this.station);
    return html`<div class="filter">
      <label>${t('rejects.station')} <select data-testid="rejects-station" @change=${(event) => this.#filter({ station: event.target.value })}>
        <option value="" ?selected=${!this.station}>${t('rejects.station.all')}</option>
        ${this.stations.map((one) => html`<option value=${key(one)} ?selected=${key(one) === this.station}>${one.station} · ${plant.asset(one.asset)?.name ?? one.asset}</option>`)}</select></label>
      <label>${t('rejects.day')} <input type="date" data-testid="rejects-day" .value=${this.day} @change=${(event) => this.#filter({ day: event.target.value })}></label>
      ${chosen && session.may('ENGINEER') ? html`<a class="button" data-testid="labels-export" download href=${`/api/labels/export?asset=${encodeURIComponent(chosen.asset)}&station=${encodeURIComponent(chosen.station)}`}>${t('label.export')}</a>` : nothing}</div>`;
  }

  render() {
    return html`<div class="page"><div class="page-head"><h1>${t('nav.rejects')}</h1>${this.#filters()}</div>
      ${this.failure ? html`<p class="failure" role="alert" data-testid="rejects-failure">${this.failure}</p>` : nothing}
      ${this.#waiting()}
      ${this.parts === null ? html`<p class="none">${t('loading')}</p>` : html`<div class="rejects">${repeat(this.parts, (one) => one.part.id, (one) => this.#part(one))}</div>
        ${this.parts.length ? nothing : html`<p class="none">${t('rejects.none')}</p>`}
        ${this.more ? html`<p><button @click=${() => this.#load(this.parts.at(-1).part)}>${t('history.more')}</button></p>` : nothing}`}</div>`;
  }
}

customElements.define('lw-rejects', Rejects);
