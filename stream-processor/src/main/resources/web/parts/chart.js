/** A series over time with its limits and the spans in which alerts held. Canvas, for the strict CSP. */
import * as echarts from 'echarts';
import { Part } from '../lib/element.js';
import { locale, t } from '../lib/i18n.js';
import { number, quantity, unitText } from '../lib/format.js';
import { html } from 'lit';

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

class Chart extends Part {
  static properties = { plot: { attribute: false }, limits: { attribute: false }, alerts: { attribute: false }, range: { attribute: false }, title: {} };

  connectedCallback() {
    super.connectedCallback();
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.redraw);
    this.resizing = new ResizeObserver(() => this.chart?.resize());
    this.resizing.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.redraw);
    this.resizing.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  render() {
    return html`<div class="chart-canvas" role="img" aria-label=${this.title ?? ''} data-testid="chart"></div>`;
  }

  updated() {
    if (!this.plot) {
      return;
    }
    this.chart ??= echarts.init(this.querySelector('.chart-canvas'), null, { renderer: 'canvas' });
    this.chart.setOption(this.#option(), { notMerge: true });
  }

  #option() {
    const text = colour('--text-muted');
    const values = this.plot.values;
    const unit = unitText(this.plot.unit);
    const limits = this.limits ?? [];
    const seen = values.map(([, value]) => value).filter((value) => value !== null);
    const all = [...seen, ...limits.map((limit) => limit.value)];
    const low = Math.min(...all, 0 < Math.min(...all) && Math.min(...all) < 0.6 * Math.max(...all) ? 0 : Infinity);
    const high = Math.max(...all);
    const room = (high - low || 1) * 0.08;
    return {
      animation: false,
      aria: { enabled: false },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: text },
      grid: { left: 8, right: 92, top: 34, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis', renderMode: 'richText', confine: true,
        backgroundColor: colour('--panel'), borderColor: colour('--line'), textStyle: { color: colour('--text'), fontSize: 12 },
        formatter: (points) => {
          const point = points[0];
          return point?.value?.[1] === null || !point ? '' : `${new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(point.value[0])}\n${quantity(point.value[1], this.plot.unit)}`;
        },
      },
      xAxis: {
        type: 'time', min: this.range?.[0], max: this.range?.[1],
        axisLine: { lineStyle: { color: colour('--line-strong') } }, splitLine: { show: false },
        axisLabel: { color: text, hideOverlap: true, formatter: { month: '{d}.{M}.', day: '{d}.{M}.', hour: '{HH}:{mm}', minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}' } },
      },
      yAxis: {
        type: 'value', min: low === 0 ? 0 : low - room, max: high + room, name: unit, nameLocation: 'end', nameTextStyle: { color: text, align: 'right', padding: [0, 6, 0, 0] },
        axisLabel: { color: text, formatter: (value) => number(value), showMinLabel: false, showMaxLabel: false }, splitLine: { lineStyle: { color: colour('--line') } },
      },
      series: [{
        type: 'line', data: values, showSymbol: values.length < 3, symbolSize: 4, connectNulls: false, sampling: undefined,
        lineStyle: { width: 1.4, color: colour('--trace') }, itemStyle: { color: colour('--trace') }, emphasis: { disabled: true },
        markLine: {
          silent: true, symbol: 'none',
          data: limits.map((limit) => ({
            yAxis: limit.value,
            lineStyle: { color: colour(`--${limit.severity.toLowerCase()}`), type: [6, 4], width: 1.4 },
            label: { position: 'end', formatter: `${t(`severity.${limit.severity}`)} ${number(limit.value)}`, color: text, fontSize: 11 },
          })),
        },
        markArea: {
          silent: true,
          data: (this.alerts ?? []).map((alert) => [
            { xAxis: Math.max(new Date(alert.raisedAt).getTime(), this.range?.[0] ?? 0), itemStyle: { color: colour(`--${alert.highestSeverity.toLowerCase()}`), opacity: 0.16 },
              label: { show: true, position: 'insideTopLeft', formatter: t(`severity.${alert.highestSeverity}`), color: text, fontSize: 10 } },
            { xAxis: alert.active ? this.range?.[1] : new Date(alert.clearedAt ?? alert.changedAt).getTime() },
          ]),
        },
      }],
    };
  }
}

customElements.define('lw-chart', Chart);
