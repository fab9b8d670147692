/** Recordings: what is asked for, how it stands at the gateways, what has arrived; start and stop. */
import { html, nothing } from 'lit';
import { get, post } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { feed } from '../lib/feed-store.js';
import { fullTime, number } from '../lib/format.js';
import { failureText, t, tOr } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { session } from '../lib/session.js';

const megabytes = (bytes) => `${number(bytes / 1e6)} MB`;
const words = (text) => text.split(',').map((word) => word.trim()).filter(Boolean);
const REFRESH_MS = 10_000;

class Recordings extends Part {
  static properties = { list: { state: true }, failure: { state: true }, busy: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    this.list = null;
    this.failure = '';
    this.busy = false;
    this.chosen = '';
    this.follow(feed, plant);
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.#load();
    this.timer = setInterval(() => this.#load(), REFRESH_MS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  async #load() {
    try {
      this.list = await get('/api/recordings');
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  async #change(url, body) {
    this.busy = true;
    this.failure = '';
    try {
      await post(url, { ...body, seenPlantVersion: this.list.plantVersion });
      await this.#load();
    } catch (error) {
      this.failure = failureText(error);
    }
    this.busy = false;
  }

  async #start(event) {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form);
    const hours = String(data.get('hours') ?? '').trim().replace(',', '.');
    await this.#change('/api/recordings/start', {
      recording: String(data.get('recording')).trim(),
      channels: data.getAll('channel'),
      stations: words(String(data.get('stations') ?? '')).map((name) => `${this.chosen}/${name}`),
      machineStates: words(String(data.get('states') ?? '')),
      hours: hours ? Number(hours) : null,
      reason: String(data.get('reason')).trim(),
    });
    if (!this.failure) {
      form.reset();
      this.chosen = '';
    }
  }

  #stop(event, name) {
    event.preventDefault();
    const reason = String(new FormData(event.target).get('reason')).trim();
    this.#change('/api/recordings/stop', { recording: name, reason });
  }

  #form() {
    const asset = plant.asset(this.chosen);
    return html`<form class="card" @submit=${this.#start} data-testid="recording-form">
      <h2>${t('recording.start')}</h2>
      <div class="fields">
        <label class="field"><span>${t('recording.name')}</span><input name="recording" required maxlength="64" pattern="[A-Za-z0-9][A-Za-z0-9_\\-]*" title=${t('recording.name.hint')} data-testid="recording-name"></label>
        <label class="field"><span>${t('recording.hours')}</span><input name="hours" inputmode="decimal" pattern="[0-9]*[.,]?[0-9]*" placeholder=${t('recording.hours.hint')}></label>
        <label class="field"><span>${t('recording.states')}</span><input name="states" placeholder=${t('recording.states.hint')}></label>
      </div>
      <label class="field"><span>${t('recording.asset')}</span> <select @change=${(event) => (this.chosen = event.target.value)} data-testid="recording-asset">
        <option value="" ?selected=${!this.chosen}>${t('recording.asset.choose')}</option>
        ${plant.assets.map((one) => html`<option value=${one.path} ?selected=${one.path === this.chosen}>${one.name}</option>`)}</select></label>
      ${asset ? html`<fieldset><legend>${t('recording.channels')}</legend>${asset.channels.map((channel) => html`<label class="nowrap"><input type="checkbox" name="channel" value=${`${asset.path}/${channel.name}`} checked> ${channel.name}</label> `)}</fieldset>
        <label class="field"><span>${t('recording.stations')}</span><input name="stations" placeholder=${t('recording.stations.hint')} data-testid="recording-stations"></label>` : nothing}
      <label class="field">${t('limits.reason')}<input name="reason" required maxlength="500" placeholder=${t('limits.reason.hint')} data-testid="recording-reason"></label>
      <button class="primary" ?disabled=${this.busy || !asset} data-testid="recording-start">${t('recording.begin')}</button></form>`;
  }

  #wanted(row) {
    const standing = this.list.atGateways.filter((one) => one.status.name === row.recording);
    return html`<section class="card" data-testid="recording" data-recording=${row.recording}>
      <div class="card-head"><h2>${row.recording}</h2><span class="muted">${t('recording.since', { from: fullTime(row.from) })}${row.until ? ` · ${t('recording.until', { until: fullTime(row.until) })}` : nothing}</span></div>
      <p class="breakable">${[...(row.channels ?? []), ...(row.stations ?? []).map((station) => t('recording.station', { station }))].join(', ')}</p>
      ${row.machineStates?.length ? html`<p class="muted">${t('recording.only', { states: row.machineStates.join(', ') })}</p>` : nothing}
      ${standing.length ? this.#standing(standing) : html`<p class="muted">${t('recording.waiting')}</p>`}
      ${session.may('ENGINEER') ? html`<form class="fields" @submit=${(event) => this.#stop(event, row.recording)}>
        <label class="field">${t('limits.reason')}<input name="reason" required maxlength="500"></label>
        <button class="own-width" ?disabled=${this.busy} data-testid="recording-stop">${t('recording.stop')}</button></form>` : nothing}</section>`;
  }

  #standing(standing) {
    return html`<div class="table-wrap"><table class="list small"><thead><tr><th>${t('recording.gateway')}</th><th>${t('recording.name')}</th><th>${t('recording.state')}</th><th>${t('recording.rows')}</th><th>${t('recording.size')}</th><th>${t('recording.lost')}</th><th></th></tr></thead>
      <tbody>${standing.map(({ gateway, status }) => html`<tr><td>${gateway}</td><td>${status.name}</td><td>${tOr(`recording.state.${status.state}`, status.state)}</td><td>${number(status.rows)}</td><td class="nowrap">${megabytes(status.bytes)}</td><td>${number(status.lost)}</td><td>${status.problem ? html`<span class="warn-text">${status.problem}</span>` : nothing}</td></tr>`)}</tbody></table></div>`;
  }

  #arrived() {
    const { arrived } = this.list;
    return arrived.length ? html`<div class="table-wrap"><table class="list small"><thead><tr><th>${t('recording.gateway')}</th><th>${t('recording.name')}</th><th>${t('recording.from')}</th><th>${t('recording.to')}</th><th>${t('recording.pictures')}</th><th>${t('recording.gaps')}</th><th>${t('recording.size')}</th><th>${t('recording.digest')}</th></tr></thead>
      <tbody>${arrived.map((one) => html`<tr data-testid="arrived"><td>${one.gateway}</td><td>${one.recording}${one.closed ? nothing : html` <span class="muted">${t('recording.open')}</span>`}</td><td class="nowrap">${one.from ? fullTime(one.from) : '–'}</td><td class="nowrap">${one.to ? fullTime(one.to) : '–'}</td><td>${number(one.pictures)}</td><td>${number(one.gaps)}</td><td class="nowrap">${megabytes(one.bytes)}</td><td><code>${one.digest.slice(0, 12)}</code></td></tr>`)}</tbody></table></div>`
      : html`<p class="muted">${t('recording.arrived.none')}</p>`;
  }

  render() {
    const asked = new Set(this.list?.wanted.map((row) => row.recording));
    const others = this.list?.atGateways.filter((one) => !asked.has(one.status.name)) ?? [];
    return html`<div class="page"><div class="page-head"><h1>${t('nav.recordings')}</h1></div>
      ${this.failure ? html`<p class="failure" role="alert" data-testid="recording-failure">${this.failure}</p>` : nothing}
      ${this.list ? html`
        ${session.may('ENGINEER') ? this.#form() : html`<p class="muted">${t('recording.readonly')}</p>`}
        ${this.list.wanted.map((row) => this.#wanted(row))}
        ${this.list.wanted.length ? nothing : html`<p class="none">${t('recording.none')}</p>`}
        ${others.length ? html`<section class="card"><h2>${t('recording.others')}</h2>${this.#standing(others)}</section>` : nothing}
        <section class="card"><h2>${t('recording.arrived')}</h2>${this.#arrived()}</section>` : html`<p class="none">${t('loading')}</p>`}</div>`;
  }
}

customElements.define('lw-recordings', Recordings);
