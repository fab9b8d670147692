/** One asset: what is wrong, the picture over time, limits, what came before. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get, query } from '../lib/api.js';
import { Part } from '../lib/element.js';
import { byUrgency, feed, isSetAside } from '../lib/feed-store.js';
import { detectorOf, number, quantityName, shortDigest, time, unitText } from '../lib/format.js';
import { failureText, t, tOr } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { contributionBars } from '../parts/contributions.js';
import '../parts/alert-row.js';
import '../parts/chart.js';
import '../parts/limit-editor.js';
import { trendTile } from '../parts/trend-tile.js';
import './history.js';

/** Whether its series is in percent of a limit. */
const percentOf = (detector) => detector.kind === 'model' || detector.kind === 'novelty';
const RANGES = [['1h', 1], ['8h', 8], ['7d', 168], ['30d', 720]];
const REFRESH_MS = 15_000;

class AssetPage extends Part {
  static properties = { path: {}, detail: { state: true }, chosen: { state: true }, hours: { state: true }, plot: { state: true }, marks: { state: true }, range: { state: true }, trends: { state: true }, failure: { state: true } };

  constructor() {
    super();
    this.detail = null;
    this.chosen = '';
    this.hours = 8;
    this.trends = new Map();
    this.failure = '';
    this.follow(feed, plant);
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.#loadRange(), REFRESH_MS);
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
    // The feed may arrive after the asset: then what is worst on it is what the plot opens with.
    const worst = this.detail && !this.picked ? this.#open()[0]?.source : undefined;
    if (worst && this.#series().some((one) => one.series === worst)) {
      this.picked = true;
      if (worst !== this.chosen) {
        this.#choose(worst);
      }
    }
  }

  async #load() {
    try {
      this.detail = await get(`/api/asset?${query({ path: this.path })}`);
      this.failure = '';
      const wanted = new URLSearchParams(location.search).get('series');
      const series = this.#series();
      this.picked ||= series.some((one) => one.series === wanted);
      const worst = this.#open()[0]?.source;
      if (!series.some((one) => one.series === this.chosen)) {
        this.chosen = [wanted, worst, series[0]?.series].find((one) => series.some((known) => known.series === one)) ?? '';
      }
      await this.#loadRange();
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  #span() {
    const to = feed.now();
    return [to - this.hours * 3_600_000, to];
  }

  async #loadRange() {
    await Promise.all([this.#loadPlot(), this.#loadTrends()]);
  }

  async #loadTrends() {
    const [from, to] = this.#span();
    try {
      const answer = await get(`/api/asset/trends?${query({ path: this.path, from: new Date(from).toISOString(), to: new Date(to).toISOString() })}`);
      this.trends = new Map(answer.trends.map((trend) => [trend.name, trend]));
      this.trendSpan = [from, to];
    } catch (error) {
      this.failure = failureText(error);
    }
  }

