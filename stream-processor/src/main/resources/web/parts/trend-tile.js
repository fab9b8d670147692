/** One channel or score of an asset, small: its name, its last value, the shape of the range; a tab for the plot. */
import { html, nothing } from 'lit';
import { number, unitText } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { alertSign } from './severity.js';

const WIDTH = 120;
const HEIGHT = 26;

function shape(values, [from, to]) {
  const seen = values.map(([, value]) => value).filter((value) => value !== null);
  const low = Math.min(...seen);
  const high = Math.max(...seen);
  // A quiet channel is a flat line: noise of a thousandth of the value must not fill the height.
  const room = Math.max(high - low, Math.abs(high) * 0.02, 1e-9);
  const middle = (high + low) / 2;
  let pen = 'M';
  return values.map(([time, value]) => {
    if (value === null) {
      pen = 'M';
      return '';
    }
    const x = ((time - from) / (to - from)) * WIDTH;
    const y = HEIGHT / 2 - ((value - middle) / room) * (HEIGHT - 4);
    const step = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
    return step;
  }).join('');
}

/**
 * @param one {series, kind, name}
 * @param trend {unit, values, last} or undefined where there is no history
 */
export function trendTile(one, label, trend, range, alert, chosen, choose) {
  const last = trend?.last?.[1] ?? null;
  return html`<button class="trend" role="tab" aria-selected=${chosen} data-testid="series-tab" data-series=${one.series} @click=${choose}>
    <span class="trend-name">${alert ? alertSign(alert) : nothing}<span>${label}</span></span>
    <span class="trend-value">${last === null ? html`<span class="muted">${t('asset.novalue')}</span>` : html`<b>${number(last)}</b> ${unitText(trend.unit)}`}</span>
    ${!trend?.values.length ? nothing : html`<svg class="trend-shape" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path d=${shape(trend.values, range)}/></svg>`}
  </button>`;
}
