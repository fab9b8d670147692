/** A series over time with its limits and the spans in which alerts held. Canvas, for the strict CSP. */
import * as echarts from 'echarts';
import { Part } from '../lib/element.js';
import { locale, t } from '../lib/i18n.js';
import { axisTime, number, quantity, unitText } from '../lib/format.js';
import { html } from 'lit';

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

class Chart extends Part {
  static properties = { plot: { attribute: false }, limits: { attribute: false }, alerts: { attribute: false }, range: { attribute: false }, name: {}, percent: { type: Boolean } };

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
    return html`<div class="chart-canvas" role="img" aria-label=${this.name ?? ''} data-testid="chart"></div>`;
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
    const all = [...seen, ...limits.map((limit) => limit.value), ...(this.percent ? [0, 100] : [])];
    const low = Math.min(...all, 0 < Math.min(...all) && Math.min(...all) < 0.6 * Math.max(...all) ? 0 : Infinity);
    const high = Math.max(...all);
    const span = (this.range?.[1] ?? 0) - (this.range?.[0] ?? 0);
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
        axisLabel: { color: text, hideOverlap: true, showMinLabel: false, formatter: (value) => axisTime(value, span) },
        splitNumber: Math.max(3, Math.floor(this.clientWidth / 110)),
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
          data: this.#lines(limits, text),
        },
        markArea: {
          silent: true,
          data: this.#spans(text),
        },
      }],
    };
  }

  /** A score's own limit is 100 %, whatever its policy warns at. */
  #lines(limits, text) {
    const line = (value, name, tint, type) => ({
      yAxis: value,
      lineStyle: { color: tint, type, width: 1.4 },
      label: { position: 'end', formatter: `${name} ${number(value)}`, color: text, fontSize: 11 },
    });
    const lines = limits.map((limit) => line(limit.value, t(`severity.${limit.severity}`), colour(`--${limit.severity.toLowerCase()}`), [6, 4]));
    return this.percent && !limits.some((limit) => limit.value === 100)
      ? [line(100, t('chart.limit'), colour('--text-muted'), 'solid'), ...lines]
      : lines;
  }

  /** When an alert held; a dozen labels on one plot would only cover each other. */
  #spans(text) {
    const alerts = this.alerts ?? [];
    return alerts.map((alert) => {
      const tint = colour(`--${alert.highestSeverity.toLowerCase()}`);
      return [
        {
          xAxis: Math.max(new Date(alert.raisedAt).getTime(), this.range?.[0] ?? 0),
          itemStyle: { color: tint, opacity: 0.22 },
          label: { show: alerts.length <= 6, position: 'insideTopLeft', formatter: t(`severity.${alert.highestSeverity}`), color: text, fontSize: 11 },
        },
        { xAxis: alert.active ? this.range?.[1] : new Date(alert.clearedAt ?? alert.changedAt).getTime() },
      ];
    });
  }
}

customElements.define('lw-chart', Chart);
