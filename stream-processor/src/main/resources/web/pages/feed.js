/** What is wrong now, grouped by asset, most urgent first. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part } from '../lib/element.js';
import { bySeverity, byUrgency, feed, isSetAside, isSilent, needsPerson, severityRank } from '../lib/feed-store.js';
import { sentence, since } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { severitySign } from '../parts/severity.js';
import '../parts/alert-row.js';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

class Feed extends Part {
  static properties = { words: { state: true }, least: { state: true }, only: { state: true } };

  constructor() {
    super();
    this.words = '';
    this.least = 0;
    this.only = false;
    this.follow(feed, plant);
  }

  #matches(alert) {
    if (severityRank(alert.severity) < this.least || (this.only && !needsPerson(alert))) {
      return false;
    }
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const text = `${sentence(alert, plant, feed.now())} ${alert.asset} ${alert.operatorAction}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  render() {
    const all = [...feed.alerts.values()].filter((alert) => alert.alarmClass !== 'LOG');
    const shown = all.filter((alert) => this.#matches(alert)).sort(byUrgency);
    const working = shown.filter((alert) => !isSetAside(alert));
    const machines = byMachine(working);
    const isAlarm = ([, members]) => members.some((alert) => alert.alarmClass === 'ALARM');
    const alarms = machines.filter(isAlarm);
    const advisories = machines.filter((machine) => !isAlarm(machine));
    const aside = shown.filter(isSetAside);
    const empty = feed.connection !== 'connecting' && !plant.assets.length && !all.length;
    const filtered = shown.length < all.length;
    return html`<div class="page feed">
      <div class="page-head"><h1>${t('feed.title')}</h1>${this.#summary(all)}${this.#filter()}</div>
      ${filtered ? html`<p class="filter-note">${t('feed.filtered', { shown: shown.length, all: all.length })} <button class="link" @click=${() => { this.words = ''; this.least = 0; this.only = false; }}>${t('feed.all')}</button></p>` : nothing}
      ${this.#unwatched()}
      ${empty ? nothing : html`${this.#section('feed.alarms', alarms, filtered ? 'feed.none.filtered' : 'feed.none.alarms')}
      ${this.#section('feed.advisories', advisories, filtered ? 'feed.none.filtered' : 'feed.none.advisories')}`}
      ${aside.length ? html`<details class="aside"><summary>${t('feed.aside', { n: aside.length })}</summary>${this.#groups(byMachine(aside))}</details>` : nothing}
      <p class="keys muted">${t('feed.keys')}</p>
    </div>`;
  }

  #summary(all) {
    const live = all.filter((alert) => !isSetAside(alert));
    return html`<div class="summary">${SEVERITIES.map((severity) => {
      const of = live.filter((alert) => alert.severity === severity);
      const waiting = of.filter(needsPerson).length;
      return html`<span class="tally ${of.length ? '' : 'zero'}" title=${t(`severity.${severity}`)}>${severitySign(severity, waiting > 0)}<b>${of.length}</b><span>${t(`severity.${severity}`)}</span></span>`;
    })}</div>`;
  }

  /** An empty list must not look like a quiet plant when nobody is looking at the plant. */
  #unwatched() {
    if (feed.connection !== 'connecting' && !plant.assets.length) {
      return html`<p class="none calm">${t('assets.none')}</p>`;
    }
    return [...feed.gateways.values()]
      .filter(({ gateway, status }) => (status ? isSilent(status, feed.now()) : plant.assets.some((asset) => asset.gateway === gateway)))
      .map(({ gateway, status }) => html`<p class="failure" role="status" data-testid="gateway-silent">${status ? t('feed.silent', { gateway, span: since(status.time, feed.now()) }) : t('feed.never', { gateway })} <a class="named" href="/gateways">${t('nav.gateways')}</a></p>`);
  }

  #filter() {
    return html`<div class="filter">
      <input type="search" placeholder=${t('feed.search')} aria-label=${t('feed.search')} .value=${this.words} @input=${(event) => (this.words = event.target.value)}>
      <select aria-label=${t('feed.severity')} @change=${(event) => (this.least = Number(event.target.value))}>
        <option value="0" ?selected=${this.least === 0}>${t('feed.severity.all')}</option>
        <option value="2" ?selected=${this.least === 2}>${t('feed.severity.from', { severity: t('severity.MEDIUM') })}</option>
        <option value="3" ?selected=${this.least === 3}>${t('feed.severity.from', { severity: t('severity.HIGH') })}</option>
        <option value="4" ?selected=${this.least === 4}>${t('severity.CRITICAL')}</option>
      </select>
      <label class="check"><input type="checkbox" .checked=${this.only} @change=${(event) => (this.only = event.target.checked)}>${t('feed.only')}</label>
    </div>`;
  }

  #section(title, machines, none) {
    return html`<section><h2>${t(title)}<span class="muted"> ${machines.length ? t(machines.length === 1 ? 'feed.machine' : 'feed.machines', { n: machines.length }) : ''}</span></h2>
      ${machines.length ? this.#groups(machines) : html`<p class="none">${feed.connection === 'connecting' ? t('loading') : t(none)}</p>`}</section>`;
  }

  #groups(machines) {
    return html`<div class="groups">${repeat(
      machines,
      ([path]) => path,
      ([path, members]) => html`<div class="group" data-testid="machine" data-path=${path}>
        <h3>${plant.asset(path) ? html`<a href="/asset?path=${encodeURIComponent(path)}">${plant.asset(path).name}</a>` : path.slice(path.lastIndexOf('/') + 1)}<span class="path">${path.slice(0, path.lastIndexOf('/')).replaceAll('/', ' › ')}</span>
          ${members.length > 1 ? html`<span class="path evidence-count">${t('feed.evidence', { n: members.length })}</span>` : nothing}</h3>
        <div role="list">${repeat(members, (alert) => alert.id, (alert) => html`<lw-alert-row .alert=${alert}></lw-alert-row>`)}</div>
      </div>`,
    )}</div>`;
  }
}

/** One machine, one group: its alerts, most severe first; machines stand as their most urgent alert does. */
function byMachine(alerts) {
  const machines = new Map();
  for (const alert of alerts) {
    machines.set(alert.asset, [...(machines.get(alert.asset) ?? []), alert]);
  }
  // The alerts come most urgent first, and a Map keeps the order in which machines were met.
  return [...machines].map(([path, members]) => [path, members.sort(bySeverity)]);
}

customElements.define('lw-feed', Feed);
