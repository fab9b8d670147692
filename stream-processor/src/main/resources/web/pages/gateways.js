/** Gateways: are they there, what do they run, what did they reject. */
import { html, nothing } from 'lit';
import { Part } from '../lib/element.js';
import { feed, isSilent } from '../lib/feed-store.js';
import { fullTime, number, shortDigest, since } from '../lib/format.js';
import { t, tOr } from '../lib/i18n.js';
import { plant } from '../lib/plant.js';

class Gateways extends Part {
  constructor() {
    super();
    this.follow(feed, plant);
  }

  #state({ status, desiredRevision }) {
    if (!status) {
      return ['silent', t('gateway.never')];
    }
    if (isSilent(status, feed.now())) {
      return ['silent', t('gateway.silent', { span: since(status.time, feed.now()) })];
    }
    if (status.problems.length || status.refusedRevision > status.appliedRevision) {
      return ['refused', t('gateway.refused')];
    }
    if (status.appliedRevision < desiredRevision) {
      return ['pending', t('gateway.pending')];
    }
    const missing = status.models.filter((model) => model.activeDigest !== model.wantedDigest).length;
    return missing ? ['pending', t('gateway.missing', { n: missing })] : ['ok', t('gateway.ok')];
  }

  render() {
    const all = [...feed.gateways.values()].sort((a, b) => a.gateway.localeCompare(b.gateway));
    return html`<div class="page"><div class="page-head"><h1>${t('nav.gateways')}</h1></div>
      ${all.length ? nothing : html`<p class="none">${feed.connection === 'connecting' ? t('loading') : t('gateway.none')}</p>`}
      ${all.map((gateway) => this.#card(gateway))}</div>`;
  }

  #card(gateway) {
    const [state, text] = this.#state(gateway);
    const { status } = gateway;
    const rejected = Object.entries(status?.counts ?? {}).filter(([name, count]) => name.startsWith('rejected-') && count > 0);
    const counts = Object.entries(status?.counts ?? {}).filter(([name]) => !/reject/i.test(name)).sort(([a], [b]) => a.localeCompare(b));
    return html`<section class="card gateway" data-testid="gateway" data-gateway=${gateway.gateway} data-state=${state}>
      <div class="card-head"><h2>${gateway.gateway}</h2><span class="badge ${state}">${text}</span>
        ${status ? html`<span class="muted">${t('gateway.heard', { span: since(status.time, feed.now()) })} · ${status.agentVersion}</span>` : nothing}</div>
      ${status?.problems.length ? html`<ul class="problems">${status.problems.map((problem) => html`<li>${problem}</li>`)}</ul>` : nothing}
      <div class="columns">
        <div><h3>${t('gateway.plan')}</h3><dl class="facts"><dt>${t('gateway.desired')}</dt><dd>${gateway.desiredRevision || '–'}</dd><dt>${t('gateway.applied')}</dt><dd>${status?.appliedRevision ?? '–'}</dd>
          <dt>${t('gateway.assets')}</dt><dd>${plant.assets.filter((asset) => asset.gateway === gateway.gateway).length}</dd>
          ${status ? html`<dt>${t('gateway.time')}</dt><dd>${fullTime(status.time)}</dd>` : nothing}</dl></div>
        <div><h3>${t('gateway.models')}</h3>${status?.models.length ? html`<table class="list small"><tbody>${status.models.map((model) => html`<tr>
            <td class="nowrap">${plant.asset(model.asset) ? html`<a class="named" href="/asset?path=${encodeURIComponent(model.asset)}">${plant.asset(model.asset).name}</a>` : model.asset}</td><td class="nowrap">${model.name}</td><td class="nowrap"><code>${shortDigest(model.activeDigest)}</code></td>
            <td>${model.activeDigest === model.wantedDigest ? t('gateway.model.ok') : html`<span class="warn-text">${model.reason || t('gateway.model.pending')}</span>`}</td></tr>`)}</tbody></table>` : html`<p class="muted">${t('gateway.models.none')}</p>`}</div>
        <div><h3>${t('gateway.rejected')}</h3>${rejected.length ? html`<dl class="facts">${rejected.map(([name, count]) => html`<dt>${tOr(`count.${name}`, name.slice('rejected-'.length).replaceAll('-', ' '))}</dt><dd>${number(count)}</dd>`)}</dl>` : html`<p class="muted">${t('gateway.rejected.none')}</p>`}</div>
      </div>
      ${counts.length ? html`<details><summary>${t('gateway.details')}</summary><dl class="facts wide">${counts.map(([name, count]) => html`<dt>${tOr(`count.${name}`, name.replaceAll(/[-.]/g, ' '))}</dt><dd>${number(count)}</dd>`)}<dt>${t('gateway.epoch')}</dt><dd><code>${status.epoch}</code></dd></dl></details>` : nothing}
    </section>`;
  }
}

customElements.define('lw-gateways', Gateways);
