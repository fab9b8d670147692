/** Every asset in its place, with the worst that is open on it. */
import { html, nothing } from 'lit';
import { Part } from '../lib/element.js';
import { byUrgency, feed, isSetAside } from '../lib/feed-store.js';
import { what } from '../lib/format.js';
import { t, tOr } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';
import { alertSign } from '../parts/severity.js';

class Assets extends Part {
  constructor() {
    super();
    this.follow(feed, plant);
  }

  #open(path) {
    return [...feed.alerts.values()]
      .filter((alert) => alert.asset === path && !isSetAside(alert) && alert.alarmClass !== 'LOG')
      .sort(byUrgency);
  }

  render() {
    const lines = new Map();
    for (const asset of plant.assets) {
      const line = asset.path.slice(0, asset.path.lastIndexOf('/'));
      lines.set(line, [...(lines.get(line) ?? []), asset]);
    }
    return html`<div class="page"><div class="page-head"><h1>${t('nav.assets')}</h1><span class="muted">${t('assets.version', { n: plant.version })}</span></div>
      ${lines.size ? nothing : html`<p class="none">${t('assets.none')}</p>`}
      ${[...lines].map(([line, assets]) => html`<section><h2>${line.replaceAll('/', ' › ')}</h2><div class="tiles">${assets.map((asset) => this.#tile(asset))}</div></section>`)}
    </div>`;
  }

  #tile(asset) {
    const open = this.#open(asset.path);
    const worst = open[0];
    const count = open.length;
    return html`<a class="tile ${worst ? `has-${worst.severity.toLowerCase()}` : ''}" href="/asset?path=${encodeURIComponent(asset.path)}" data-testid="asset-tile" data-path=${asset.path}>
      <span class="tile-head">${worst ? alertSign(worst) : nothing}<b>${asset.name}</b></span>
      <span class="tile-what">${worst ? what(worst, asset, feed.now()) : t('assets.normal')}${count > 1 ? html`<span class="muted"> · ${t('feed.evidence', { n: count })}</span>` : nothing}</span>
      <span class="muted">${[asset.assetClass && tOr(`class.${asset.assetClass}`, asset.assetClass.replaceAll('-', ' ')), t('assets.channels', { n: asset.channels.length }), asset.gateway].filter(Boolean).join(' · ')}</span></a>`;
  }
}

customElements.define('lw-assets', Assets);
