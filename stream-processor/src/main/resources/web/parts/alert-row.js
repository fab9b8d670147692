/** One alert as a row: sign, sentence, what to do, state, since when, commands. */
import { html, nothing } from 'lit';
import { get } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { feed, needsPerson } from '../lib/feed-store.js';
import { fact, fullTime, since, time, what } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { command, commandButtons, commandsOf, rareButtons } from './commands.js';
import { contributionBars } from './contributions.js';
import { diagnosisText } from './diagnosis.js';
import { partPicture } from './part-picture.js';
import { alertSign } from './severity.js';

const KEYS = { a: 'ACKNOWLEDGE', s: 'SHELVE', c: 'COMMENT', r: 'RESET' };

class AlertRow extends Part {
  static properties = { alert: { attribute: false }, open: { state: true }, events: { state: true }, flash: { state: true } };

  constructor() {
    super();
    this.open = false;
    this.events = null;
  }

  willUpdate(changed) {
    if (this.open && changed.has('alert') && changed.get('alert')?.revision !== this.alert.revision) {
      this.#loadEvents();
    }
  }

  async #toggle() {
    this.open = !this.open;
    if (this.open) {
      await this.#loadEvents();
    }
  }

  async #loadEvents() {
    try {
      this.events = (await get(`/api/alerts/detail?id=${encodeURIComponent(this.alert.id)}`)).events;
    } catch {
      this.events = [];
    }
  }

  #key(event) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const rows = [...document.querySelectorAll('.alert-row')];
    const place = rows.indexOf(event.currentTarget);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      rows[place + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#toggle();
    } else if (KEYS[event.key] && commandsOf(this.alert).includes(KEYS[event.key])) {
      event.preventDefault();
      command(KEYS[event.key], this.alert);
    }
  }

  render() {
    const alert = this.alert;
    const asset = plant.asset(alert.asset);
    return html`<div class="alert-row state-${alert.shown.toLowerCase().replaceAll('_', '-')} ${needsPerson(alert) ? `waits ${alert.severity.toLowerCase()}` : ''}" tabindex="0" role="listitem"
      data-testid="alert-row" data-alert-id=${alert.id} data-state=${alert.shown} data-severity=${alert.severity}
      @keydown=${this.#key}>
      <div class="row-main" @click=${this.#toggle}>
        <div class="row-sign">${alertSign(alert)}<span>${t(`severity.${alert.severity}`)}</span></div>
        <div class="row-text">
          <div class="row-what">${alert.active ? fact(alert, asset) : what(alert, asset, feed.now())}${alert.evidence?.diagnosis ? html` <span class="row-part">${t(`diagnosis.${alert.evidence.diagnosis.fault}`)}</span>` : nothing}${alert.occurrences > 1 ? html` <span class="times" title=${t('row.times')}>×${alert.occurrences}</span>` : nothing}</div>
          ${alert.operatorAction ? html`<div class="row-action"><span aria-hidden="true">→ </span>${alert.operatorAction}</div>` : nothing}
        </div>
        <div class="row-state"><span class=${needsPerson(alert) ? 'flag' : ''}>${t(`state.${alert.shown}`)}</span>${alert.alarmClass === 'ADVISORY' ? html`<span class="muted row-class">${t('feed.advisory')}</span>` : nothing}${alert.acknowledgedBy && alert.acknowledged ? html`<span class="muted"> · ${alert.acknowledgedBy}</span>` : nothing}</div>
        <div class="row-since" title=${fullTime(alert.raisedAt)}>${time(alert.raisedAt)}<span class="muted">${alert.active ? t('sentence.for', { span: since(alert.raisedAt, feed.now()) }) : nothing}</span></div>
      </div>
      <div class="row-commands">${commandButtons(alert)}</div>
      ${this.open ? this.#details(alert, asset) : nothing}
    </div>`;
  }

  #details(alert, asset) {
    const facts = [
      ['detail.cause', alert.cause],
      ['detail.consequence', alert.consequence],
      ['detail.shelving', alert.shelving && t('detail.shelved', { by: alert.shelving.by, until: alert.shelving.until ? fullTime(alert.shelving.until) : t('shelve.once'), reason: alert.shelving.reason })],
      ['detail.gateway', alert.gateway],
      ['detail.source', alert.source],
    ].filter(([, value]) => value);
    return html`<div class="row-details">
      <div><dl>${facts.map(([key, value]) => html`<dt>${t(key)}</dt><dd>${value}</dd>`)}</dl>
        <div class="row-more">${asset ? html`<a class="button" href=${`/asset?path=${encodeURIComponent(alert.asset)}&series=${encodeURIComponent(alert.source)}`}>${t('detail.plot')}</a>` : nothing}${rareButtons(alert)}</div></div>
      <div>
        ${alert.evidence?.contributions?.length ? html`<h4>${t('detail.contributions')}</h4>${contributionBars(alert.evidence.contributions, asset)}` : nothing}
        ${diagnosisText(alert.evidence?.diagnosis)}
        ${partPicture(alert.evidence?.picture, alert.id)}
        <h4>${t('detail.events')}</h4>
        ${this.events === null ? html`<p class="muted">${t('loading')}</p>` : html`<ol class="events">
          ${this.events.slice(-12).reverse().map((event) => html`<li><time>${time(event.time)}</time><span>${t(`transition.${event.transition}`)}${event.actor ? html` · <b>${event.actor}</b>` : nothing}${event.text ? html`<q>${event.text}</q>` : nothing}</span></li>`)}
          ${this.events.length ? nothing : html`<li class="muted">${t('detail.noevents')}</li>`}
        </ol>`}
      </div>
    </div>`;
  }
}

customElements.define('lw-alert-row', AlertRow);
