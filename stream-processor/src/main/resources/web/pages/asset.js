/** One asset: what is wrong, the picture over time, limits, what came before. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, query } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { byUrgency, feed, isSetAside } from '../lib/feed-store.js';
import { detectorOf, number, quantityName, shortDigest, unitText } from '../lib/format.js';
import { failureText, t } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { contributionBars } from '../parts/contributions.js';
import '../parts/alert-row.js';
import '../parts/chart.js';
import '../parts/limit-editor.js';
import './history.js';

const RANGES = [['1h', 1], ['8h', 8], ['7d', 168], ['30d', 720]];
const REFRESH_MS = 15_000;

class AssetPage extends Part {
  static properties = { path: {}, detail: { state: true }, chosen: { state: true }, hours: { state: true }, plot: { state: true }, marks: { state: true }, range: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.detail = null;
    this.chosen = '';
    this.hours = 8;
    this.failure = '';
    this.follow(feed, plant);
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.#loadPlot(), REFRESH_MS);
    this.onAlert = (event) => event.detail.alert?.asset === this.path && this.#loadPlot();
    feed.addEventListener('alert', this.onAlert);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    feed.removeEventListener('alert', this.onAlert);
  }

  willUpdate(changed) {
    if (changed.has('path')) {
      this.#load();
    }
  }

  async #load() {
    try {
      this.detail = await get(`/api/asset?${query({ path: this.path })}`);
      this.failure = '';
      const wanted = new URLSearchParams(location.search).get('series');
      const series = this.#series();
      const worst = this.#open()[0]?.source;
      if (!series.some((one) => one.series === this.chosen)) {
        this.chosen = [wanted, worst, series[0]?.series].find((one) => series.some((known) => known.series === one)) ?? '';
      }
      await this.#loadPlot();
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  async #loadPlot() {
    if (!this.chosen) {
      return;
    }
    const to = feed.now();
    const from = to - this.hours * 3_600_000;
    const width = Math.min(2000, Math.max(400, Math.round(this.clientWidth)));
    try {
      const plot = await get(`/api/series?${query({
        series: this.chosen, from: new Date(from).toISOString(), to: new Date(to).toISOString(), maxPoints: width, asset: this.path,
      })}`);
      if (plot.series === this.chosen) {
        this.plot = plot;
        this.range = [from, to];
        this.failure = '';
      }
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  #open() {
    return [...feed.alerts.values()].filter((alert) => alert.asset === this.path).sort(byUrgency);
  }

  /** What can be plotted: a limit detector and its channel are one line. */
  #series() {
    const detectors = this.detail.detectors.map((one) => ({ ...one, series: one.detector, ...detectorOf(one.detector) }));
    const covered = new Set(detectors.filter((one) => one.kind === 'limit').map((one) => one.name));
    const channels = this.detail.channels.filter((channel) => !covered.has(channel.name))
      .map((channel) => ({ series: `${this.path}/${channel.name}`, kind: 'channel', name: channel.name, unit: channel.unit }));
    return [...detectors, ...channels].sort((a, b) => Number(b.kind === 'model') - Number(a.kind === 'model'));
  }

  #label(one) {
    return one.kind === 'model' ? t('asset.model', { name: one.name }) : quantityName(one.name, this.detail.channels.find((channel) => channel.name === one.name));
  }

  #choose(series) {
    this.chosen = series;
    this.plot = null;
    this.#loadPlot();
  }

  render() {
    if (!this.detail) {
      return html`<div class="page"><p class=${this.failure ? 'failure' : 'none'}>${this.failure || t('loading')}</p></div>`;
    }
    const { asset } = this.detail;
    const open = this.#open();
    const series = this.#series();
    const detector = series.find((one) => one.series === this.chosen);
    return html`<div class="page asset" data-testid="asset-page">
      <p class="crumbs"><a href="/assets">${t('nav.assets')}</a> › ${asset.path.slice(0, asset.path.lastIndexOf('/')).replaceAll('/', ' › ')}</p>
      <div class="page-head"><h1>${asset.name}</h1><span class="muted">${[asset.assetClass, t(`criticality.${asset.criticality}`), t('asset.gateway', { name: asset.gateway })].filter(Boolean).join(' · ')}</span></div>
      ${this.failure ? html`<p class="failure" role="alert">${this.failure}</p>` : nothing}
      ${open.length ? html`<div class="group" role="list">${repeat(open, (alert) => alert.id, (alert) => html`<lw-alert-row .alert=${alert}></lw-alert-row>`)}</div>` : html`<p class="none calm">${t('asset.normal')}</p>`}
      <div class="asset-columns">
        <section class="card plot">
          <div class="plot-head">
            <div class="tabs" role="tablist">${series.map((one) => html`<button role="tab" aria-selected=${one.series === this.chosen} data-testid="series-tab" data-series=${one.series} @click=${() => this.#choose(one.series)}>${this.#label(one)}</button>`)}</div>
            <div class="ranges" role="group" aria-label=${t('history.range')}>${RANGES.map(([key, hours]) => html`<button aria-pressed=${this.hours === hours} data-testid=${`range-${key}`} @click=${() => { this.hours = hours; this.#loadPlot(); }}>${t(`range.${key}`)}</button>`)}</div>
          </div>
          ${this.#plot(detector)}
        </section>
        <aside class="card side">${this.#side(detector, open)}</aside>
      </div>
      <lw-history .asset=${asset.path} compact></lw-history>
    </div>`;
  }

  #plot(detector) {
    if (!detector) {
      return html`<p class="none">${t('asset.noseries')}</p>`;
    }
    if (!this.plot) {
      return html`<p class="none tall">${t('loading')}</p>`;
    }
    if (!this.plot.values.some(([, value]) => value !== null)) {
      return html`<p class="none tall">${t('asset.nodata')}</p>`;
    }
    const last = this.plot.values.at(-1)[1];
    return html`<div class="reading"><b>${number(last)}</b> ${unitText(this.plot.unit)}${detector.kind === 'model' ? html` <span class="muted">${t('asset.percent')}</span>` : nothing}</div>
      <lw-chart .plot=${this.plot} .limits=${detector.policy?.limits ?? []} .alerts=${this.plot.alerts ?? []} .range=${this.range} title=${this.#label(detector)}></lw-chart>`;
  }

  #side(detector, open) {
    if (!detector) {
      return nothing;
    }
    const alert = open.find((one) => one.source === detector.detector && !isSetAside(one));
    const model = this.detail.models.find((one) => detector.kind === 'model' && one.name === detector.name);
    return html`${alert?.evidence?.contributions?.length ? html`<h3>${t('detail.contributions')}</h3>${contributionBars(alert.evidence.contributions, plant.asset(this.path))}` : nothing}
      ${detector.policy ? html`<lw-limit-editor .detector=${detector} .gateway=${this.detail.asset.gateway} .plantVersion=${this.detail.plantVersion} @saved=${() => { this.#load(); plant.load(); }}></lw-limit-editor>`
        : html`<p class="muted">${t(detector.kind === 'model' ? 'asset.observed' : 'asset.nolimits')}</p>`}
      ${model ? html`<details><summary>${t('asset.modeldetails')}</summary><dl class="facts"><dt>${t('asset.digest')}</dt><dd><code>${shortDigest(model.digest)}</code></dd></dl></details>` : nothing}`;
  }
}

customElements.define('lw-asset', AssetPage);