  async #loadPlot() {
    if (!this.chosen) {
      return;
    }
    const [from, to] = this.#span();
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
    const detectors = this.detail.detectors.map((one) => ({ ...one, series: one.detector, ...detectorOf(one.detector) })).filter((one) => one.kind !== 'signal');
    const covered = new Set(detectors.filter((one) => one.kind === 'limit').map((one) => one.name));
    const channels = this.detail.channels.filter((channel) => !covered.has(channel.name))
      .map((channel) => ({ series: `${this.path}/${channel.name}`, kind: 'channel', name: channel.name, unit: channel.unit }));
    return [...detectors, ...channels].sort((a, b) => Number(b.kind === 'model') - Number(a.kind === 'model'));
  }

  #label(one) {
    const quantity = (channel) => quantityName(channel?.name ?? one.name, channel);
    const { channels } = this.detail;
    const name = () => {
      const own = quantity(channels.find((channel) => channel.name === one.name));
      // Two of one quantity are told apart by the channel's name.
      return channels.some((other) => other.name !== one.name && quantity(other) === own) ? `${own} (${one.name})` : own;
    };
    return one.kind === 'model' ? t('asset.model', { name: one.name }) : one.kind === 'novelty' ? t('asset.novelty', { subject: name() }) : name();
  }

  #choose(series) {
    this.picked = true;
    this.chosen = series;
    this.plot = null;
    this.#loadPlot();
  }

  render() {
    if (!this.detail) {
      return html`<div class="page"><p class="crumbs"><a href="/assets">${t('nav.assets')}</a></p><p class=${this.failure ? 'failure' : 'none'}>${this.failure || t('loading')}</p></div>`;
    }
    const { asset } = this.detail;
    const open = this.#open();
    const series = this.#series();
    const detector = series.find((one) => one.series === this.chosen);
    return html`<div class="page asset" data-testid="asset-page">
      <p class="crumbs"><a href="/assets">${t('nav.assets')}</a> › ${asset.path.slice(0, asset.path.lastIndexOf('/')).replaceAll('/', ' › ')}</p>
      <div class="page-head"><h1>${asset.name}</h1><span class="muted">${[asset.assetClass && tOr(`class.${asset.assetClass}`, asset.assetClass.replaceAll('-', ' ')), t(`criticality.${asset.criticality}`), t('asset.gateway', { name: asset.gateway })].filter(Boolean).join(' · ')}</span></div>
      ${this.failure ? html`<p class="failure" role="alert">${this.failure}</p>` : nothing}
      ${open.length ? html`<div class="group" role="list">${repeat(open, (alert) => alert.id, (alert) => html`<lw-alert-row .alert=${alert}></lw-alert-row>`)}</div>` : html`<p class="none calm">${t('asset.normal')}</p>`}
      <div class="trends" role="tablist" aria-label=${t('asset.trends')}>${series.map((one) => this.#tile(one, open))}</div>
      <div class="asset-columns">
        <section class="card plot">
          <div class="plot-head">
            ${detector ? html`<h2>${this.#label(detector)}</h2>` : nothing}
            <div class="ranges" role="group" aria-label=${t('history.range')}>${RANGES.map(([key, hours]) => html`<button aria-pressed=${this.hours === hours} data-testid=${`range-${key}`} @click=${() => { this.hours = hours; this.#loadRange(); }}>${t(`range.${key}`)}</button>`)}</div>
          </div>
          ${this.#plot(detector)}
        </section>
        <aside class="card side">${this.#side(detector, open)}</aside>
      </div>
      <lw-history .asset=${asset.path} compact></lw-history>
    </div>`;
  }

  #tile(one, open) {
    const alert = open.find((known) => known.source === one.series && !isSetAside(known));
    const label = one.kind === 'model' && this.detail.models.length < 2 ? t('asset.condition') : this.#label(one);
    return trendTile(one, label, this.trends.get(percentOf(one) ? `${one.kind}:${one.name}` : one.name), this.trendSpan, alert, one.series === this.chosen, () => this.#choose(one.series));
  }

  #plot(detector) {
    if (!detector) {
      return html`<p class="none">${t('asset.noseries')}</p>`;
    }
    if (!this.plot) {
      return html`<p class="none tall">${t('loading')}</p>`;
    }
    if (!this.plot.values.some(([, value]) => value !== null)) {
      return html`<p class="none tall">${t(this.hours === 720 ? 'asset.nodata.ever' : 'asset.nodata', { gateway: this.detail.asset.gateway })}</p>`;
    }
    return html`<div class="reading"><b>${number(this.plot.last?.[1])}</b> ${unitText(this.plot.unit)}${percentOf(detector) ? html` <span class="muted">${t('asset.percent')}</span>` : nothing}${this.plot.last ? html`<span class="muted"> · ${time(this.plot.last[0])}</span>` : nothing}${this.plot.imported ? html`<span class="muted" data-testid="imported"> · ${t('asset.imported')}</span>` : nothing}</div>
      <lw-chart .plot=${this.plot} .limits=${detector.policy?.limits ?? []} .alerts=${this.plot.alerts ?? []} .range=${this.range} ?percent=${percentOf(detector)} name=${this.#label(detector)}></lw-chart>`;
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
