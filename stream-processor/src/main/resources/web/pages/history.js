/** All alerts there were, newest first. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, query } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { feed, needsPerson } from '../lib/feed-store.js';
import { fact, fullTime, span } from '../lib/format.js';
import { failureText, t } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { severitySign } from '../parts/severity.js';

const DAYS = [1, 7, 30, 365];

class History extends Part {
  static properties = { asset: {}, compact: { type: Boolean }, alerts: { state: true }, more: { state: true }, failure: { state: true }, days: { state: true }, severity: { state: true } };

  constructor() {
    super();
    this.asset = '';
    this.alerts = null;
    this.days = 30;
    this.severity = '';
    this.failure = '';
    this.follow(plant);
  }

  willUpdate(changed) {
    if (changed.has('asset') || changed.has('days') || changed.has('severity')) {
      this.#load();
    }
  }

  async #load(last) {
    try {
      const page = await get(`/api/alerts?${query({
        asset: this.asset, severity: this.severity, limit: 50,
        from: new Date(feed.now() - this.days * 86_400_000).toISOString(),
        beforeTime: last?.raisedAt, beforeId: last?.id,
      })}`);
      this.alerts = last ? [...this.alerts, ...page.alerts] : page.alerts;
      this.more = page.more;
      this.failure = '';
    } catch (error) {
      this.failure = failureText(error);
      this.alerts ??= [];
    }
  }

  #head() {
    return html`<div class="page-head">${this.compact ? html`<h2>${t('history.of')}</h2>` : html`<h1>${t('nav.history')}</h1>`}
      <div class="filter">
        <select aria-label=${t('history.range')} @change=${(event) => (this.days = Number(event.target.value))}>
          ${DAYS.map((days) => html`<option value=${days} ?selected=${this.days === days}>${t('history.days', { n: days })}</option>`)}
        </select>
        <select aria-label=${t('feed.severity')} @change=${(event) => (this.severity = event.target.value)}>
          <option value="">${t('feed.severity.all')}</option>
          ${['MEDIUM', 'HIGH', 'CRITICAL'].map((severity) => html`<option value=${severity} ?selected=${this.severity === severity}>${t('feed.severity.from', { severity: t(`severity.${severity}`) })}</option>`)}
        </select>
      </div></div>`;
  }

  render() {
    return html`<div class=${this.compact ? 'compact' : 'page'}>${this.#head()}
      ${this.failure ? html`<p class="failure" role="alert">${this.failure}</p>` : nothing}
      ${this.alerts === null ? html`<p class="none">${t('loading')}</p>` : this.alerts.length ? this.#table() : html`<p class="none">${t(this.days === DAYS.at(-1) && !this.severity ? 'history.never' : 'history.none')}</p>`}
      ${this.more ? html`<p><button @click=${() => this.#load(this.alerts.at(-1))}>${t('history.more')}</button></p>` : nothing}
    </div>`;
  }

  #table() {
    return html`<div class="table-wrap"><table class="list history"><thead><tr><th>${t('history.raised')}</th><th>${t('history.severity')}</th><th>${t('history.what')}</th><th>${t('history.duration')}</th><th>${t('history.state')}</th><th>${t('history.by')}</th></tr></thead>
      <tbody>${repeat(this.alerts, (alert) => alert.id, (alert) => html`<tr data-testid="history-row" data-alert-id=${alert.id}>
        <td class="nowrap">${fullTime(alert.raisedAt)}</td>
        <td class="nowrap">${severitySign(alert.highestSeverity, needsPerson(alert))} ${t(`severity.${alert.highestSeverity}`)}</td>
        <td>${this.compact ? nothing : html`${this.#name(alert)}${t('sentence.colon')}`}<span class="said">${fact(alert, plant.asset(alert.asset))}</span>${this.#comment(alert)}</td>
        <td class="nowrap">${alert.active ? t('history.lasting') : span(new Date(alert.clearedAt ?? alert.changedAt) - new Date(alert.raisedAt))}</td>
        <td class="nowrap">${t(`state.${alert.shown}`)}</td>
        <td>${alert.acknowledgedBy ?? '–'}</td></tr>`)}</tbody></table></div>`;
  }

  #name(alert) {
    const asset = plant.asset(alert.asset);
    return asset ? html`<a class="named" href="/asset?path=${encodeURIComponent(alert.asset)}">${asset.name}</a>` : alert.asset.slice(alert.asset.lastIndexOf('/') + 1);
  }

  #comment(alert) {
    const last = alert.comments?.at(-1);
    return last ? html`<div class="muted comment-line">${last.by}: ${last.text}</div>` : nothing;
  }
}

customElements.define('lw-history', History);
